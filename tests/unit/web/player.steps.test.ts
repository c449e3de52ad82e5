import { describe, expect, it } from 'vitest';
import { stepFrame } from '../../../web/player/frame-step.ts';
import { SHORTCUTS, shortcutOf } from '../../../web/player/shortcuts.ts';

/** A video whose frames begin at these seconds. */
function videoOf(starts: readonly number[], lengthS: number) {
  let shows = 0;
  let shownS = starts[0]!;
  let frameS: number | null = null;
  return {
    shows: () => shows,
    async step(direction: 1 | -1) {
      const before = shownS;
      const reached = await stepFrame(
        {
          shownS,
          frameS,
          lengthS,
          async show(atS) {
            shows += 1;
            shownS = starts.findLast((startS) => startS <= atS)!;
            return shownS;
          },
        },
        direction,
      );
      if (reached !== null) frameS = Math.min(frameS ?? Infinity, Math.abs(reached - before));
      return reached;
    },
  };
}
const evenly = (fps: number, count: number) => Array.from({ length: count }, (_, index) => index / fps);

describe('a step of one frame', () => {
  it.each([1, 5, 10, 25, 30, 60])('goes over no frame of a video with %s a second, there and back', async (fps) => {
    const starts = evenly(fps, 12);
    const video = videoOf(starts, 12 / fps);
    const seen = [];
    for (let count = 0; count < 11; count += 1) seen.push(await video.step(1));
    expect(seen).toEqual(starts.slice(1));
    expect(await video.step(1)).toBeNull();
  });

  it('goes over none where they come unevenly', async () => {
    const starts = [0, 0.04, 0.08, 0.3, 0.34, 1.3, 1.34];
    const video = videoOf(starts, 1.4);
    const seen = [];
    for (let count = 0; count < 6; count += 1) seen.push(await video.step(1));
    for (let count = 0; count < 6; count += 1) seen.push(await video.step(-1));
    expect(seen).toEqual([...starts.slice(1), ...starts.slice(0, -1).toReversed()]);
  });

  it('is one jump once it is known how long a frame lasts, and tells where there is no frame', async () => {
    const video = videoOf(evenly(25, 5), 0.2);
    expect(await video.step(-1)).toBeNull();
    await video.step(1);
    const before = video.shows();
    await video.step(1);
    expect(video.shows() - before).toBe(1);
  });
});

describe('a key', () => {
  const press = (key: string, more = {}) => shortcutOf({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more });
  it('does one thing, with capitals too, and nothing with Ctrl, Alt or the system’s key', () => {
    const keys = SHORTCUTS.flatMap((shortcut) => shortcut.keys as readonly string[]);
    expect(new Set(keys).size).toBe(keys.length);
    expect([press(' '), press('K'), press('.'), press('x')]).toEqual(['toggle', 'toggle', 'frameOn', undefined]);
    expect([press('ArrowLeft'), press('ArrowLeft', { shiftKey: true })]).toEqual(['back', 'farBack']);
    for (const held of ['ctrlKey', 'altKey', 'metaKey']) expect(press('f', { [held]: true })).toBeUndefined();
  });
});
