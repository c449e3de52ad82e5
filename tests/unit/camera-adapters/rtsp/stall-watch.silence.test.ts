import { describe, expect, test, vi } from 'vitest';
import { createStallWatch } from '../../../../camera-adapters/rtsp/stall-watch.ts';

describe('a stall watch', () => {
  test('calls once when nothing comes', async () => {
    const onStall = vi.fn<() => void>();
    const startedAt = performance.now();
    await new Promise<void>((resolve) => {
      createStallWatch(60, () => {
        onStall();
        resolve();
      });
    });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(59);
    expect(onStall).toHaveBeenCalledTimes(1);
  });

  test('waits on from the last touch', async () => {
    let touchedAt = 0;
    const stalledAfterMs = await new Promise<number>((resolve) => {
      const watch = createStallWatch(80, () => resolve(performance.now() - touchedAt));
      setTimeout(() => {
        touchedAt = performance.now();
        watch.touch();
      }, 50);
    });
    expect(stalledAfterMs).toBeGreaterThanOrEqual(79);
  });

  test('forgives a time in which this process itself was held up', async () => {
    const onStall = vi.fn<() => void>();
    const watch = createStallWatch(40, onStall);
    // what waited in the socket is read in the same turn of the loop, after the timers
    const readable = new Promise<void>((resolve) => {
      setImmediate(() => {
        watch.touch();
        resolve();
      });
    });
    const until = performance.now() + 60;
    while (performance.now() < until);
    await readable;
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(onStall).not.toHaveBeenCalled();
    watch.end();
  });
});
