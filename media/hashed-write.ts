import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { StoredBlob } from './blob-store.ts';

/** Writes bytes to a new file, hashes them on the way and waits until they are on the disk. */
export async function writeHashed(filePath: string, source: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredBlob> {
  const file = await open(filePath, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let byteLength = 0;
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      hash.update(chunk);
      await writeAll(file, chunk);
      byteLength += chunk.length;
    }
    await file.sync();
    return { sha256: hash.digest(), byteLength };
  } finally {
    await file.close();
  }
}

/** Hashes an existing file and waits until it is on the disk. */
export async function hashFile(filePath: string): Promise<StoredBlob> {
  const file = await open(filePath, 'r');
  try {
    const hash = createHash('sha256');
    let byteLength = 0;
    for await (const chunk of createReadStream(filePath, { fd: file.fd, autoClose: false, start: 0 }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      byteLength += chunk.length;
    }
    await file.sync();
    return { sha256: hash.digest(), byteLength };
  } finally {
    await file.close();
  }
}

/** A single write may take less than it was given. */
async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten;
}

/** Waits until the names in a folder are on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
