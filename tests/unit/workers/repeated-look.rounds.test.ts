import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startRepeatedLook } from '../../../workers/repeated-look.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('looks in its interval, and not beside a look that still goes on', async () => {
  const ends: (() => void)[] = [];
  const look = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  const looks = startRepeatedLook(1_000, look, () => undefined);
  expect(look).toHaveBeenCalledTimes(0);
  await vi.advanceTimersByTimeAsync(3_500);
  expect(look).toHaveBeenCalledTimes(1);
  ends.pop()?.();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(look).toHaveBeenCalledTimes(2);
  ends.pop()?.();
  await looks.stop();
});

test('tells of a look that failed and takes the next one', async () => {
  const failures: unknown[] = [];
  const look = vi.fn(async () => Promise.reject(new Error('away')));
  const looks = startRepeatedLook(1_000, look, (error) => failures.push(error));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(failures).toEqual([new Error('away'), new Error('away')]);
  await looks.stop();
});

test('stopping waits for the look under way, and no other begins', async () => {
  let end = (): void => undefined;
  const look = vi.fn(() => new Promise<void>((resolve) => (end = resolve)));
  const looks = startRepeatedLook(1_000, look, () => undefined);
  await vi.advanceTimersByTimeAsync(1_000);
  let stopped = false;
  const stopping = looks.stop().then(() => (stopped = true));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(stopped).toBe(false);
  end();
  await stopping;
  expect(look).toHaveBeenCalledTimes(1);
});
