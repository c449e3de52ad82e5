import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { notePullProgress } from '../../db/repositories/edge-pull-run-repository.ts';
import type { EdgePullRow } from '../../db/repositories/edge-pull-repository.ts';
import { hasSegment, insertSegment, type NewSegment } from '../../db/repositories/segment-store-repository.ts';
import { AppError } from '../../domain/app-error.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { RecordedStretch, ReplayedFile } from '../../domain/edge-recording.ts';
import { segmentExpiresAtMs } from '../../domain/retention.ts';
import { trueTimeOfDevice } from '../../domain/true-time-of-device.ts';
import { timedId } from '../../domain/uuid.ts';
import type { StoredBlob } from '../../media/blob-store.ts';
import { blobKeyOf } from '../blobs/blob-key-of.ts';
import type { PullLease } from './pull-lease.ts';
import type { PullParts } from './pull-parts.ts';

/** One run of a pull. */
export interface PullRun {
  readonly pull: EdgePullRow;
  readonly lease: PullLease;
  /** Readings of the device's clock around the wanted time, the one that came with the search included. */
  readonly readings: readonly ClockReading[];
  readonly retentionHours: number;
}

/** A device begins at the key frame before what was asked for; further off it sent something else. */
const MOST_BEFORE_MS = 60_000;
const MOST_INTEGER = 2_147_483_647;

/**
 * Turns a replayed file into a segment with source `edge`, in the transaction that notes how far the pull came and asks whether the lease is still its own. A file that lies there already is let go. Returns its bytes. Errors:
 * `lease_lost` (conflict), `bad_answer` (camera) for pictures that nobody asked for, `disk_full`, those of the store.
 */
export async function storeReplayedFile(parts: PullParts, run: PullRun, stretch: RecordedStretch, file: ReplayedFile): Promise<number> {
  requireAskedFor(run.pull, file);
  await parts.disk.look();
  parts.disk.requireRoom();
  const id = segmentIdOf(run.pull.cameraId, stretch, file);
  if (await hasSegment(parts.database, id)) {
    await rm(file.filePath, { force: true });
    await requireLease(run.lease, notePullProgress(parts.database, run.pull.id, run.lease.id, { reachedMs: file.deviceToMs, segments: 0, bytes: 0 }));
    return 0;
  }
  const segment = segmentOf(run, id, file);
  // a worker that died may have left a blob of other bytes under this id: each run has its own
  const key = blobKeyOf('footage', segment.trueDuring.fromMs, run.pull.cameraId, `${id}-${run.lease.id.slice(-8)}.mp4`);
  const stored = await parts.namedBlobs.store(
    { key, rowId: id },
    (blobs) => blobs.putFile(key, file.filePath),
    async (tx, { sha256, byteLength }: StoredBlob) => {
      await requireLease(run.lease, notePullProgress(tx, run.pull.id, run.lease.id, { reachedMs: file.deviceToMs, segments: 1, bytes: byteLength }));
      await insertSegment(tx, { ...segment, sha256: Buffer.from(sha256), byteLength, blobKey: key, storedAtMs: parts.clock.now() });
    },
  );
  parts.metrics.segments.inc();
  parts.metrics.segmentBytes.inc(stored.byteLength);
  return stored.byteLength;
}

/**
 * The same whenever and by whomever it is pulled: its time bits are the device's clock, which a better reading doesn't move. The end is part of it: what a replay left that was cut off within a file begins where the whole
 * file does, and is another one.
 */
function segmentIdOf(cameraId: string, { recordingToken }: RecordedStretch, { deviceFromMs, deviceToMs }: ReplayedFile): string {
  const digest = createHash('sha256').update(`edge ${cameraId} ${deviceFromMs} ${deviceToMs} ${recordingToken}`).digest();
  return timedId(Math.max(0, deviceFromMs), digest);
}

function segmentOf(
  { pull, readings, retentionHours }: PullRun,
  id: string,
  file: ReplayedFile,
): Omit<NewSegment, 'sha256' | 'byteLength' | 'blobKey' | 'storedAtMs'> {
  const deviceDuring = { fromMs: file.deviceFromMs, toMs: Math.max(file.deviceFromMs + 1, file.deviceToMs) };
  const { trueDuring, uncertaintyMs, clock } = trueTimeOfDevice(readings, deviceDuring, file.uncertaintyMs);
  const whole = { fromMs: Math.floor(trueDuring.fromMs), toMs: Math.ceil(trueDuring.toMs) };
  return {
    id,
    cameraId: pull.cameraId,
    trueDuring: whole,
    uncertaintyMs: Math.min(Math.ceil(uncertaintyMs), MOST_INTEGER),
    deviceDuring,
    deviceTimeSource: 'replay',
    clock: clock && { offsetMs: Math.round(clock.offsetMs), uncertaintyMs: Math.min(Math.ceil(clock.uncertaintyMs), MOST_INTEGER), method: clock.method },
    source: 'edge',
    codec: file.codec,
    expiresAtMs: segmentExpiresAtMs({ source: 'edge', trueToMs: whole.toMs, storedAtMs: whole.toMs }, retentionHours),
  };
}

function requireAskedFor({ deviceFromMs, deviceToMs }: EdgePullRow, file: ReplayedFile): void {
  if (file.deviceToMs > deviceFromMs - MOST_BEFORE_MS && file.deviceFromMs >= deviceFromMs - MOST_BEFORE_MS && file.deviceFromMs < deviceToMs) return;
  throw new AppError(
    'camera',
    'bad_answer',
    'The device sent recordings of another time than it was asked for. See whether a newer firmware helps, or have the file handed in.',
  );
}

async function requireLease(lease: PullLease, kept: Promise<boolean>): Promise<void> {
  if (await kept) return;
  lease.lose();
  throw new AppError('conflict', 'lease_lost', 'This pull was cancelled, or another worker goes on with it.');
}
