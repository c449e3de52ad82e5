import type { EdgePullRow } from '../../db/repositories/edge-pull-repository.ts';
import { listPulledParts } from '../../db/repositories/edge-pull-run-repository.ts';
import type { DialledCamera } from '../contacts/camera-dialer.ts';
import { AppError } from '../../domain/app-error.ts';
import { PULL_LIMITS } from '../../domain/edge-pull-rule.ts';
import type { RecordedStretch, RecordingSearch } from '../../domain/edge-recording.ts';
import { missingStretches } from '../../domain/missing-stretches.ts';
import type { PullParts } from './pull-parts.ts';
import { tellPull } from './tell-pull.ts';
import { storeReplayedFile, type PullRun } from './store-replayed-file.ts';

/** Longer than what we record ourselves: fewer rows, and what a killed worker loses can be fetched again. */
const SEGMENT_MS = 30_000;
const STALL_MS = 10_000;

/** Whether all came that the device has of the window. */
export interface FetchResult {
  readonly isWhole: boolean;
  readonly notes: readonly string[];
  readonly problem: { readonly code: string; readonly message: string } | null;
}

const SEARCH_CUT_SHORT = {
  code: 'search_cut_short',
  message: 'The device did not tell all that it keeps of this time. Pull again, or narrow the time.',
};
const TOO_LARGE = { code: 'pull_too_large', message: 'A pull fetches 8 GiB at most. Pull again for what is missing, or narrow the time.' };

/**
 * Replays what is still missing of the stretches that a search found, and stores it. A stretch is only what the device promises: where another one brought nothing (a recording whose times nobody told, a gap in the recording
 * that begins earlier), the next one is asked. Errors: `replay_stalled` (timeout) and `replay_cut_off` (unreachable), which may pass; those of the adapter and of `storeReplayedFile`.
 */
export async function fetchStretches(parts: PullParts, run: PullRun, dialled: DialledCamera, found: RecordingSearch, folder: string): Promise<FetchResult> {
  const notes = new Set(found.problems.map(({ code }) => code));
  let bytes = run.pull.byteLength;
  const there = await storedOf(parts, run.pull);
  const tell = tellNowAndThen(parts, run.pull);
  for (const stretch of found.stretches.toSorted((a, b) => a.fromMs - b.fromMs || b.toMs - a.toMs)) {
    for (const piece of missingStretches(stretch, there)) {
      const maxBytes = PULL_LIMITS.mostBytes - bytes;
      if (maxBytes <= 0) return { isWhole: false, notes: [...notes], problem: TOO_LARGE };
      const isLimited = await replay(dialled, { stretch: piece, folder, maxBytes }, async (file) => {
        bytes += await storeReplayedFile(parts, run, piece, file);
        there.push({ fromMs: file.deviceFromMs, toMs: file.deviceToMs });
        if (file.timesFrom === 'counted') notes.add('times_counted');
        await tell();
      });
      if (isLimited) return { isWhole: false, notes: [...notes], problem: TOO_LARGE };
    }
  }
  return { isWhole: !found.isCutShort, notes: [...notes], problem: found.isCutShort ? SEARCH_CUT_SHORT : null };
}

/** Device times of what is on hand of the window: another pull brought it, or this one before its worker died. */
async function storedOf({ database }: PullParts, pull: EdgePullRow): Promise<{ fromMs: number; toMs: number }[]> {
  const parts = await listPulledParts(database, pull.cameraId, pull, PULL_LIMITS.mostUncertaintyMs);
  return parts.flatMap(({ deviceFromMs, deviceToMs }) => (deviceFromMs === null || deviceToMs === null ? [] : [{ fromMs: deviceFromMs, toMs: deviceToMs }]));
}

/** Each word makes those who watch look again, and looks are logged: not more often than this. */
const TELL_EVERY_MS = 30_000;

function tellNowAndThen({ database, clock }: PullParts, pull: EdgePullRow): () => Promise<void> {
  let toldAtMs = clock.now();
  return async () => {
    if (clock.now() - toldAtMs < TELL_EVERY_MS) return;
    toldAtMs = clock.now();
    await tellPull(database, pull, 'running');
  };
}

type OnFile = Parameters<NonNullable<DialledCamera['adapter']['replayRecording']>>[1]['onFile'];

/** Whether our limit of bytes ended it. */
async function replay(
  { adapter, source, context }: DialledCamera,
  { stretch, folder, maxBytes }: { stretch: RecordedStretch; folder: string; maxBytes: number },
  onFile: OnFile,
): Promise<boolean> {
  const { kind } = await adapter.replayRecording!(source, { stretch, folder, segmentMs: SEGMENT_MS, stallMs: STALL_MS, maxBytes, onFile }, context);
  if (kind === 'stalled')
    throw new AppError('timeout', 'replay_stalled', 'The device fell silent in the middle of the replay. It is asked again for the rest.');
  if (kind === 'cut_off')
    throw new AppError('unreachable', 'replay_cut_off', 'The device closed the connection in the middle of the replay. It is asked again for the rest.');
  return kind === 'limit_reached';
}
