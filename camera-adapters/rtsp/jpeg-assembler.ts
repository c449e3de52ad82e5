import { HUFFMAN_TABLES, scaledQuantisers } from './jpeg-tables.ts';
import type { RtpPacket } from './rtp-packet.ts';

/** Puts the first whole picture together from the packets of an MJPEG track (RFC 2435). */
export interface JpegAssembler {
  /** @returns the picture once its last packet is there. A picture of which a packet is missing is given up, and the next one begun. */
  push(packet: RtpPacket): Buffer | undefined;
}

/** What RTP says of a picture once, in its first fragment. */
interface PictureHead {
  /** Of the packets: all fragments of a picture have it. */
  readonly timestamp: number;
  readonly type: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly restartInterval: number;
  /** Luminance, then chrominance. */
  readonly quantisers: Buffer;
}

const MAIN_HEAD_BYTES = 8;
/** Larger pictures are refused everywhere. */
const MAX_SCAN_BYTES = 20 * 1024 * 1024;

/** An assembler for one track. Only the baseline types 0 and 1 are known, with or without restart markers; others are passed over. */
export function createJpegAssembler(): JpegAssembler {
  const kept = new Map<number, Buffer>();
  let head: PictureHead | undefined;
  let fragments: Buffer[] = [];
  let length = 0;
  let sequence = 0;

  const begin = (packet: RtpPacket, fragment: Fragment): void => {
    const quantisers = quantisersOf(fragment, kept);
    head = quantisers && { ...fragment, timestamp: packet.timestamp, quantisers };
    [fragments, length] = [[], 0];
  };

  return {
    push(packet) {
      const fragment = readFragment(packet.payload);
      if (fragment === undefined) return undefined;
      const follows = packet.sequence === ((sequence + 1) & 0xffff);
      sequence = packet.sequence;
      if (fragment.offset === 0) begin(packet, fragment);
      else if (head?.timestamp !== packet.timestamp || fragment.offset !== length || !follows) head = undefined;
      if (head === undefined || length + fragment.data.length > MAX_SCAN_BYTES) return undefined;
      fragments.push(fragment.data);
      length += fragment.data.length;
      if (!packet.marker) return undefined;
      const picture = wholeJpeg(head, Buffer.concat(fragments, length));
      head = undefined;
      return picture;
    },
  };
}

interface Fragment extends Omit<PictureHead, 'quantisers' | 'timestamp'> {
  readonly offset: number;
  readonly quality: number;
  /** Tables that the packet brought along; undefined where none belong there, empty where the earlier ones go on. */
  readonly tables: Buffer | undefined;
  readonly data: Buffer;
}

/** RFC 2435, section 3.1. Undefined for what is none, or of a type whose tables nobody has agreed on. */
function readFragment(payload: Buffer): Fragment | undefined {
  if (payload.length < MAIN_HEAD_BYTES) return undefined;
  const [offset, type, quality] = [payload.readUIntBE(1, 3), payload.readUInt8(4), payload.readUInt8(5)];
  const hasRestarts = type >= 64 && type <= 127;
  const baseType = hasRestarts ? type - 64 : type;
  const [widthPx, heightPx] = [payload.readUInt8(6) * 8, payload.readUInt8(7) * 8];
  if (baseType > 1 || widthPx === 0 || heightPx === 0 || quality === 0 || (quality > 99 && quality < 128)) return undefined;
  let at = MAIN_HEAD_BYTES;
  if (hasRestarts && payload.length < at + 4) return undefined;
  const restartInterval = hasRestarts ? payload.readUInt16BE(at) : 0;
  if (hasRestarts) at += 4;
  let tables: Buffer | undefined;
  if (offset === 0 && quality >= 128) {
    if (payload.length < at + 4) return undefined;
    const tablesLength = payload.readUInt16BE(at + 2);
    // 16-bit tables belong to 12-bit pictures, which are not baseline
    if (payload.readUInt8(at + 1) !== 0 || payload.length < at + 4 + tablesLength) return undefined;
    tables = payload.subarray(at + 4, at + 4 + tablesLength);
    at += 4 + tablesLength;
  }
  return { offset, type: baseType, quality, widthPx, heightPx, restartInterval, tables, data: payload.subarray(at) };
}

/** Tables sent once may be left out later under the same quality, except under 255 (section 3.1.8). */
function quantisersOf({ quality, tables }: Fragment, kept: Map<number, Buffer>): Buffer | undefined {
  if (tables === undefined) return scaledQuantisers(quality);
  if (tables.length === 0) return quality === 255 ? undefined : kept.get(quality);
  if (tables.length !== 128 && tables.length !== 64) return undefined;
  const both = tables.length === 128 ? Buffer.from(tables) : Buffer.concat([tables, tables]);
  if (quality !== 255) kept.set(quality, both);
  return both;
}

/** The interchange format around the scan (RFC 2435, appendix B). */
function wholeJpeg(head: PictureHead, scan: Buffer): Buffer {
  const { quantisers, restartInterval } = head;
  const isEnded = scan.length >= 2 && scan.readUInt16BE(scan.length - 2) === 0xffd9;
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, Buffer.concat([Buffer.from([0]), quantisers.subarray(0, 64)])),
    segment(0xdb, Buffer.concat([Buffer.from([1]), quantisers.subarray(64)])),
    ...(restartInterval === 0 ? [] : [segment(0xdd, Buffer.from([restartInterval >> 8, restartInterval & 0xff]))]),
    segment(0xc0, frameHeader(head)),
    ...HUFFMAN_TABLES.map(({ id, lengths, values }) => segment(0xc4, Buffer.concat([Buffer.from([id, ...lengths]), values]))),
    segment(0xda, Buffer.from([3, 0, 0x00, 1, 0x11, 2, 0x11, 0, 63, 0])),
    scan,
    ...(isEnded ? [] : [Buffer.from([0xff, 0xd9])]),
  ]);
}

/** Type 0 has half as many columns of colour, type 1 half as many rows as well (section 4.1). */
function frameHeader({ type, widthPx, heightPx }: PictureHead): Buffer {
  const size = [heightPx >> 8, heightPx & 0xff, widthPx >> 8, widthPx & 0xff];
  return Buffer.from([8, ...size, 3, 0, type === 0 ? 0x21 : 0x22, 0, 1, 0x11, 1, 2, 0x11, 1]);
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}
