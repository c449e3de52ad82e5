import { beforeAll, describe, expect, it } from 'vitest';
import { createJpegAssembler } from '../../../../camera-adapters/rtsp/jpeg-assembler.ts';
import { scaledQuantisers } from '../../../../camera-adapters/rtsp/jpeg-tables.ts';
import type { RtpPacket } from '../../../../camera-adapters/rtsp/rtp-packet.ts';
import { sharpEngine } from '../../../../media/sharp-engine.ts';

const [WIDTH, HEIGHT, QUALITY] = [160, 96, 75];

/** A picture with standard tables, and its scan: what a camera would send by RTP. */
let jpeg: Buffer;
let scan: Buffer;

beforeAll(async () => {
  const pixels = Buffer.from(Array.from({ length: WIDTH * HEIGHT * 3 }, (_, index) => (index * 7 + ((index / 480) | 0) * 13) % 256));
  jpeg = await sharpEngine(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .blur(2)
    .jpeg({ quality: QUALITY, optimiseCoding: false, chromaSubsampling: '4:2:0' })
    .toBuffer();
  const start = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  scan = jpeg.subarray(start + 2 + jpeg.readUInt16BE(start + 2), jpeg.length - 2);
});

interface Options {
  readonly quality?: number;
  readonly tables?: Buffer;
  readonly type?: number;
  readonly restart?: number;
  readonly timestamp?: number;
  readonly firstSequence?: number;
  readonly pieces?: number;
}

function packets({ quality = QUALITY, tables, type = 1, restart, timestamp = 9000, firstSequence = 65_534, pieces = 4 }: Options = {}): RtpPacket[] {
  const size = Math.ceil(scan.length / pieces);
  return Array.from({ length: pieces }, (_, index) => {
    const offset = index * size;
    const main = Buffer.from([0, offset >> 16, (offset >> 8) & 0xff, offset & 0xff, type, quality, WIDTH / 8, HEIGHT / 8]);
    const restartHead = restart === undefined ? Buffer.alloc(0) : Buffer.from([restart >> 8, restart & 0xff, 0xff, 0xff]);
    const tableHead =
      index > 0 || tables === undefined ? Buffer.alloc(0) : Buffer.concat([Buffer.from([0, 0, tables.length >> 8, tables.length & 0xff]), tables]);
    const payload = Buffer.concat([main, restartHead, tableHead, scan.subarray(offset, offset + size)]);
    const marker = index === pieces - 1;
    return { bytes: payload, payload, payloadType: 26, marker, sequence: (firstSequence + index) & 0xffff, timestamp, synchronisationSource: 1 };
  });
}

const assembled = (given: readonly RtpPacket[], assembler = createJpegAssembler()): (Buffer | undefined)[] => given.map((packet) => assembler.push(packet));
const pixelsOf = (picture: Uint8Array): Promise<Buffer> => sharpEngine(picture, { failOn: 'warning' }).raw().toBuffer();

describe('putting pictures of an MJPEG stream together', () => {
  it('gives exactly the pixels that the camera encoded, with the last packet', async () => {
    const results = assembled(packets());
    expect(results.slice(0, -1).every((each) => each === undefined)).toBe(true);
    expect((await pixelsOf(results.at(-1)!)).equals(await pixelsOf(jpeg))).toBe(true);
  });

  it('takes tables that come along, and remembers them', async () => {
    const assembler = createJpegAssembler();
    const first = assembled(packets({ quality: 200, tables: scaledQuantisers(QUALITY) }), assembler).at(-1)!;
    const second = assembled(packets({ quality: 200, tables: Buffer.alloc(0), firstSequence: 2, timestamp: 12_000 }), assembler).at(-1)!;
    for (const picture of [first, second]) expect((await pixelsOf(picture)).equals(await pixelsOf(jpeg))).toBe(true);
    expect(assembled(packets({ quality: 255, tables: Buffer.alloc(0) }), assembler).at(-1)).toBeUndefined();
  });

  it('says where restart markers stand', () => {
    const picture = assembled(packets({ type: 65, restart: 3 })).at(-1)!;
    expect(picture.includes(Buffer.from([0xff, 0xdd, 0, 4, 0, 3]))).toBe(true);
  });

  it('gives up a picture of which a packet is missing, and takes the next', () => {
    const assembler = createJpegAssembler();
    const [a, , c, d] = packets();
    expect(assembled([a!, c!, d!], assembler)).toEqual([undefined, undefined, undefined]);
    expect(assembled(packets({ timestamp: 12_000, firstSequence: 2 }), assembler).at(-1)).toBeDefined();
  });

  it('never joins pieces of two pictures, whatever their offsets', () => {
    const assembler = createJpegAssembler();
    const [a, b] = packets();
    const [, , c, d] = packets({ timestamp: 12_000 });
    expect(assembled([a!, b!, c!, d!], assembler).every((each) => each === undefined)).toBe(true);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['half a head', Buffer.from([0, 0, 0, 0, 1])],
    ['an unknown type', Buffer.from([0, 0, 0, 0, 2, 75, 20, 12, 1, 2])],
    ['no size', Buffer.from([0, 0, 0, 0, 1, 75, 0, 0, 1, 2])],
    ['a reserved quality', Buffer.from([0, 0, 0, 0, 1, 110, 20, 12, 1, 2])],
    ['tables beyond its end', Buffer.from([0, 0, 0, 0, 1, 255, 20, 12, 0, 0, 0xff, 0xff, 1])],
    ['no restart head', Buffer.from([0, 0, 0, 0, 65, 75, 20, 12, 1])],
  ])('passes over a packet with %s', (_, payload) => {
    const packet = { bytes: payload, payload, payloadType: 26, marker: true, sequence: 1, timestamp: 1, synchronisationSource: 1 };
    expect(createJpegAssembler().push(packet)).toBeUndefined();
  });
});
