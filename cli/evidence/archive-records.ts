/** A file as the directory of an archive has it. */
export interface ArchiveEntry {
  readonly path: string;
  readonly crc32: number;
  readonly byteLength: number;
  /** Of its local header, from the beginning of the archive. */
  readonly offset: number;
}

/** Where the directory lies and how many files it names. */
export interface DirectoryPlace {
  readonly count: number;
  readonly bytes: number;
  readonly offset: number;
}

export const END_BYTES = 22;
export const ZIP64_END_BYTES = 56 + 20;
export const CENTRAL_BYTES = 46;

const MADE_BY = (3 << 8) | 63;
/** Names in UTF-8 (bit 11), sizes behind the data (bit 3). */
const FLAGS = 0x0808;
/** 1 January 1980. */
const DOS_DATE = 0x0021;
const REGULAR_FILE = (0o100644 << 16) >>> 0;
const OVER_32_BITS = 0xfffffffe;

function needsZip64({ byteLength, offset }: ArchiveEntry): boolean {
  return byteLength > OVER_32_BITS || offset > OVER_32_BITS;
}

/** The bytes before a file (APPNOTE 4.3.7), as this kind of package has them. */
export function localHeader({ path }: ArchiveEntry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DOS_DATE, 12);
  header.writeUInt16LE(path.length, 26);
  return Buffer.concat([header, Buffer.from(path, 'latin1')]);
}

/** The bytes behind a file (APPNOTE 4.3.9). */
export function dataDescriptor(entry: ArchiveEntry): Buffer {
  const isLarge = needsZip64(entry);
  const descriptor = Buffer.alloc(isLarge ? 24 : 16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(entry.crc32, 4);
  for (const [at, largeAt] of [
    [8, 8],
    [12, 16],
  ] as const) {
    if (isLarge) descriptor.writeBigUInt64LE(BigInt(entry.byteLength), largeAt);
    else descriptor.writeUInt32LE(entry.byteLength, at);
  }
  return descriptor;
}

function zip64Extra({ byteLength, offset }: ArchiveEntry): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(byteLength), 4);
  extra.writeBigUInt64LE(BigInt(byteLength), 12);
  extra.writeBigUInt64LE(BigInt(offset), 20);
  return extra;
}

/** A file's record in the directory (APPNOTE 4.3.12). */
export function centralRecord(entry: ArchiveEntry): Buffer {
  const isLarge = needsZip64(entry);
  const extra = isLarge ? zip64Extra(entry) : Buffer.alloc(0);
  const record = Buffer.alloc(CENTRAL_BYTES);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(MADE_BY, 4);
  record.writeUInt16LE(isLarge ? 45 : 20, 6);
  record.writeUInt16LE(FLAGS, 8);
  record.writeUInt16LE(DOS_DATE, 14);
  record.writeUInt32LE(entry.crc32, 16);
  record.writeUInt32LE(isLarge ? 0xffffffff : entry.byteLength, 20);
  record.writeUInt32LE(isLarge ? 0xffffffff : entry.byteLength, 24);
  record.writeUInt16LE(entry.path.length, 28);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt32LE(REGULAR_FILE, 38);
  record.writeUInt32LE(isLarge ? 0xffffffff : entry.offset, 42);
  return Buffer.concat([record, Buffer.from(entry.path, 'latin1'), extra]);
}

/** Whether the end of an archive needs the records of ZIP64. */
export function endNeedsZip64({ count, bytes, offset }: DirectoryPlace): boolean {
  return count >= 0xffff || bytes >= 0xffffffff || offset >= 0xffffffff;
}

function zip64End({ count, bytes, offset }: DirectoryPlace): Buffer {
  const end = Buffer.alloc(ZIP64_END_BYTES);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(MADE_BY, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + bytes), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** Everything behind the directory (APPNOTE 4.3.14 to 4.3.16), without a comment. */
export function endRecords(place: DirectoryPlace): Buffer {
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x06054b50, 0);
  const count = Math.min(place.count, 0xffff);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(Math.min(place.bytes, 0xffffffff), 12);
  end.writeUInt32LE(Math.min(place.offset, 0xffffffff), 16);
  return endNeedsZip64(place) ? Buffer.concat([zip64End(place), end]) : end;
}
