import { randomUUID } from 'node:crypto';
import { closeSync, createReadStream, fstat, open, read, type Dirent } from 'node:fs';
import { constants, copyFile, link, mkdir, readdir, rename, rm, rmdir, stat, statfs, unlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { blobError, blobExists, blobMissing, systemCode } from './blob-error.ts';
import { checkBlobKey } from './blob-key.ts';
import type { BlobRange, BlobStore, ListedBlob, StoredBlob } from './blob-store.ts';
import { hashFile, syncFolder, writeHashed } from './hashed-write.ts';

const openFile = promisify(open);
const fileStat = promisify(fstat);
const readFileAt = promisify(read);

/** No key can name it: parts of keys don't begin with a dot. */
const TEMPORARY = '.temporary';
const INCOMING = '.incoming';
const LEFTOVER_AGE_MS = 3_600_000;
/** Read at once: with the usual 64 kB a file costs more turns than bytes. */
const READ_BYTES = 256 * 1024;

/**
 * A {@link BlobStore} in a folder, which is made when first needed. A blob is written under a temporary name, brought to the
 * disk (fsync) and only then given its own name by a hard link, which unlike a rename never replaces what is there.
 * Several processes may share the folder.
 */
export function createFolderBlobStore({ folder }: { readonly folder: string }): BlobStore {
  const pathOf = (key: string): string => {
    checkBlobKey(key);
    return join(folder, ...key.split('/'));
  };
  return {
    put: (key, source) => converted(() => putBytes(folder, pathOf(key), source)),
    putFile: (key, filePath) => converted(() => putFile(folder, pathOf(key), filePath)),
    open: (key, range) => converted(() => openBlob(pathOf(key), range)),
    read: (key, start, into) => converted(() => readPart(pathOf(key), start, into)),
    stat: (key) => converted(() => statBlob(pathOf(key))),
    delete: (key) => converted(() => deleteBlob(folder, pathOf(key))),
    list: (prefix) => listBlobs(folder, prefix),
    freeBytes: () => converted(() => freeBytes(folder)),
    withFile: async (key, work) => {
      const path = pathOf(key);
      if ((await converted(() => statBlob(path))) === undefined) throw blobMissing();
      return work(path);
    },
    incomingFolder: join(folder, INCOMING),
    sweepTemporary: () => converted(() => sweepTemporary(folder)),
  };
}

async function converted<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw blobError(error);
  }
}

async function putBytes(folder: string, path: string, source: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredBlob> {
  const temporary = temporaryPath(folder);
  try {
    const stored = await inFolder(dirname(temporary), () => writeHashed(temporary, source));
    await publish(temporary, path, stored, folder);
    return stored;
  } finally {
    await removeTemporary(temporary);
  }
}

async function putFile(folder: string, path: string, filePath: string): Promise<StoredBlob> {
  const temporary = temporaryPath(folder);
  try {
    await mkdir(dirname(temporary), { recursive: true, mode: 0o700 });
    await linkOrCopy(filePath, temporary);
    const stored = await hashFile(temporary);
    await publish(temporary, path, stored, folder);
    await rm(filePath, { force: true });
    return stored;
  } finally {
    await removeTemporary(temporary);
  }
}

function temporaryPath(folder: string): string {
  return join(folder, TEMPORARY, randomUUID());
}

/** The folder is there but for the first time: made only when it turns out to be missing. `work` must not have read its source by then. */
async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // also when it is there by now: another writer may have made it since
    if (systemCode(error) !== 'ENOENT') throw error;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return work();
  }
}

async function removeTemporary(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

/** Codes of a file system that is another one, or knows no hard links. */
const NO_LINK = ['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK'];

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!NO_LINK.includes(systemCode(error))) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}

/** Without hard links a rename has to do; then only one process at a time may put at one key. */
async function linkOrRename(from: string, to: string): Promise<'named' | 'taken'> {
  try {
    await link(from, to);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return 'taken';
    if (!NO_LINK.includes(systemCode(error))) throw error;
    if ((await statBlob(to)) !== undefined) return 'taken';
    await rename(from, to);
  }
  return 'named';
}

/** Gives a written file its name. Its folder is made when it is missing; somebody else may remove the emptied folder in between, hence the tries. */
async function publish(temporary: string, path: string, stored: StoredBlob, folder: string): Promise<void> {
  for (let triesLeft = 5; ; triesLeft--) {
    try {
      if ((await linkOrRename(temporary, path)) === 'taken') return await refuseOther(path, stored);
      break;
    } catch (error) {
      if (systemCode(error) !== 'ENOENT' || triesLeft === 0) throw error;
      await makeFolders(folder, dirname(path));
    }
  }
  await syncFolder(dirname(path));
}

async function refuseOther(path: string, stored: StoredBlob): Promise<void> {
  const there = await hashFile(path);
  if (Buffer.compare(there.sha256, stored.sha256) !== 0) throw blobExists();
}

/** Makes the folders from `folder` down to `target` and brings their names to the disk. */
async function makeFolders(folder: string, target: string): Promise<void> {
  const first = await mkdir(target, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = target; made !== folder && made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** By its number, each: a `FileHandle` costs a promise for each read. */
function openToRead(path: string): Promise<number> {
  return openFile(path, 'r').catch((error: unknown) => {
    throw isMissing(error) ? blobMissing() : error;
  });
}

/** Opened, read and closed: what goes to another thread and back costs more than the bytes of a short part. A folder says itself that it can't be read. */
async function readPart(path: string, start: number, into: Uint8Array): Promise<void> {
  const fd = await openToRead(path);
  try {
    for (let length = 0; length < into.length;) {
      const { bytesRead } = await readFileAt(fd, into, length, into.length - length, start + length);
      if (bytesRead === 0) throw blobMissing();
      length += bytesRead;
    }
  } catch (error) {
    throw isMissing(error) ? blobMissing() : error;
  } finally {
    // nothing was written that would have to reach the disk: it is done at once
    closeSync(fd);
  }
}

async function openBlob(path: string, range: BlobRange | undefined): Promise<Readable> {
  const part = range === undefined ? {} : { start: range.start, ...(range.end === undefined ? {} : { end: range.end }) };
  const fd = await openToRead(path);
  try {
    // the leading parts of a key are a folder, which can be opened like a file
    if (!(await fileStat(fd)).isFile()) throw blobMissing();
    return createReadStream(path, { fd, ...part, highWaterMark: READ_BYTES });
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

async function statBlob(path: string): Promise<{ byteLength: number } | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? { byteLength: found.size } : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function deleteBlob(folder: string, path: string): Promise<void> {
  try {
    await unlink(path);
    // What retention deleted must not come back after a power cut.
    await syncFolder(dirname(path));
  } catch (error) {
    if (!isMissing(error)) throw error;
    return;
  }
  await removeEmptyFolders(folder, dirname(path));
}

async function removeEmptyFolders(folder: string, from: string): Promise<void> {
  for (let emptied = from; emptied !== folder; emptied = dirname(emptied)) {
    try {
      await rmdir(emptied);
    } catch {
      return;
    }
  }
}

async function* listBlobs(folder: string, prefix: string): AsyncGenerator<ListedBlob, void, undefined> {
  const start = join(folder, ...prefix.split('/').slice(0, -1));
  // A prefix such as `../` leads to no key, and must lead nowhere else either.
  if (relative(folder, start).startsWith('..')) return;
  for await (const path of filesBelow(start)) {
    const key = relative(folder, path).split(sep).join('/');
    const found = key.startsWith(prefix) ? await converted(() => statBlob(path)) : undefined;
    if (found !== undefined) yield { key, ...found };
  }
}

async function* filesBelow(folder: string): AsyncGenerator<string, void, undefined> {
  for (const entry of await converted(() => entriesOf(folder))) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) yield* filesBelow(join(folder, entry.name));
    else if (entry.isFile()) yield join(folder, entry.name);
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function freeBytes(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function sweepTemporary(folder: string): Promise<number> {
  const place = join(folder, TEMPORARY);
  let removed = 0;
  for (const entry of await entriesOf(place)) {
    const path = join(place, entry.name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || Date.now() - found.mtimeMs < LEFTOVER_AGE_MS) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(systemCode(error));
}
