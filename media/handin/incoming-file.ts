import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { blobError, systemCode } from '../blob-error.ts';
import { syncFolder } from '../hashed-write.ts';

/** Where a file grows that is being handed in. `id` is a UUID. */
export function incomingPath(folder: string, id: string): string {
  return join(folder, id);
}

/** Makes the empty file, and brings its name to the disk. Errors: `disk_full`, `blob_store_failed` (unavailable). */
export async function createIncomingFile(folder: string, id: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await (await open(incomingPath(folder, id), 'wx', 0o600)).close();
    await syncFolder(folder);
  } catch (error) {
    throw blobError(error);
  }
}

export async function removeIncomingFile(folder: string, id: string): Promise<void> {
  await rm(incomingPath(folder, id), { force: true }).catch((error: unknown) => {
    throw blobError(error);
  });
}

/** A file that grows at its end. Everything rejects with an `AppError` only. */
export interface IncomingFile {
  append(chunk: Uint8Array): Promise<void>;
  /** Resolves when all that was appended is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a file to go on at `offset`; what lies behind it was never acknowledged and is cut off.
 *
 * @throws AppError `upload_lost` (not_found) when less than `offset` bytes are there
 */
export async function openIncomingFile(folder: string, id: string, offset: number): Promise<IncomingFile> {
  const file = await converted(() => openAt(incomingPath(folder, id), offset));
  let position = offset;
  return {
    append: (chunk) =>
      converted(async () => {
        // a single write may take less than it was given
        for (let at = 0; at < chunk.length;) {
          const { bytesWritten } = await file.write(chunk, at, chunk.length - at, position);
          at += bytesWritten;
          position += bytesWritten;
        }
      }),
    sync: () => converted(() => file.sync()),
    close: () => converted(() => file.close()),
  };
}

async function openAt(path: string, offset: number): Promise<FileHandle> {
  const file = await open(path, 'r+').catch((error: unknown) => {
    throw systemCode(error) === 'ENOENT' ? lost() : error;
  });
  try {
    if ((await file.stat()).size < offset) throw lost();
    await file.truncate(offset);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** SHA-256 of the first `length` bytes of a file, to go on with. */
export async function hashBeginning(folder: string, id: string, length: number): Promise<Hash> {
  const hash = createHash('sha256');
  if (length === 0) return hash;
  await converted(async () => {
    for await (const chunk of createReadStream(incomingPath(folder, id), { end: length - 1, highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>)
      hash.update(chunk);
  });
  return hash;
}

async function converted<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw blobError(error);
  }
}

function lost(): AppError {
  return new AppError('not_found', 'upload_lost', 'What had arrived of this file is no longer there. Begin the upload anew.');
}
