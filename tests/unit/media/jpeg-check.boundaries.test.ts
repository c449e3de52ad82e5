import { beforeAll, describe, expect, it } from 'vitest';
import { checkJpeg, MAX_JPEG_BYTES, refuseLargeJpeg } from '../../../media/jpeg-check.ts';
import { sharpEngine } from '../../../media/sharp-engine.ts';

let baseline: Uint8Array;
let progressive: Uint8Array;

beforeAll(async () => {
  const noise = sharpEngine({ create: { width: 320, height: 180, channels: 3, background: 'black', noise: { type: 'gaussian', mean: 128, sigma: 40 } } });
  baseline = await noise
    .clone()
    .jpeg({ quality: 80 })
    .withExif({ IFD0: { Make: 'Test' } })
    .toBuffer();
  progressive = await noise.clone().jpeg({ progressive: true, quality: 80 }).toBuffer();
});

function joined(...parts: (Uint8Array | number[])[]): Uint8Array {
  return Buffer.concat(parts.map((part) => Uint8Array.from(part)));
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
/** SOI, then a frame header of 8 bits, `height`, `width`, no components, then EOI. */
const claiming = (width: number, height: number): Uint8Array =>
  joined([0xff, 0xd8, 0xff, 0xc0, 0, 8, 8, height >> 8, height & 255, width >> 8, width & 255, 0, 0xff, 0xd9]);

describe('checkJpeg', () => {
  it('reads the size of baseline and progressive pictures', () => {
    expect(checkJpeg(baseline)).toEqual({ widthPx: 320, heightPx: 180 });
    expect(checkJpeg(progressive)).toEqual({ widthPx: 320, heightPx: 180 });
  });

  it('does not change a byte', () => {
    const before = Buffer.from(baseline);
    checkJpeg(baseline);
    expect(before.equals(baseline)).toBe(true);
  });

  it('finds every way of cutting a picture short', () => {
    for (let length = 2; length < baseline.length; length += 7) {
      expect(() => checkJpeg(baseline.subarray(0, length)), `${length} bytes`).toThrow(expect.objectContaining({ kind: 'camera', code: 'snapshot_broken' }));
    }
  });

  it('finds a progressive picture that was cut between its scans', () => {
    expect(() => checkJpeg(progressive.subarray(0, progressive.length - 3000))).toThrow(expect.objectContaining({ code: 'snapshot_broken' }));
  });

  it('allows padding behind the end and fill bytes between markers', () => {
    expect(checkJpeg(joined(baseline, new Uint8Array(64)))).toEqual({ widthPx: 320, heightPx: 180 });
    expect(checkJpeg(joined(baseline.subarray(0, 2), [0xff, 0xff], baseline.subarray(2)))).toEqual({ widthPx: 320, heightPx: 180 });
  });

  it.each([
    ['a web page', text('<html><body>401 Unauthorized</body></html>')],
    ['nothing', new Uint8Array()],
    ['a PNG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
    ['text before the picture', text('--boundary\r\n\xff\xd8')],
  ])('refuses %s as bad_answer', (_, bytes) => {
    expect(() => checkJpeg(bytes)).toThrow(expect.objectContaining({ kind: 'camera', code: 'bad_answer' }));
  });

  it('refuses sizes that make no sense', () => {
    expect(checkJpeg(claiming(640, 360))).toEqual({ widthPx: 640, heightPx: 360 });
    for (const bytes of [claiming(0, 360), claiming(640, 0), claiming(65_535, 100), claiming(10_000, 10_000)]) {
      expect(() => checkJpeg(bytes)).toThrow(expect.objectContaining({ code: 'bad_answer' }));
    }
  });

  it('refuses a picture without a frame and one with a damaged segment', () => {
    expect(() => checkJpeg(Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]))).toThrow(expect.objectContaining({ code: 'snapshot_broken' }));
    expect(() => checkJpeg(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 0xff, 0xd9]))).toThrow(expect.objectContaining({ code: 'snapshot_broken' }));
    expect(() => checkJpeg(Uint8Array.from([0xff, 0xd8, 0x12, 0x34, 0xff, 0xd9]))).toThrow(expect.objectContaining({ code: 'snapshot_broken' }));
  });

  it('throws nothing but AppErrors whatever bytes come', () => {
    for (let at = 2; at < baseline.length; at += 101) {
      const damaged = Uint8Array.from(baseline);
      damaged[at] = 0xff;
      damaged[at + 1] = (at * 31) % 256;
      try {
        checkJpeg(damaged);
      } catch (error) {
        expect(error).toMatchObject({ name: 'AppError', kind: 'camera' });
      }
    }
  });

  it('refuses what is too large before looking at it', () => {
    expect(() => refuseLargeJpeg(MAX_JPEG_BYTES)).not.toThrow();
    expect(() => checkJpeg(new Uint8Array(MAX_JPEG_BYTES + 1))).toThrow(expect.objectContaining({ kind: 'too_large', code: 'picture_too_large' }));
  });
});
