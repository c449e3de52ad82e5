import { describe, expect, it } from 'vitest';
import { clockFacetState } from '../../../domain/clock-facet.ts';
import { isReadingWorthKeeping, KEEP_READING_EVERY_MS, readingsToKeep } from '../../../domain/clock-reading-worth.ts';
import type { ClockReading } from '../../../domain/clock-reading.ts';

function reading(offsetMs: number, uncertaintyMs: number, trueTimeMs = 0): ClockReading {
  return { trueTimeMs, deviceTimeMs: trueTimeMs + offsetMs, uncertaintyMs, method: 'onvif' };
}

describe("a device's clock", () => {
  it.each([
    [30_000, 0, 'ok'],
    [30_001, 0, 'off'],
    [-30_001, 0, 'off'],
    [31_000, 1000, 'ok'],
    [31_001, 1000, 'off'],
    [-600_000, 900, 'off'],
  ])('with an offset of %i ms known to %i ms is %s', (offsetMs, uncertaintyMs, state) => {
    expect(clockFacetState(reading(offsetMs, uncertaintyMs))).toBe(state);
  });
});

describe('a clock reading', () => {
  const last = reading(1000, 50);

  it('is kept when it is the first', () => {
    expect(isReadingWorthKeeping(undefined, last)).toBe(true);
  });
  it('is not kept when it says what the last one said, and kept again after ten minutes', () => {
    expect(isReadingWorthKeeping(last, reading(1040, 50, KEEP_READING_EVERY_MS - 1))).toBe(false);
    expect(isReadingWorthKeeping(last, reading(1040, 50, KEEP_READING_EVERY_MS))).toBe(true);
  });
  it('is kept at once when both can not be right', () => {
    expect(isReadingWorthKeeping(last, reading(1200, 50, 60_000))).toBe(false);
    expect(isReadingWorthKeeping(last, reading(1201, 50, 60_000))).toBe(true);
    expect(isReadingWorthKeeping(last, reading(-3_600_000, 50, 60_000))).toBe(true);
  });
  it('is kept with the one before it when somebody set the clock: when that was is known to the pause between two contacts', () => {
    const [same, set] = [reading(1010, 50, 540_000), reading(0, 50, 600_000)];
    expect(readingsToKeep({ lastKept: last, lastSame: same }, set)).toEqual([same, set]);
    expect(readingsToKeep({ lastKept: last }, set)).toEqual([set]);
    expect(readingsToKeep({ lastKept: last, lastSame: same }, reading(1005, 50, 560_000))).toEqual([]);
  });
});
