import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordPast } from '../../camera-adapters/simulated/record-past.ts';
import type { Database } from '../../db/database.ts';
import type { NewSegment } from '../../db/repositories/segment-store-repository.ts';
import { announceBlob } from '../../db/repositories/unreferenced-blob-repository.ts';
import type { RecordedSegment } from '../../domain/camera-contact.ts';
import { segmentExpiresAtMs } from '../../domain/retention.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import { timedId } from '../../domain/uuid.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import { findFfmpeg, type FfmpegBinary } from '../../media/ffmpeg-path.ts';
import type { Clock } from '../../platform/clock.ts';
import { blobKeyOf } from '../../workers/blobs/blob-key-of.ts';
import { clockThen, deviceTimeOf } from '../../workers/footage-time.ts';
import { faultsOf, type TownCamera } from './town-camera.ts';

const SEGMENT_MS = 10_000;
/** Blobs that no row names after this long were left behind by a start that was cut off: the workers' sweep deletes them. */
const NAME_WITHIN_MS = 15 * 60_000;
/** How long every camera of the demo town keeps its footage. */
export const RETENTION_HOURS = 72;

/** What making footage needs. */
export interface FootageParts {
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** As `findFfmpeg` takes it. */
  readonly ffmpegPath?: string | undefined;
}

/** A camera that was recorded. */
export interface RecordedCamera {
  readonly camera: TownCamera;
  /** Every frame is drawn and compressed: few keep the first start short. */
  readonly framesPerSecond: number;
}

/**
 * What `cameras` recorded `during` a stretch of the past, drawn and stored. The blobs are announced as unreferenced: whoever stores the returned rows names them.
 *
 * @throws AppError `ffmpeg_missing` (unavailable) and those of `recordPast` and of the blob store; nothing goes on running then
 */
export async function makeFootage(parts: FootageParts, cameras: readonly RecordedCamera[], during: TimeInterval): Promise<NewSegment[]> {
  const ffmpeg = await findFfmpeg({ configured: parts.ffmpegPath });
  const folder = await mkdtemp(join(tmpdir(), 'matpho-demo-'));
  const stop = new AbortController();
  try {
    const running = cameras.map(({ camera, framesPerSecond }) =>
      footageOf(parts, { ffmpeg, camera, framesPerSecond, during, folder: join(folder, String(camera.index)), signal: stop.signal }),
    );
    return (await allOrNone(running, stop)).flat();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits for all of them; when one fails the others are stopped and waited for. */
async function allOrNone<T>(running: readonly Promise<T>[], stop: AbortController): Promise<T[]> {
  try {
    return await Promise.all(running);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(running);
    throw error;
  }
}

interface CameraFootage extends RecordedCamera {
  readonly ffmpeg: FfmpegBinary;
  readonly during: TimeInterval;
  readonly folder: string;
  readonly signal: AbortSignal;
}

async function footageOf(parts: FootageParts, { ffmpeg, camera, framesPerSecond, during, folder, signal }: CameraFootage): Promise<NewSegment[]> {
  await mkdir(folder);
  const source = { kind: 'simulated', seed: camera.seed, faults: faultsOf(camera) } as const;
  const rows: NewSegment[] = [];
  for await (const segment of recordPast({ ffmpeg, source, interval: during, folder, segmentMs: SEGMENT_MS, signal, framesPerSecond })) {
    rows.push(await storeFile(parts, camera, segment));
  }
  return rows;
}

/** Stores a file as a worker does: announced first, then written. */
async function storeFile({ db, blobs, clock }: FootageParts, camera: TownCamera, segment: RecordedSegment): Promise<NewSegment> {
  const { trueFromMs, trueToMs, filePath, codec, uncertaintyMs } = segment;
  const id = timedId(trueFromMs, createHash('sha256').update(`segment ${camera.id} ${trueFromMs}`).digest());
  const blobKey = blobKeyOf('footage', trueFromMs, camera.id, `${id}.mp4`);
  const storedAtMs = clock.now();
  await announceBlob(db, { key: blobKey, rowId: id }, storedAtMs + NAME_WITHIN_MS);
  const { sha256, byteLength } = await blobs.putFile(blobKey, filePath);
  return {
    id,
    cameraId: camera.id,
    trueDuring: { fromMs: trueFromMs, toMs: trueToMs },
    uncertaintyMs,
    ...deviceTimes(segment),
    source: 'recorded',
    codec,
    sha256,
    blobKey,
    byteLength,
    storedAtMs,
    expiresAtMs: segmentExpiresAtMs({ source: 'recorded', trueToMs, storedAtMs }, RETENTION_HOURS),
  };
}

function deviceTimes(segment: RecordedSegment): Pick<NewSegment, 'deviceDuring' | 'deviceTimeSource' | 'clock'> {
  const clock = clockThen(segment.clock, undefined, segment.trueFromMs);
  const from = deviceTimeOf({ deviceMs: segment.deviceFromMs, source: segment.deviceTimeSource }, segment.trueFromMs, clock);
  const to = deviceTimeOf({ deviceMs: segment.deviceToMs, source: segment.deviceTimeSource }, segment.trueToMs, clock);
  const deviceDuring = from.deviceMs === null || to.deviceMs === null ? null : { fromMs: from.deviceMs, toMs: to.deviceMs };
  return { deviceDuring, deviceTimeSource: from.source, clock };
}
