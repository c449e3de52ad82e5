import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetAt, offsetOver, type ClockOffset } from '../../../domain/clock-offset.ts';
import type { ClockMethod, ClockReading } from '../../../domain/clock-reading.ts';

const T0 = Date.parse('2026-11-20T00:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function reading(atMs: number, offsetMs: number, uncertaintyMs = 900, method: ClockMethod = 'onvif'): ClockReading {
  return { trueTimeMs: T0 + atMs, deviceTimeMs: T0 + atMs + offsetMs, uncertaintyMs, method };
}

const at = (readings: readonly ClockReading[], atMs: number): ClockOffset => offsetAt(readings, T0 + atMs)!;
const covers = (clock: ClockOffset, offsetMs: number) => Math.abs(offsetMs - clock.offsetMs) <= clock.uncertaintyMs;

describe('offsetAt', () => {
  it('knows nothing without readings', () => {
    expect(offsetAt([], T0)).toBeNull();
    expect(offsetOver([], { fromMs: T0, toMs: T0 + 1 })).toBeNull();
  });

  it('repeats a reading at its own time', () => {
    expect(at([reading(0, 61_000)], 0)).toEqual({ offsetMs: 61_000, uncertaintyMs: 900, method: 'onvif', readAtMs: T0 });
  });

  it('interpolates between two that agree, and widens far less than ten minutes over two days', () => {
    const middle = at([reading(2 * DAY_MS, 61_500), reading(0, 60_500)], DAY_MS);
    expect(middle.offsetMs).toBe(61_000);
    expect(middle.uncertaintyMs).toBeGreaterThan(900);
    expect(middle.uncertaintyMs).toBeLessThan(3000);
  });

  it('names the nearer reading', () => {
    const readings = [reading(0, 1000, 900, 'manual'), reading(DAY_MS, 1000, 900, 'onvif')];
    expect(at(readings, HOUR_MS)).toMatchObject({ method: 'manual', readAtMs: T0 });
    expect(at(readings, DAY_MS - HOUR_MS)).toMatchObject({ method: 'onvif', readAtMs: T0 + DAY_MS });
  });

  it('widens faster outside the readings than between them', () => {
    const readings = [reading(0, 1000), reading(2 * DAY_MS, 1000)];
    expect(at(readings, 3 * DAY_MS).uncertaintyMs).toBeGreaterThan(at(readings, DAY_MS).uncertaintyMs);
    expect(at(readings, -DAY_MS).uncertaintyMs).toBe(at(readings, 3 * DAY_MS).uncertaintyMs);
    expect(at(readings, 32 * DAY_MS).uncertaintyMs).toBeGreaterThan(4 * MINUTE_MS);
  });

  it('goes on straying at the rate that the readings show', () => {
    const readings = [reading(0, 0), reading(DAY_MS, 30_000), reading(2 * DAY_MS, 60_000)];
    expect(covers(at(readings, 4 * DAY_MS), 120_000)).toBe(true);
    expect(covers(at(readings, -DAY_MS), -30_000)).toBe(true);
  });

  it('does not take a clock that was set for one that strays', () => {
    const readings = [reading(0, 600_000), reading(DAY_MS, 0)];
    expect(at(readings, 2 * DAY_MS).uncertaintyMs).toBeLessThan(10_000);
  });

  it('covers both offsets between two that disagree, from the one to the other', () => {
    const readings = [reading(0, 600_000), reading(DAY_MS, -5000)];
    for (const hour of [0.01, 1, 6, 12, 18, 23.99]) {
      const clock = at(readings, hour * HOUR_MS);
      expect(covers(clock, 600_900)).toBe(true);
      expect(covers(clock, -5900)).toBe(true);
    }
    expect(covers(at(readings, 0), -5000)).toBe(false);
  });

  it('covers readings of nearly the same time that contradict each other, then and ever after', () => {
    const readings = [reading(0, 61_000, 900, 'onvif'), reading(MINUTE_MS, -300_000, 2000, 'manual')];
    for (const atMs of [-HOUR_MS, 0, MINUTE_MS / 2, MINUTE_MS, DAY_MS]) {
      const clock = at(readings, atMs);
      expect(covers(clock, 61_900)).toBe(true);
      expect(covers(clock, -302_000)).toBe(true);
    }
  });

  it('takes the most exact of readings of nearly the same time that agree', () => {
    const readings = [reading(0, 60_000, 5000, 'manual'), reading(MINUTE_MS, 61_000, 200, 'rtcp')];
    expect(at(readings, MINUTE_MS)).toMatchObject({ offsetMs: 61_000, uncertaintyMs: 200, method: 'rtcp' });
  });

  it('does not mind the order of the readings', () => {
    const readings = [reading(0, 0), reading(HOUR_MS, 500), reading(DAY_MS, 60_000), reading(DAY_MS + MINUTE_MS, 0)];
    fc.assert(
      fc.property(fc.shuffledSubarray(readings, { minLength: 4 }), fc.integer({ min: -DAY_MS, max: 3 * DAY_MS }), (shuffled, atMs) => {
        expect(at(shuffled, atMs)).toEqual(at(readings, atMs));
      }),
    );
  });

  it('covers the true offset of a clock that strays by up to 20 ppm, wherever it is asked and however it was read', () => {
    const scenario = fc.record({
      startMs: fc.integer({ min: -3_600_000, max: 3_600_000 }),
      ratePpm: fc.double({ min: -20, max: 20, noNaN: true }),
      reads: fc.array(
        fc.record({
          atMs: fc.integer({ min: 0, max: 10 * DAY_MS }),
          share: fc.double({ min: -1, max: 1, noNaN: true }),
          uncertaintyMs: fc.integer({ min: 100, max: 60_000 }),
        }),
        { minLength: 1, maxLength: 12 },
      ),
      atMs: fc.integer({ min: -5 * DAY_MS, max: 15 * DAY_MS }),
    });
    fc.assert(
      fc.property(scenario, ({ startMs, ratePpm, reads, atMs }) => {
        const trueOffset = (timeMs: number) => startMs + (ratePpm * timeMs) / 1e6;
        const readings = reads.map((read) => reading(read.atMs, trueOffset(read.atMs) + read.share * read.uncertaintyMs, read.uncertaintyMs));
        // one reading may speak for others up to ten minutes away: 12 ms of drift
        expect(Math.abs(trueOffset(atMs) - at(readings, atMs).offsetMs)).toBeLessThanOrEqual(at(readings, atMs).uncertaintyMs + 13);
      }),
      { numRuns: 500 },
    );
  });

  it('covers a clock that was set once between readings, at any time', () => {
    const scenario = fc.tuple(
      fc.integer({ min: 0, max: 4 * DAY_MS }),
      fc.integer({ min: -3_600_000, max: 3_600_000 }),
      // less than three seconds a day is hidden by the readings' uncertainty and ordinary drift
      fc.oneof(fc.integer({ min: -3_600_000, max: -3000 }), fc.integer({ min: 3000, max: 3_600_000 })),
      fc.integer({ min: 0, max: 4 * DAY_MS }),
    );
    fc.assert(
      fc.property(scenario, ([setAtMs, beforeMs, byMs, atMs]) => {
        const afterMs = beforeMs + byMs;
        const trueOffset = (timeMs: number) => (timeMs < setAtMs ? beforeMs : afterMs);
        const readings = [0, 1, 2, 3, 4].map((day) => reading(day * DAY_MS, trueOffset(day * DAY_MS), 500));
        expect(covers(at(readings, atMs), trueOffset(atMs))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('offsetOver', () => {
  it('is as wide as the widest instant, half-way between two readings', () => {
    const readings = [reading(0, 1000, 500), reading(10 * DAY_MS, 1000, 500)];
    const whole = offsetOver(readings, { fromMs: T0, toMs: T0 + 10 * DAY_MS })!;
    expect(whole.uncertaintyMs).toBe(at(readings, 5 * DAY_MS).uncertaintyMs);
    expect(whole.uncertaintyMs).toBeGreaterThan(at(readings, 0).uncertaintyMs);
  });

  it('covers the offset of every instant of the interval', () => {
    const anyReading = fc.record({
      atMs: fc.integer({ min: 0, max: 5 * DAY_MS }),
      offsetMs: fc.integer({ min: -600_000, max: 600_000 }),
      uncertaintyMs: fc.integer({ min: 0, max: 5000 }),
    });
    const instant = fc.integer({ min: -2 * DAY_MS, max: 7 * DAY_MS });
    fc.assert(
      fc.property(fc.array(anyReading, { minLength: 1, maxLength: 8 }), instant, instant, fc.double({ min: 0, max: 1, noNaN: true }), (reads, a, b, share) => {
        const readings = reads.map((read) => reading(read.atMs, read.offsetMs, read.uncertaintyMs));
        const [fromMs, toMs] = [T0 + Math.min(a, b), T0 + Math.max(a, b)];
        const whole = offsetOver(readings, { fromMs, toMs })!;
        const within = offsetAt(readings, Math.round(fromMs + (toMs - fromMs) * share))!;
        // both are rounded to whole milliseconds on their own
        expect(within.offsetMs - within.uncertaintyMs).toBeGreaterThanOrEqual(whole.offsetMs - whole.uncertaintyMs - 2);
        expect(within.offsetMs + within.uncertaintyMs).toBeLessThanOrEqual(whole.offsetMs + whole.uncertaintyMs + 2);
      }),
      { numRuns: 500 },
    );
  });
});
