import { createHash } from 'node:crypto';
import { link, stat } from 'node:fs/promises';
import type { Database, Queryable } from '../../db/database.ts';
import { findAuditActor } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { listReadingsAround } from '../../db/repositories/clock-reading-repository.ts';
import { findRetentionHours, markRefused, markStored, type HandInRow } from '../../db/repositories/hand-in-repository.ts';
import { insertSegment, type NewSegment } from '../../db/repositories/segment-store-repository.ts';
import { AppError, toAppError } from '../../domain/app-error.ts';
import { handInTime, type HandInTime } from '../../domain/hand-in-time.ts';
import { segmentExpiresAtMs } from '../../domain/retention.ts';
import { toIso, type TimeInterval } from '../../domain/time-interval.ts';
import { timedId } from '../../domain/uuid.ts';
import type { BlobStore, StoredBlob } from '../../media/blob-store.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import { CONTAINERS } from '../../media/handin/container-kind.ts';
import { incomingPath, removeIncomingFile } from '../../media/handin/incoming-file.ts';
import { inspectFile, type InspectedFile } from '../../media/handin/inspect-file.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { newId } from '../../platform/new-id.ts';
import { blobKeyOf } from '../blobs/blob-key-of.ts';
import type { NamedBlobs } from '../blobs/named-blobs.ts';

export interface HandInParts {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly namedBlobs: NamedBlobs;
  readonly ffmpeg: FfmpegBinary;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Beyond this no search finds a file, see `segment-window.ts`. */
const MOST_UNCERTAIN_MS = 24 * 24 * 3_600_000;

/**
 * Checks one file that has arrived, and makes footage of it or refuses it with the reason. Doing it again, or after it was cut off anywhere, is safe. Rejects only with what may pass: our own parts that aren't there.
 */
export async function checkHandIn(parts: HandInParts, row: HandInRow, signal: AbortSignal): Promise<void> {
  const { blobs, logger } = parts;
  try {
    await storeFile(parts, row, signal);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.kind !== 'invalid') throw error;
    logger.info({ handInId: row.id, code: error.code, err: error.cause }, 'a handed-in file was refused');
    await refuse(parts, row, error);
  }
  await removeIncomingFile(blobs.incomingFolder, row.id);
}

async function storeFile(parts: HandInParts, row: HandInRow, signal: AbortSignal): Promise<void> {
  const { blobs, database, ffmpeg, namedBlobs, clock } = parts;
  const path = incomingPath(blobs.incomingFolder, row.id);
  if ((await stat(path).catch(() => undefined)) === undefined) throw new AppError('invalid', 'file_lost', 'The file is no longer there. Hand it in again.');
  const inspected = await inspectFile(ffmpeg, path, signal);
  const deviceDuring = { fromMs: row.deviceStartMs, toMs: row.deviceStartMs + inspected.durationMs };
  const time = await timeOf(database, row.cameraId, deviceDuring);
  if (time.trueDuring.fromMs - time.uncertaintyMs > clock.now()) throw inFuture();
  if (time.uncertaintyMs > MOST_UNCERTAIN_MS) throw contradicts();
  const segmentId = timedId(Math.max(0, time.trueDuring.fromMs), createHash('sha256').update(row.id).digest());
  const key = blobKeyOf('footage', time.trueDuring.fromMs, row.cameraId, `${segmentId}.${CONTAINERS[inspected.container].ending}`);
  await namedBlobs.store(
    { key, rowId: segmentId },
    async (store) => store.putFile(key, await secondName(blobs.incomingFolder, path)),
    async (tx, stored) => {
      const segment = await toSegment(tx, { row, inspected, time, stored, segmentId, key, nowMs: clock.now() });
      await finish(tx, row, segment, inspected, time);
    },
  );
}

/** A clock may be wrong by years: the first answer says where the readings that matter lie. */
async function timeOf(database: Database, cameraId: string, deviceDuring: TimeInterval): Promise<HandInTime> {
  const first = handInTime(await listReadingsAround(database, { cameraId }, deviceDuring), deviceDuring);
  return handInTime(await listReadingsAround(database, { cameraId }, first.trueDuring), deviceDuring);
}

/** The store takes the name that it is given; the file keeps its first one until the row is there, so that a worker that dies in between leaves something to begin anew with. */
async function secondName(folder: string, path: string): Promise<string> {
  const name = incomingPath(folder, newId());
  try {
    await link(path, name);
    return name;
  } catch {
    // a file system without hard links: then this one name has to do
    return path;
  }
}

interface Made {
  readonly row: HandInRow;
  readonly inspected: InspectedFile;
  readonly time: HandInTime;
  readonly stored: StoredBlob;
  readonly segmentId: string;
  readonly key: string;
  readonly nowMs: number;
}

async function toSegment(tx: Queryable, { row, inspected, time, stored, segmentId, key, nowMs }: Made): Promise<NewSegment> {
  // what lies on the disk is what arrived, or it is no evidence
  if (row.sha256 === null || !row.sha256.equals(stored.sha256))
    throw new AppError('invalid', 'file_damaged', 'The file changed on our disk after it had arrived. Hand it in again, and tell the operator.');
  const { trueDuring, uncertaintyMs, clock } = time;
  return {
    id: segmentId,
    cameraId: row.cameraId,
    trueDuring,
    uncertaintyMs,
    deviceDuring: { fromMs: row.deviceStartMs, toMs: row.deviceStartMs + inspected.durationMs },
    deviceTimeSource: 'file',
    clock: clock && { offsetMs: clock.offsetMs, uncertaintyMs: clock.uncertaintyMs, method: clock.method },
    source: 'upload',
    codec: inspected.codec,
    sha256: row.sha256,
    blobKey: key,
    byteLength: stored.byteLength,
    storedAtMs: nowMs,
    expiresAtMs: segmentExpiresAtMs({ source: 'upload', trueToMs: trueDuring.toMs, storedAtMs: nowMs }, await findRetentionHours(tx, row.cameraId)),
  };
}

async function finish(tx: Queryable, row: HandInRow, segment: NewSegment, inspected: InspectedFile, { clock }: HandInTime): Promise<void> {
  const notes = [...inspected.notes, ...(clock === null ? ['clock_unknown'] : [])];
  if (!(await markStored(tx, row.id, { segmentId: segment.id, notes, nowMs: segment.storedAtMs })))
    throw new AppError('conflict', 'hand_in_over', 'This file was dealt with by another worker.');
  await insertSegment(tx, segment);
  const { trueDuring, uncertaintyMs, byteLength, sha256 } = segment;
  await appendAudit(tx, {
    actor: await findAuditActor(tx, row.handedInBy),
    action: 'footage.upload',
    cameraIds: [row.cameraId],
    detail: {
      step: 'stored',
      handInId: row.id,
      segmentId: segment.id,
      sha256: sha256.toString('hex'),
      byteLength,
      from: toIso(trueDuring.fromMs),
      to: toIso(trueDuring.toMs),
      uncertaintyMs,
      notes,
    },
  });
}

async function refuse({ database, clock }: HandInParts, row: HandInRow, { code, message }: AppError): Promise<void> {
  await database.transaction(async (tx) => {
    if (!(await markRefused(tx, row.id, { code, message }, clock.now()))) return;
    const detail = { step: 'refused', handInId: row.id, code, sha256: row.sha256?.toString('hex') ?? null };
    await appendAudit(tx, { actor: await findAuditActor(tx, row.handedInBy), action: 'footage.upload', cameraIds: [row.cameraId], detail });
  });
}

function contradicts(): AppError {
  return new AppError(
    'invalid',
    'clock_contradicts',
    "The readings of this recorder's clock contradict each other by weeks, so nobody can say when this was filmed. Keep the file, read the clock beside a right one once more, and hand it in again.",
  );
}

function inFuture(): AppError {
  return new AppError(
    'invalid',
    'file_in_future',
    "By the recorder's displayed time this was filmed in the future. Check the time that you typed, and enter what the recorder's clock shows beside a right one.",
  );
}
