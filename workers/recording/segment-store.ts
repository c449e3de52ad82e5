import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Queryable } from '../../db/database.ts';
import type { LeasedFootage } from '../../db/repositories/recording-lease-repository.ts';
import { hasSegment, insertSegment, type NewSegment } from '../../db/repositories/segment-store-repository.ts';
import { AppError, toAppError } from '../../domain/app-error.ts';
import { segmentExpiresAtMs } from '../../domain/retention.ts';
import type { BlobStore, StoredBlob } from '../../media/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { blobKeyOf } from '../blobs/blob-key-of.ts';
import type { NamedBlobs } from '../blobs/named-blobs.ts';
import { clockThen, deviceTimeOf } from '../footage-time.ts';
import type { ShedReason, WorkerMetrics } from '../metrics.ts';
import { notePath, type SecuredSegment } from './secured-segment.ts';

/** Whether this worker may store the footage; asked inside the transaction that stores it. */
export type StoreFence = (tx: Queryable, footage: LeasedFootage) => Promise<boolean>;

/**
 * What became of a segment. `away`: one of our own parts is not there, so trying others is no use now. `failed`: this one could not be stored, for a reason that may pass. In both cases
 * file and note wait where they are.
 */
export type SegmentFate = 'stored' | 'shed' | 'away' | 'failed';

/** Turns secured files into footage. */
export interface SegmentStore {
  /** Moves the file into the blob store and stores its row. Doing it again, or after it was cut off anywhere, is safe. Never rejects. */
  store(segment: SecuredSegment, fence?: StoreFence): Promise<SegmentFate>;
}

interface Parts {
  readonly database: Database;
  readonly namedBlobs: NamedBlobs;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
}

/** Failures that no second try mends. Footage is given up for nothing else: not for a defect of ours, which the next version may mend. */
const HOPELESS: Readonly<Record<string, ShedReason>> = {
  lease_lost: 'lease_lost',
  segment_damaged: 'damaged',
  blob_exists: 'damaged',
  value_refused: 'damaged',
};

export function createSegmentStore(parts: Parts): SegmentStore {
  const { database } = parts;
  return {
    async store(segment, fence) {
      try {
        if (!(await hasSegment(database, segment.segmentId))) await storeNew(parts, segment, fence);
        await removeFiles(segment);
        return 'stored';
      } catch (thrown) {
        return await judge(parts, segment, toAppError(thrown));
      }
    },
  };
}

async function judge({ logger, metrics }: Parts, segment: SecuredSegment, error: AppError): Promise<SegmentFate> {
  const { cameraId, segmentId } = segment;
  const reason = HOPELESS[error.code];
  if (reason === undefined) {
    logger.warn({ cameraId, segmentId, err: error }, 'a segment could not be stored yet');
    return error.kind === 'unavailable' ? 'away' : 'failed';
  }
  metrics.shed.inc({ what: 'segment', reason });
  logger.error({ cameraId, segmentId, err: error }, 'a segment was given up');
  await removeFiles(segment);
  return 'shed';
}

async function storeNew({ namedBlobs, clock, metrics }: Parts, segment: SecuredSegment, fence: StoreFence | undefined): Promise<void> {
  const { segmentId, cameraId } = segment;
  const key = blobKeyOf('footage', segment.trueFromMs, cameraId, `${segmentId}.mp4`);
  await namedBlobs.store(
    { key, rowId: segmentId },
    (blobs) => putOrFind(blobs, key, join(segment.folder, segment.fileName)),
    async (tx, stored) => {
      if (Buffer.from(stored.sha256).toString('hex') !== segment.sha256) throw damaged();
      if (fence && !(await fence(tx, segment))) throw leaseLost();
      await insertSegment(tx, toRow(segment, key, clock.now()));
    },
  );
  metrics.segments.inc();
  metrics.segmentBytes.inc(segment.byteLength);
}

/** A worker that died may have moved the file already; then the blob speaks for itself. */
async function putOrFind(blobs: BlobStore, key: string, filePath: string): Promise<StoredBlob> {
  const there = await blobs.stat(key);
  if (there === undefined) {
    if (!existsSync(filePath)) throw damaged();
    return blobs.putFile(key, filePath);
  }
  const hash = createHash('sha256');
  for await (const chunk of (await blobs.open(key)) as AsyncIterable<Buffer>) hash.update(chunk);
  return { sha256: hash.digest(), byteLength: there.byteLength };
}

function toRow(segment: SecuredSegment, blobKey: string, storedAtMs: number): NewSegment {
  const { segmentId: id, cameraId, trueFromMs, trueToMs, uncertaintyMs, codec, byteLength, retentionHours, deviceFromMs, deviceToMs } = segment;
  const clock = clockThen(segment.clock, undefined, trueFromMs);
  const from = deviceTimeOf({ deviceMs: deviceFromMs, source: segment.deviceTimeSource }, trueFromMs, clock);
  const to = deviceTimeOf({ deviceMs: deviceToMs, source: segment.deviceTimeSource }, trueToMs, clock);
  return {
    id,
    cameraId,
    trueDuring: { fromMs: trueFromMs, toMs: trueToMs },
    uncertaintyMs,
    deviceDuring: from.deviceMs !== null && to.deviceMs !== null && to.deviceMs > from.deviceMs ? { fromMs: from.deviceMs, toMs: to.deviceMs } : null,
    deviceTimeSource: from.source,
    clock,
    source: 'recorded',
    codec,
    sha256: Buffer.from(segment.sha256, 'hex'),
    blobKey,
    byteLength,
    storedAtMs,
    expiresAtMs: segmentExpiresAtMs({ source: 'recorded', trueToMs, storedAtMs }, retentionHours),
  };
}

/** The note goes last: a file without one would be taken for one whose times nobody knows. What can't be removed now goes with its folder. */
async function removeFiles(segment: SecuredSegment): Promise<void> {
  for (const path of [join(segment.folder, segment.fileName), notePath(segment)]) await rm(path, { force: true }).catch(() => undefined);
}

function damaged(): AppError {
  return new AppError('internal', 'segment_damaged', 'A recorded file changed between its end and its storing. Check the disk of the recording folder.');
}

function leaseLost(): AppError {
  return new AppError('conflict', 'lease_lost', 'Another worker records this camera now. If this repeats, the worker is overloaded or its machine is paused.');
}
