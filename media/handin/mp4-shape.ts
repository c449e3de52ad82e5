import { open, type FileHandle } from 'node:fs/promises';
import { blobError } from '../blob-error.ts';
import { parseHeader } from '../mp4-box.ts';

/** What the boxes of an MP4 say. */
export interface Mp4Shape {
  /** A sample entry is `encv` (ISO/IEC 23001-7): whoever has no key sees nothing. */
  readonly isEncrypted: boolean;
  /** The last box is longer than what is left of the file. */
  readonly endsEarly: boolean;
}

/** Where the content of a box lies in the file. */
interface Stretch {
  readonly fromByte: number;
  readonly toByte: number;
}

/** Twelve hours in fragments of a second have 90,000; a file of a million boxes of 8 bytes each would be read for minutes. */
const MOST_BOXES = 200_000;
/** From a track down to its sample entries; a sample table begins with 8 bytes of its own. */
const TO_SAMPLE_TABLE = ['trak', 'mdia', 'minf', 'stbl', 'stsd'];
const SAMPLE_TABLE_HEAD_BYTES = 8;

/**
 * Looks at the boxes of an MP4 or QuickTime file: at their headers alone, since the index of a long recording has tens of megabytes. What isn't well-formed, or has more boxes than any recording, is left to the demuxer to
 * judge.
 */
export async function readMp4Shape(filePath: string): Promise<Mp4Shape> {
  const file = await open(filePath, 'r').catch((error: unknown) => {
    throw blobError(error);
  });
  try {
    const { size } = await file.stat();
    const walk = createWalk(file);
    const top = await walk.children({ fromByte: 0, toByte: size }, 'moov');
    let found = top.boxes;
    for (const type of TO_SAMPLE_TABLE) found = await walk.childrenOfAll(found, type);
    const entries = await walk.childrenOfAll(
      found.map(({ fromByte, toByte }) => ({ fromByte: fromByte + SAMPLE_TABLE_HEAD_BYTES, toByte })),
      'encv',
    );
    return { isEncrypted: entries.length > 0, endsEarly: top.isBroken };
  } finally {
    await file.close();
  }
}

const HEADER_BYTES = 16;
const BLOCK_BYTES = 4096;

/** Reads headers; boxes that lie close together cost one read. */
function createHeaderReader(file: FileHandle): (at: number) => Promise<Buffer> {
  const block = Buffer.alloc(BLOCK_BYTES);
  let [from, to] = [0, 0];
  return async (at) => {
    if (at < from || at + HEADER_BYTES > to) {
      const { bytesRead } = await file.read(block, 0, BLOCK_BYTES, at);
      [from, to] = [at, at + bytesRead];
    }
    return block.subarray(at - from, Math.min(at + HEADER_BYTES, to) - from);
  };
}

/** Goes from header to header, so many in all and no more. */
function createWalk(file: FileHandle) {
  const headerAt = createHeaderReader(file);
  let left = MOST_BOXES;
  /** The boxes of a type among those within `stretch`; those before a broken one are there, and it is said. */
  const children = async (stretch: Stretch, type: string): Promise<{ readonly boxes: readonly Stretch[]; readonly isBroken: boolean }> => {
    const boxes: Stretch[] = [];
    for (let at = stretch.fromByte; at < stretch.toByte && left > 0; left--) {
      const header = await headerAt(at);
      const box = header.length < 8 ? undefined : headerOf(header, stretch.toByte - at);
      if (box === undefined || at + box.boxBytes > stretch.toByte) return { boxes, isBroken: true };
      if (box.type === type) boxes.push({ fromByte: at + box.headerBytes, toByte: at + box.boxBytes });
      at += box.boxBytes;
    }
    return { boxes, isBroken: false };
  };
  const childrenOfAll = async (parents: readonly Stretch[], type: string): Promise<readonly Stretch[]> => {
    const found: Stretch[] = [];
    for (const parent of parents) found.push(...(await children(parent, type)).boxes);
    return found;
  };
  return { children, childrenOfAll };
}

function headerOf(bytes: Buffer, restBytes: number): ReturnType<typeof parseHeader> | undefined {
  try {
    return parseHeader(bytes, restBytes);
  } catch {
    return undefined;
  }
}
