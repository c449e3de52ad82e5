import { describe, expect, it, vi } from 'vitest';
import type { Preparation } from '../../../web/api/media-api.ts';
import { createFrameWatch } from '../../../web/player/frame-watch.ts';
import { createPrepareQueue } from '../../../web/player/prepare-queue.ts';

/** As long as `expect.poll`: by default it is a second, in which a busy machine may do nothing at all. */
const PATIENTLY = { timeout: 30_000 };

describe('copies that are made ready', () => {
  it('are asked for two at a time, the most pressing first, and not at all once nobody wants them', async () => {
    const asked: string[] = [];
    const answer = new Map<string, (prepared: Preparation) => void>();
    const queue = createPrepareQueue((url) => {
      asked.push(url);
      return new Promise((resolve) => answer.set(url, resolve));
    });
    const live = new AbortController().signal;
    const gone = new AbortController();
    const first = queue.prepare('a', 50, live);
    void queue.prepare('b', 60, live);
    void queue.prepare('late', 90, live);
    void queue.prepare('gone', 10, gone.signal);
    const soon = queue.prepare('soon', 20, live);
    expect(asked).toEqual(['a', 'b']);
    gone.abort();
    answer.get('a')!('ready');
    expect(await first).toBe('ready');
    await vi.waitFor(() => expect(asked).toEqual(['a', 'b', 'soon']), PATIENTLY);
    answer.get('soon')!('failed');
    expect(await soon).toBe('failed');
    await vi.waitFor(() => expect(asked.at(-1)).toBe('late'), PATIENTLY);
  });
});

describe('the watch over frames', () => {
  it('knows how long a frame lasts by those that follow each other in one piece, and what is shown of which', () => {
    const watch = createFrameWatch();
    for (const [id, at] of [['a', 1], ['a', 1.04], ['a', 5], ['a', 5.1], ['b', 5.101]] as const) watch.note(id, at); // prettier-ignore
    expect(watch.frameS()).toBeCloseTo(0.04);
    expect([watch.shownS('a'), watch.shownS('b')]).toEqual([undefined, 5.101]);
    watch.forget();
    expect([watch.shownS('b'), watch.frameS()]).toEqual([undefined, expect.closeTo(0.04)]);
  });

  it('wakes who waits with the next frame, or a moment after a jump that drew none', async () => {
    const watch = createFrameWatch();
    const drawn = watch.next(60_000);
    watch.note('a', 1);
    expect(await drawn).toBe(true);
    const jumped = watch.next(60_000);
    watch.jump(2);
    watch.noteSeeked();
    expect(await jumped).toBe(true);
    expect(watch.shownS('a')).toBeUndefined();
    expect(await watch.next(1)).toBe(false);
  });

  it('takes no frame that is drawn late for the one that a jump went to', async () => {
    const watch = createFrameWatch();
    watch.note('a', 1);
    watch.jump(1.15);
    watch.note('a', 1.1);
    expect(watch.shownS('a')).toBe(1.1);
    watch.noteSeeked();
    watch.jump(1.101);
    // it stands at the beginning of the same frame: another step can follow at once
    expect(watch.shownS('a')).toBe(1.1);
    const back = watch.nextOfJump(60_000);
    watch.note('a', 1.1);
    watch.jump(1.098);
    watch.note('a', 1.1);
    expect(watch.shownS('a')).toBeUndefined();
    watch.note('a', 1);
    expect(await back).toBe(true);
    expect(watch.shownS('a')).toBe(1);
  });

  it('knows the frame again that a short jump did not leave', async () => {
    const watch = createFrameWatch();
    watch.note('a', 1);
    const same = watch.nextOfJump(60_000);
    watch.jump(1.02);
    watch.note('a', 1);
    expect(watch.shownS('a')).toBeUndefined();
    watch.noteSeeked();
    expect(await same).toBe(true);
    expect(watch.shownS('a')).toBe(1);
  });
});
