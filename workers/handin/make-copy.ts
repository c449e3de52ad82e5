import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { copyAttempts, noteCopy, type HandInRow } from '../../db/repositories/hand-in-repository.ts';
import { findCopySource, insertCopy, type CopySource } from '../../db/repositories/footage-copy-repository.ts';
import { AppError, toAppError } from '../../domain/app-error.ts';
import { containerOfKey } from '../../media/handin/container-kind.ts';
import { incomingPath } from '../../media/handin/incoming-file.ts';
import { makeViewableCopy, type CopyMaker } from '../../media/handin/viewable-copy.ts';
import { newId } from '../../platform/new-id.ts';
import { blobKeyOf } from '../blobs/blob-key-of.ts';
import { diskFullError, type DiskGuard } from '../recording/disk-guard.ts';
import type { HandInParts } from './hand-in-check.ts';

export interface CopyParts extends HandInParts {
  readonly disk: DiskGuard;
}

const MOST_ATTEMPTS = 3;
const ROOM_LOOK_MS = 5000;
const RETRY_MS = 10 * 60_000;
/** Encoding anew on one thread is about as slow as real time for 4K; what takes longer than this is given up. */
const TIME_LIMIT_MS = 6 * 3_600_000;

/** Makes the copy of one stored file. A failure is noted and tried again later, a few times; it rejects only when the signal aborts. */
export async function makeCopy(parts: CopyParts, row: HandInRow, signal: AbortSignal): Promise<void> {
  const { database, logger, clock } = parts;
  try {
    const source = row.segmentId === null ? undefined : await findCopySource(database, row.segmentId);
    // its retention was shorter than the queue
    if (source === undefined) return await noteCopy(database, row.id, 'failed');
    if (!source.hasCopy) await copy(parts, row, source, signal);
    else await noteCopy(database, row.id, 'made');
  } catch (thrown) {
    signal.throwIfAborted();
    const error = toAppError(thrown);
    const isLast = (await copyAttempts(database, row.id)) + 1 >= MOST_ATTEMPTS && error.code !== 'disk_full';
    logger[isLast ? 'error' : 'warn']({ handInId: row.id, err: error }, 'a copy for browsers could not be made');
    await noteCopy(database, row.id, isLast ? 'failed' : 'waiting', clock.now() + RETRY_MS);
  }
}

async function copy(parts: CopyParts, row: HandInRow, source: CopySource, signal: AbortSignal): Promise<void> {
  const { blobs, namedBlobs, clock, disk } = parts;
  disk.requireRoom();
  const id = newId(clock.now());
  const outputPath = incomingPath(blobs.incomingFolder, id);
  await mkdir(dirname(outputPath), { recursive: true, mode: 0o700 });
  const room = watchRoom(parts, signal);
  try {
    const madeBy = await blobs.withFile(source.blobKey, (filePath) => encode(parts, { filePath, outputPath, source, signal: room.signal }));
    const key = blobKeyOf('footage', source.fromMs, source.cameraId, `${id}.mp4`);
    await namedBlobs.store(
      { key, rowId: id },
      (store) => store.putFile(key, outputPath),
      async (tx, { sha256, byteLength }) => {
        const made = { id, segmentId: row.segmentId!, madeBy, sha256: Buffer.from(sha256), blobKey: key, byteLength, madeAtMs: clock.now() };
        if (!(await insertCopy(tx, made))) throw new AppError('conflict', 'segment_gone', 'The original was deleted before its copy was made.');
        await noteCopy(tx, row.id, 'made');
      },
    );
  } finally {
    room.end();
    await rm(outputPath, { force: true });
  }
}

/** A copy grows for hours: it must not take the last room from the database and the recordings. */
function watchRoom({ disk }: CopyParts, signal: AbortSignal): { readonly signal: AbortSignal; end(): void } {
  const full = new AbortController();
  const timer = setInterval(() => {
    void disk.look().then(() => (disk.isFull() ? full.abort(diskFullError()) : undefined));
  }, ROOM_LOOK_MS);
  return { signal: AbortSignal.any([signal, full.signal]), end: () => clearInterval(timer) };
}

async function encode({ ffmpeg }: CopyParts, order: { filePath: string; outputPath: string; source: CopySource; signal: AbortSignal }): Promise<CopyMaker> {
  const { source, ...paths } = order;
  return makeViewableCopy({ ffmpeg, ...paths, container: containerOfKey(source.blobKey), codec: source.codec, timeLimitMs: TIME_LIMIT_MS });
}
