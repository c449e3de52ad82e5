import type { FileHandle } from 'node:fs/promises';
import { isPackagePath } from '../../domain/evidence/package-path.ts';
import type { LogProblems } from '../audit/log-problems.ts';
import {
  CENTRAL_BYTES,
  centralRecord,
  dataDescriptor,
  endNeedsZip64,
  endRecords,
  END_BYTES,
  localHeader,
  ZIP64_END_BYTES,
  type ArchiveEntry,
  type DirectoryPlace,
} from './archive-records.ts';
import { printable } from './printable.ts';

/** A file of an archive that lies where it should. */
export interface ArchivedFile extends ArchiveEntry {
  /** First byte of its content. */
  readonly dataStart: number;
}

const END_SIGNATURE = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const LONGEST_COMMENT = 0xffff;
const MOST_ENTRIES = 200_000;
const LARGEST_DIRECTORY_BYTES = 64 * 2 ** 20;

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, at + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/** Where the archive's end record begins; what lies behind it is named. */
async function findEnd(file: FileHandle, fileBytes: number, problems: LogProblems): Promise<number | undefined> {
  const length = Math.min(fileBytes, END_BYTES + LONGEST_COMMENT);
  const tail = await readAt(file, fileBytes - length, length);
  const at = tail.lastIndexOf(END_SIGNATURE, Math.max(0, tail.length - END_BYTES));
  if (at < 0 || tail.length - at < END_BYTES) {
    problems.add('This is no ZIP archive, or its end is missing.');
    return undefined;
  }
  const behind = tail.length - at - END_BYTES;
  if (behind > 0) problems.add(`${behind} bytes follow the end of the archive.`);
  return fileBytes - length + at;
}

/** A 64-bit number that no file reaches is as good as any other wrong one. */
function number64(bytes: Buffer, at: number): number {
  return Math.min(Number(bytes.readBigUInt64LE(at)), Number.MAX_SAFE_INTEGER);
}

function place64(records: Buffer): DirectoryPlace {
  return { count: number64(records, 32), bytes: number64(records, 40), offset: number64(records, 48) };
}

async function findDirectory(file: FileHandle, endAt: number, problems: LogProblems): Promise<DirectoryPlace | undefined> {
  const end = await readAt(file, endAt, END_BYTES);
  const small = { count: end.readUInt16LE(10), bytes: end.readUInt32LE(12), offset: end.readUInt32LE(16) };
  const is64 = endNeedsZip64(small) && endAt >= ZIP64_END_BYTES;
  const startAt = is64 ? endAt - ZIP64_END_BYTES : endAt;
  const records = await readAt(file, startAt, endAt + END_BYTES - startAt);
  const place = is64 ? place64(records) : small;
  const isPlausible = place.count <= MOST_ENTRIES && place.bytes <= LARGEST_DIRECTORY_BYTES && place.offset + place.bytes === startAt;
  if (!isPlausible) {
    problems.add("The archive's end says that its directory lies elsewhere than it does: something was added, cut out or put before it.");
    return undefined;
  }
  if (!records.equals(endRecords(place))) problems.add("The archive's end record is not as these packages have it.");
  return place;
}

/** What the record at `at` says, whatever else is wrong with it. */
function readRecord(directory: Buffer, at: number): { readonly entry: ArchiveEntry; readonly record: Buffer } | undefined {
  const head = directory.subarray(at, at + CENTRAL_BYTES);
  if (head.length < CENTRAL_BYTES || head.readUInt32LE(0) !== 0x02014b50) return undefined;
  const [nameBytes, extraBytes, commentBytes] = [head.readUInt16LE(28), head.readUInt16LE(30), head.readUInt16LE(32)];
  const record = directory.subarray(at, at + CENTRAL_BYTES + nameBytes + extraBytes + commentBytes);
  if (record.length !== CENTRAL_BYTES + nameBytes + extraBytes + commentBytes) return undefined;
  const path = record.toString('latin1', CENTRAL_BYTES, CENTRAL_BYTES + nameBytes);
  const crc32 = head.readUInt32LE(16);
  const extra = record.subarray(CENTRAL_BYTES + nameBytes, CENTRAL_BYTES + nameBytes + extraBytes);
  const isLarge = head.readUInt32LE(20) === 0xffffffff && extra.length === 28;
  const entry = isLarge
    ? { path, crc32, byteLength: number64(extra, 4), offset: number64(extra, 20) }
    : { path, crc32, byteLength: head.readUInt32LE(20), offset: head.readUInt32LE(42) };
  return { entry, record };
}

/** Why a record isn't as it should be, where that has a name. */
function oddityOf(record: Buffer): string {
  if (record.readUInt16LE(10) !== 0) return 'is compressed: files of a package are stored as they are, and nothing in it can unpack to something huge';
  if ((record.readUInt16LE(8) & 1) !== 0) return 'is encrypted';
  if (record.readUInt16LE(38 + 2) !== 0o100644) return 'is no plain file: a link, a folder, or something else';
  if (record.readUInt16LE(32) !== 0) return 'has a comment';
  return "has a record in the archive's directory that packages don't have";
}

async function readDirectory(file: FileHandle, place: DirectoryPlace, problems: LogProblems): Promise<ArchiveEntry[]> {
  const directory = await readAt(file, place.offset, place.bytes);
  const entries: ArchiveEntry[] = [];
  let at = 0;
  for (let found = readRecord(directory, at); found !== undefined && entries.length < MOST_ENTRIES; found = readRecord(directory, at)) {
    const { entry, record } = found;
    if (!record.equals(centralRecord(entry))) problems.add(`${printable(entry.path)} ${oddityOf(record)}.`);
    entries.push(entry);
    at += record.length;
  }
  if (at !== directory.length || entries.length !== place.count)
    problems.add(`The archive's directory is damaged: it names ${entries.length} files and should name ${place.count}.`);
  return entries;
}

/** Whether the bytes before and behind a file say what the directory says. */
async function isFramed(file: FileHandle, entry: ArchiveEntry): Promise<boolean> {
  const [before, behind] = [localHeader(entry), dataDescriptor(entry)];
  const header = await readAt(file, entry.offset, before.length);
  return header.equals(before) && (await readAt(file, entry.offset + before.length + entry.byteLength, behind.length)).equals(behind);
}

function checkNames(entries: readonly ArchiveEntry[], problems: LogProblems): void {
  const seen = new Set<string>();
  for (const { path } of entries) {
    if (!isPackagePath(path)) problems.add(`The archive has a file with a name that no package has, and that may lead elsewhere: ${printable(path)}`);
    if (seen.has(path)) problems.add(`The archive has ${printable(path)} twice.`);
    seen.add(path);
  }
}

/**
 * Reads an archive as strictly as `createPackageWriter` writes it: every byte that isn't content of a file has one value that it may have (docs/design/evidence-package.md). So nothing lies before, between
 * or behind the files, no two programs can see two different archives, and whatever is wrong is named.
 *
 * @returns the files that can be read all the same; none when the archive can't be taken apart
 */
export async function readArchive(file: FileHandle, fileBytes: number, problems: LogProblems): Promise<ArchivedFile[]> {
  const endAt = await findEnd(file, fileBytes, problems);
  const place = endAt === undefined ? undefined : await findDirectory(file, endAt, problems);
  if (place === undefined) return [];
  const entries = await readDirectory(file, place, problems);
  checkNames(entries, problems);
  const files: ArchivedFile[] = [];
  let cursor = 0;
  for (const entry of entries) {
    if (entry.offset !== cursor)
      problems.add(`${printable(entry.path)} doesn't begin where the file before it ends: something lies in between, or they overlap.`);
    if (entry.offset < cursor || entry.offset + entry.byteLength > place.offset) continue;
    if (!(await isFramed(file, entry))) problems.add(`What stands before and behind ${printable(entry.path)} is not what the archive's directory says of it.`);
    const dataStart = entry.offset + localHeader(entry).length;
    cursor = dataStart + entry.byteLength + dataDescriptor(entry).length;
    files.push({ ...entry, dataStart });
  }
  if (cursor !== place.offset) problems.add("Something lies between the last file and the archive's directory.");
  return files;
}
