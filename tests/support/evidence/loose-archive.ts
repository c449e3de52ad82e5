import { crc32 } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { fromBufferPromise } from 'yauzl';
import { centralRecord, dataDescriptor, endRecords, localHeader } from '../../../cli/evidence/archive-records.ts';

/** A file for an archive that nobody checks. */
export interface LooseFile {
  readonly path: string;
  readonly content: Buffer;
}

/** The files of an archive as a tolerant library reads them. */
export async function readLoosely(path: string): Promise<LooseFile[]> {
  const zip = await fromBufferPromise(await readFile(path), { lazyEntries: true });
  const files: LooseFile[] = [];
  for await (const entry of zip.eachEntry()) files.push({ path: entry.fileName, content: await buffer((await zip.openReadStreamPromise(entry)) as Readable) });
  return files;
}

/** How a forger may bend an archive. */
export interface Bend {
  /** Bytes before each file. */
  readonly before?: Buffer;
  /** Bytes between the last file and the directory. */
  readonly beforeDirectory?: Buffer;
  /** Another local header for a file. */
  readonly local?: (header: Buffer, path: string) => Buffer;
  /** Another record in the directory. */
  readonly central?: (record: Buffer, path: string) => Buffer;
}

/** The archive of these files in the form of packages, bent where asked. */
export function writeLoosely(files: readonly LooseFile[], { before = Buffer.alloc(0), beforeDirectory = Buffer.alloc(0), local, central }: Bend = {}): Buffer {
  const parts: Buffer[] = [];
  const records: Buffer[] = [];
  let cursor = 0;
  const push = (bytes: Buffer): void => {
    parts.push(bytes);
    cursor += bytes.length;
  };
  for (const { path, content } of files) {
    push(before);
    const entry = { path, crc32: crc32(content), byteLength: content.length, offset: cursor };
    const header = localHeader(entry);
    push(local?.(header, path) ?? header);
    push(content);
    push(dataDescriptor(entry));
    const record = centralRecord(entry);
    records.push(central?.(record, path) ?? record);
  }
  push(beforeDirectory);
  const directory = Buffer.concat(records);
  return Buffer.concat([...parts, directory, endRecords({ count: records.length, bytes: directory.length, offset: cursor })]);
}
