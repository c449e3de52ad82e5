import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_PICTURE_MEMORY } from '../../../domain/picture-memory.ts';
import { judgePicture } from '../../../domain/picture-verdict.ts';
import { measureImage } from '../../../media/image-measures.ts';
import { sharpEngine } from '../../../media/sharp-engine.ts';

/**
 * Pictures that the simulator did not draw: outdoor photographs of the Debian package `lomiri-wallpapers-16.04`, made into 1080p pictures of a
 * camera. Left out are close-ups, whose background is out of focus by intent, and one flat drawing.
 */
const FOLDER = '/usr/share/backgrounds';
const OUTDOORS = ['Bridge', 'Picture_0B', 'Picture_1A', 'aitzgorri', 'friends', 'greentock', 'life', 'picosdeeuropa', 'sunset'];
const NOON_MS = Date.UTC(2026, 10, 22, 5);
const LATER_MS = NOON_MS + 5 * 60_000;

let photographs: string[];

beforeAll(async () => {
  const names = existsSync(FOLDER) ? await readdir(FOLDER) : [];
  photographs = OUTDOORS.flatMap((start) => names.filter((name) => name.startsWith(start) && name.endsWith('.jpg')).map((name) => join(FOLDER, name)));
  if (photographs.length !== OUTDOORS.length)
    throw new Error('These tests need photographs. Install them with: sudo apt-get install --no-install-recommends lomiri-wallpapers-16.04');
});

type Picture = ReturnType<typeof sharpEngine>;

/** A view of 1920 by 1080 out of a larger one, `shiftPx` to the right. */
async function view(path: string, shiftPx = 0): Promise<Buffer> {
  return sharpEngine(path).resize(2600, 1462, { fit: 'cover' }).extract({ left: shiftPx, top: 0, width: 1920, height: 1080 }).jpeg({ quality: 75 }).toBuffer();
}

/** What the second picture of a camera is called whose first one was `before`. */
async function verdict(before: Uint8Array, now: Uint8Array): Promise<string> {
  const first = judgePicture(await measureImage(before), NOON_MS, EMPTY_PICTURE_MEMORY);
  expect(first.observation.state).toBe('ok');
  return judgePicture(await measureImage(now), LATER_MS, first.memory).observation.state;
}

async function changed(jpeg: Buffer, change: (picture: Picture) => Picture): Promise<Buffer> {
  return change(sharpEngine(jpeg)).jpeg({ quality: 60 }).toBuffer();
}

describe('judgePicture on photographs', () => {
  it.each([
    ['ok', 'compressed harder', (picture: Picture) => picture],
    ['ok', 'in dimmer light', (picture: Picture) => picture.linear(0.5, 10)],
    ['ok', 'in glaring light', (picture: Picture) => picture.linear(1.3, 20)],
    ['ok', 'without colour', (picture: Picture) => picture.greyscale()],
    ['ok', 'a little unsharp', (picture: Picture) => picture.blur(1.5)],
    ['blurred', 'out of focus', (picture: Picture) => picture.blur(12)],
    ['blurred', 'badly out of focus', (picture: Picture) => picture.blur(40)],
    ['dark', 'without light', (picture: Picture) => picture.linear(0.06, 0)],
    ['covered', 'through a cloth', (picture: Picture) => picture.linear(0.04, 80).blur(40)],
    ['moved', 'upside down', (picture: Picture) => picture.flip()],
    ['moved', 'mirrored', (picture: Picture) => picture.flop()],
  ] as const)('says %s of a picture %s', async (state, _, change) => {
    for (const path of photographs) {
      const before = await view(path);
      expect(await verdict(before, await changed(before, change)), path).toBe(state);
    }
  });

  it('says moved of most views that are shifted by a third, and ok of those shifted by a hundredth', async () => {
    const states = await Promise.all(photographs.map(async (path) => verdict(await view(path), await view(path, 640))));
    expect(states.filter((state) => state === 'moved').length).toBeGreaterThanOrEqual(photographs.length - 1);
    for (const path of photographs) expect(await verdict(await view(path), await view(path, 20)), path).toBe('ok');
  });
});
