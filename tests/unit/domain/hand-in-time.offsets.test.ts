import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handInTime } from '../../../domain/hand-in-time.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-11-20T01:00:00Z');
const file = (fromMs: number, lengthMs = HOUR_MS) => ({ fromMs, toMs: fromMs + lengthMs });
const reading = (trueTimeMs: number, offsetMs: number, uncertaintyMs = 500) => ({
  trueTimeMs,
  deviceTimeMs: trueTimeMs + offsetMs,
  uncertaintyMs,
  method: 'photo' as const,
});

test('without a reading nothing is moved, and half an hour to either side is possible', () => {
  expect(handInTime([], file(START_MS))).toEqual({ trueDuring: file(START_MS), uncertaintyMs: 30 * 60_000, clock: null });
});

test('whatever the offset, the true time lies within what is said', () => {
  const offsets = fc.integer({ min: -10 * 365 * 24 * HOUR_MS, max: 10 * 365 * 24 * HOUR_MS });
  fc.assert(
    fc.property(offsets, fc.integer({ min: 0, max: 12 * HOUR_MS }), fc.integer({ min: -48, max: 48 }), (offsetMs, lengthMs, hours) => {
      const { trueDuring, uncertaintyMs, clock } = handInTime([reading(START_MS + hours * HOUR_MS, offsetMs)], file(START_MS + offsetMs, lengthMs));
      expect(Math.abs(trueDuring.fromMs - START_MS)).toBeLessThanOrEqual(uncertaintyMs);
      expect(trueDuring.toMs - trueDuring.fromMs).toBe(lengthMs);
      // two days at 100 ppm are 17 s
      expect(uncertaintyMs).toBeLessThan(30_000);
      expect(clock?.offsetMs).toBe(offsetMs);
    }),
  );
});

test('a clock that was set in the middle of the file covers both', () => {
  const { trueDuring, uncertaintyMs } = handInTime(
    [reading(START_MS - HOUR_MS, 17 * 60_000), reading(START_MS + 3 * HOUR_MS, 0)],
    file(START_MS + 17 * 60_000),
  );
  expect(trueDuring.fromMs - uncertaintyMs).toBeLessThanOrEqual(START_MS);
  expect(trueDuring.fromMs + uncertaintyMs).toBeGreaterThanOrEqual(START_MS + 17 * 60_000);
});
