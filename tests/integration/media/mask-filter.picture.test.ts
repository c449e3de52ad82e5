import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { MaskOutline } from '../../../domain/privacy-mask.ts';
import { copyPicture } from '../../../media/copies/copy-picture.ts';
import { maskBoxes } from '../../../domain/mask-boxes.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';

/** Whether a point lies within a polygon (even-odd rule). */
const isWithin = (outline: MaskOutline, x: number, y: number): boolean =>
  outline.filter(([x1, y1], nth) => {
    const [x2, y2] = outline[(nth + 1) % outline.length]!;
    return y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1;
  }).length %
    2 ===
  1;

test('the boxes of a mask cover all of it, whatever its shape', () => {
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  let looked = 0;
  for (let round = 0; round < 100; round++) {
    const outline: MaskOutline = Array.from({ length: 3 + (round % 9) }, () => [random(), random()] as const);
    const boxes = maskBoxes(outline);
    for (const [left, top, right, bottom] of boxes) expect(left >= 0 && top >= 0 && right <= 1 + 1e-9 && bottom <= 1 + 1e-9 && right > left).toBe(true);
    for (let point = 0; point < 100; point++) {
      const [x, y] = [random(), random()];
      if (!isWithin(outline, x, y)) continue;
      looked++;
      expect(
        boxes.some(([left, top, right, bottom]) => x >= left && x <= right && y >= top && y <= bottom),
        JSON.stringify({ outline, x, y }),
      ).toBe(true);
    }
  }
  expect(looked).toBeGreaterThan(500);
});

test('a picture that people watch is black where a mask lies, and as it was elsewhere', async () => {
  const { system } = await testFfmpegs();
  const folder = await mkdtemp(join(tmpdir(), 'matpho-mask-'));
  try {
    const white = await sharp({ create: { width: 641, height: 361, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    const mask: MaskOutline = [
      [0.7, 0.05],
      [0.95, 0.05],
      [0.95, 0.4],
    ];
    const made = await copyPicture({
      ffmpeg: system,
      source: (async function* () {
        yield white;
      })(),
      watermark: { text: { who: 'A', what: 'B', exact: '' }, trueFromMs: 0, masks: [mask] },
      workFolder: join(folder, 'text'),
      signal: new AbortController().signal,
    });
    const { data, info } = await sharp(made).greyscale().raw().toBuffer({ resolveWithObject: true });
    const light = (x: number, y: number): number => data[(Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels]!;
    expect([info.width, info.height]).toEqual([641, 361]);
    for (const [x, y] of [
      [0.75, 0.07],
      [0.94, 0.06],
      [0.94, 0.38],
      [0.85, 0.2],
    ] as const)
      expect(light(x, y), `${x} ${y}`).toBeLessThan(20);
    for (const [x, y] of [
      [0.72, 0.3],
      [0.65, 0.1],
      [0.98, 0.2],
      [0.9, 0.5],
    ] as const)
      expect(light(x, y), `${x} ${y}`).toBeGreaterThan(200);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
