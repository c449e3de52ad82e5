import type { RtspSource } from '../../domain/camera-source.ts';
import type { RecordedStretch, ReplayOutcome, ReplayOutcomeKind } from '../../domain/edge-recording.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import { withContactDeadline } from '../contact-deadline.ts';
import type { ContactContext, ReplayRequest } from '../contract.ts';
import { cancelledError } from '../socket-error.ts';
import { openReplay } from './open-replay.ts';
import type { OpenReplay } from './open-replay.ts';
import { findNextPicture } from './replay-next-picture.ts';
import { createReplayFiles } from './replay-files.ts';
import type { ReplayCertainty, ReplayFiles } from './replay-files.ts';
import { UNKNOWN_KEY_INTERVAL_MS, createReplaySelection } from './replay-selection.ts';
import type { ReplaySelection } from './replay-selection.ts';
import { createReplayUnits } from './replay-units.ts';
import type { ReplayUnit, ReplayUnits } from './replay-units.ts';
import { badAnswerError } from './rtsp-error.ts';

/** Replays a stretch from an address that a recorder gave for it. */
export type RtspReplay = (source: RtspSource, request: ReplayRequest, context: ContactContext) => Promise<ReplayOutcome>;

/** After the last picture of the stretch: time for one more that lies before the end. */
const LAST_PICTURE_MS = 300;
/** After the mark of a gap, and where times are only counted: recorders take a moment to find what comes behind. */
const NEXT_SECTION_MS = 3_000;
/** The rest of a picture comes at once. */
const REST_OF_PICTURE_MS = 200;
/** The header extension counts in 2^-32 s; how exactly the device wrote down its own time nobody knows. */
const WRITTEN_TIME_UNCERTAINTY_MS = 1;
/** A key frame and its footage that lie so exactly whole quarters of an hour behind the start are those that were asked for, by a clock of another zone. */
const ZONE_STEP_MS = 900_000;
const ZONE_LIMIT_MS = 14 * 3_600_000;
const LONGEST_GROUP_MS = 20_000;
/** Recorders may begin too early, and not without end. */
const MOST_LEFT_OUT_BYTES = 256 * 1024 * 1024;

/**
 * Replay as ONVIF has it (Streaming Specification, "Playback") into files of device time, see docs/design/edge-footage.md.
 *
 * @returns a function that throws as `CameraAdapter.replayRecording` says.
 */
export function createRtspReplay(tools: { readonly ffmpeg: FfmpegBinary }): RtspReplay {
  return async (source, request, context) => {
    const wanted = onTimeline(request.stretch);
    // an instant later: a start that was rounded down would else begin with the group of pictures before
    const range = { fromMs: wanted.fromMs + 1, toMs: wanted.toMs };
    const nothing: ReplayOutcome = { kind: 'complete', reachedMs: undefined };
    if (range.toMs <= range.fromMs) return nothing;
    const asked = { range, trackToken: request.stretch.trackToken };
    const replay = await withContactDeadline(context, (deadline) => openReplay(source, asked, context, deadline));
    if (replay === undefined) return nothing;
    const stop = (): void => replay.close(cancelledError());
    context.signal.addEventListener('abort', stop, { once: true });
    if (context.signal.aborted) stop();
    try {
      return await readStretch(tools.ffmpeg, replay, wanted, request, context.signal);
    } finally {
      context.signal.removeEventListener('abort', stop);
      stop();
    }
  };
}

/** The recorder's recordings may be on a timeline of their own. */
function onTimeline({ fromMs, toMs, timesAheadMs = 0 }: RecordedStretch): TimeInterval {
  return { fromMs: Math.floor(fromMs + timesAheadMs), toMs: Math.ceil(toMs + timesAheadMs) };
}

interface Reading {
  readonly replay: OpenReplay;
  readonly units: ReplayUnits;
  readonly selection: ReplaySelection;
  readonly files: ReplayFiles;
  /** On the recorder's timeline. */
  readonly wanted: TimeInterval;
  readonly stallMs: number;
  readonly signal: AbortSignal;
}

async function readStretch(
  ffmpeg: FfmpegBinary,
  replay: OpenReplay,
  wanted: TimeInterval,
  request: ReplayRequest,
  signal: AbortSignal,
): Promise<ReplayOutcome> {
  const { video } = replay;
  const units = createReplayUnits(video, replay.namedStartMs ?? wanted.fromMs);
  const selection = createReplaySelection(wanted, () => units.isTimed);
  const files = createReplayFiles({ ffmpeg, video, request, certainty: () => certaintyOf(units, selection) });
  try {
    const kind = await readAll({ replay, units, selection, files, wanted, stallMs: request.stallMs, signal });
    return { kind, reachedMs: files.reachedMs };
  } catch (error) {
    await files.abandon();
    throw error;
  }
}

function certaintyOf({ isTimed }: ReplayUnits, { keyIntervalMs = UNKNOWN_KEY_INTERVAL_MS }: ReplaySelection): ReplayCertainty {
  if (isTimed) return { uncertaintyMs: WRITTEN_TIME_UNCERTAINTY_MS, timesFrom: 'header_extension' };
  return { uncertaintyMs: WRITTEN_TIME_UNCERTAINTY_MS + Math.ceil(keyIntervalMs), timesFrom: 'counted' };
}

async function readAll(reading: Reading): Promise<ReplayOutcomeKind> {
  const { replay, units, selection, files, signal } = reading;
  for (;;) {
    const event = await replay.queue.next(patienceMs(reading));
    if (signal.aborted) throw cancelledError();
    const unit = event.kind === 'packet' ? units.push(event.packet) : units.flush();
    const end = unit && (await takeUnit(reading, unit));
    if (end !== undefined) return end;
    // what is expected now depends on the picture that became whole by the silence
    if (event.kind === 'packet' || (event.kind === 'silence' && unit !== undefined)) continue;
    const kind = await endBy(event.kind, reading);
    if (signal.aborted) throw cancelledError();
    for (const step of selection.finish()) await files.apply(step);
    return kind;
  }
}

async function endBy(event: 'silence' | 'goodbye' | 'ended', { replay, selection, units, wanted, stallMs }: Reading): Promise<ReplayOutcomeKind> {
  const { expects, lastMs } = selection;
  if (expects === 'nothing' || event === 'goodbye') return 'complete';
  if (event === 'ended') return expects === 'more' ? 'cut_off' : 'complete';
  // where times are only counted, those of another PLAY can't be compared
  const next = units.isTimed || lastMs === undefined ? await findNextPicture(replay, wanted, lastMs, stallMs) : 'unknown';
  if (next === 'unknown') return expects === 'more' ? 'stalled' : 'complete';
  return next === 'inside' ? 'stalled' : 'complete';
}

function patienceMs({ units, selection, stallMs }: Reading): number {
  if (units.hasPending) return REST_OF_PICTURE_MS;
  if (selection.expects === 'more') return stallMs;
  return Math.min(stallMs, selection.expects === 'nothing' && units.isTimed ? LAST_PICTURE_MS : NEXT_SECTION_MS);
}

/** @returns how the replay ends with this picture, undefined when it goes on. */
async function takeUnit({ selection, files, wanted, signal }: Reading, unit: ReplayUnit): Promise<ReplayOutcomeKind | undefined> {
  if (selection.lastMs === undefined && unit.deviceMs >= wanted.toMs && isOfOtherZone(unit.deviceMs - wanted.fromMs)) throw otherFootageError();
  for (const step of selection.judge(unit)) {
    if (step.kind === 'done') return 'complete';
    if (await files.apply(step)) continue;
    await files.apply({ kind: 'close', endsAtMs: unit.deviceMs });
    return 'limit_reached';
  }
  if (signal.aborted) throw cancelledError();
  if (selection.leftOutBytes <= MOST_LEFT_OUT_BYTES) return undefined;
  throw otherFootageError();
}

function isOfOtherZone(aheadMs: number): boolean {
  return aheadMs <= ZONE_LIMIT_MS && (aheadMs + LONGEST_GROUP_MS) % ZONE_STEP_MS <= LONGEST_GROUP_MS && aheadMs > LONGEST_GROUP_MS;
}

function otherFootageError(): Error {
  return badAnswerError('The recorder plays other footage than was asked for. Compare its clock and time zone with the right ones, and renew its firmware.');
}
