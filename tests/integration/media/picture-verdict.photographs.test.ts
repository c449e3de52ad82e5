import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_PICTURE_MEMORY, type PictureMemory } from '../../../domain/picture-memory.ts';
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

let firsts: FirstPicture[];

beforeAll(async () => {
  const names = existsSync(FOLDER) ? await readdir(FOLDER) : [];
  const photographs = OUTDOORS.flatMap((start) => names.filter((name) => name.startsWith(start) && name.endsWith('.jpg')).map((name) => join(FOLDER, name)));
  if (photographs.length !== OUTDOORS.length)
    throw new Error('These tests need photographs. Install them with: sudo apt-get install --no-install-recommends lomiri-wallpapers-16.04');
  firsts = await Promise.all(photographs.map(firstPicture));
});

type Picture = ReturnType<typeof sharpEngine>;

/** A view of 1920 by 1080 out of a larger one, `shiftPx` to the right. */
async function view(path: string, shiftPx = 0): Promise<Buffer> {
  return sharpEngine(path).resize(2600, 1462, { fit: 'cover' }).extract({ left: shiftPx, top: 0, width: 1920, height: 1080 }).jpeg({ quality: 75 }).toBuffer();
}

/** What a camera showed first, and what was remembered of it. */
interface FirstPicture {
  readonly path: string;
  readonly jpeg: Buffer;
  readonly memory: PictureMemory;
}

async function firstPicture(path: string): Promise<FirstPicture> {
  const jpeg = await view(path);
  const { observation, memory } = judgePicture(await measureImage(jpeg), NOON_MS, EMPTY_PICTURE_MEMORY);
  expect(observation.state, path).toBe('ok');
  return { path, jpeg, memory };
}

/** What the second picture of a camera is called. */
async function verdict({ memory }: FirstPicture, now: Uint8Array): Promise<string> {
  return judgePicture(await measureImage(now), LATER_MS, memory).observation.state;
}

async function changed({ jpeg }: FirstPicture, change: (picture: Picture) => Picture): Promise<Buffer> {
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
    for (const before of firsts) expect(await verdict(before, await changed(before, change)), before.path).toBe(state);
  });

  it('says moved of most views that are shifted by a third, and ok of those shifted by a hundredth', async () => {
    const states = await Promise.all(firsts.map(async (before) => verdict(before, await view(before.path, 640))));
    expect(states.filter((state) => state === 'moved').length).toBeGreaterThanOrEqual(firsts.length - 1);
    for (const before of firsts) expect(await verdict(before, await view(before.path, 20)), before.path).toBe('ok');
  });
});
