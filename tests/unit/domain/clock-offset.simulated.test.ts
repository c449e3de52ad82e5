import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOCK_DRIFT_PPM } from '../../../domain/clock-piece.ts';
import { offsetAt, offsetOver } from '../../../domain/clock-offset.ts';
import type { ClockMethod, ClockReading } from '../../../domain/clock-reading.ts';
import { deviceWindow, trueWindows } from '../../../domain/device-window.ts';

const T0 = Date.parse('2026-11-20T00:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A clock that wanders at changing rates and is set now and then; the oracle adds it up piece by piece. */
interface SimulatedClock {
  readonly startMs: number;
  /** Rate of each six hours, in ppm. */
  readonly ratesPpm: readonly number[];
  readonly sets: readonly { readonly atMs: number; readonly byMs: number }[];
}

function trueOffset({ startMs, ratesPpm, sets }: SimulatedClock, atMs: number): number {
  const wandered = ratesPpm.reduce((sum, rate, index) => {
    const within = Math.min(Math.max(0, atMs - index * 6 * HOUR_MS), 6 * HOUR_MS);
    return sum + (rate * within) / 1e6;
  }, 0);
  return startMs + wandered + sets.reduce((sum, set) => sum + (atMs >= set.atMs ? set.byMs : 0), 0);
}

const DAYS = 6;
const rates = fc.array(fc.double({ min: -CLOCK_DRIFT_PPM.between, max: CLOCK_DRIFT_PPM.between, noNaN: true }), { minLength: DAYS * 4, maxLength: DAYS * 4 });
const sets = fc.array(
  fc.record({
    atMs: fc.integer({ min: 0, max: DAYS * DAY_MS }),
    byMs: fc.oneof(fc.integer({ min: -2 * HOUR_MS, max: -1000 }), fc.integer({ min: 1000, max: 2 * HOUR_MS })),
  }),
  {
    maxLength: 3,
  },
);
const clocks: fc.Arbitrary<SimulatedClock> = fc.record({ startMs: fc.integer({ min: -DAY_MS, max: DAY_MS }), ratesPpm: rates, sets });
const readAs = fc.record({
  atMs: fc.integer({ min: 0, max: DAYS * DAY_MS }),
  share: fc.double({ min: -1, max: 1, noNaN: true }),
  uncertaintyMs: fc.integer({ min: 0, max: 60_000 }),
  method: fc.constantFrom<ClockMethod>('onvif', 'http_date', 'photo', 'manual'),
});

function readBy(clock: SimulatedClock, read: { atMs: number; share: number; uncertaintyMs: number; method: ClockMethod }): ClockReading {
  const trueTimeMs = T0 + read.atMs;
  return {
    trueTimeMs,
    deviceTimeMs: trueTimeMs + trueOffset(clock, read.atMs) + read.share * read.uncertaintyMs,
    uncertaintyMs: read.uncertaintyMs,
    method: read.method,
  };
}

/** One reading may speak for others up to ten minutes away: what drifts meanwhile, and rounding. */
const SLACK_MS = 30;

const hourly = Array.from({ length: DAYS * 24 + 1 }, (_, hour) => ({ atMs: hour * HOUR_MS, share: 0, uncertaintyMs: 50, method: 'onvif' as const }));

describe('a simulated clock that wanders by up to 20 ppm', () => {
  it('always lies within the stated bounds, wherever it is asked between its readings and however exact they are', () => {
    fc.assert(
      fc.property(clocks, fc.array(readAs, { minLength: 2, maxLength: 12 }), fc.double({ min: 0, max: 1, noNaN: true }), (clock, reads, where) => {
        const steady = { ...clock, sets: [] };
        const readings = reads.map((read) => readBy(steady, read));
        const atMs = Math.round(where * DAYS * DAY_MS);
        const offset = offsetAt(readings, T0 + atMs)!;
        expect(Math.abs(trueOffset(steady, atMs) - offset.offsetMs)).toBeLessThanOrEqual(offset.uncertaintyMs + SLACK_MS);
      }),
      { numRuns: 400, endOnFailure: true },
    );
  });

  it('lies within the bounds when it is set between readings that are more than ten minutes apart', () => {
    fc.assert(
      fc.property(clocks, fc.integer({ min: 0, max: DAYS * DAY_MS }), (clock, atMs) => {
        const once = setOnceAnHour(clock);
        const offset = offsetAt(
          hourly.map((read) => readBy(once, read)),
          T0 + atMs,
        )!;
        expect(Math.abs(trueOffset(once, atMs) - offset.offsetMs)).toBeLessThanOrEqual(offset.uncertaintyMs + SLACK_MS);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });
});

const anyReading: fc.Arbitrary<ClockReading> = fc.record({
  trueTimeMs: fc.integer({ min: T0, max: T0 + 5 * DAY_MS }),
  deviceTimeMs: fc.integer({ min: T0 - DAY_MS, max: T0 + 6 * DAY_MS }),
  uncertaintyMs: fc.integer({ min: 0, max: DAY_MS }),
  method: fc.constantFrom<ClockMethod>('onvif', 'rtcp', 'photo', 'osd'),
});
const readingLists = fc.array(anyReading, { minLength: 1, maxLength: 8 });
const instants = fc.integer({ min: T0 - 3 * DAY_MS, max: T0 + 8 * DAY_MS });

describe('any readings at all', () => {
  it('give finite numbers, in any order the same ones', () => {
    fc.assert(
      fc.property(readingLists, instants, instants, fc.integer(), (readings, a, b, seed) => {
        const interval = { fromMs: Math.min(a, b), toMs: Math.max(a, b) };
        const offset = offsetOver(readings, interval)!;
        expect(Number.isFinite(offset.offsetMs) && Number.isFinite(offset.uncertaintyMs) && offset.uncertaintyMs >= 0).toBe(true);
        const shuffled = readings.toSorted((x, y) => ((x.trueTimeMs * 31 + seed) % 97) - ((y.trueTimeMs * 31 + seed) % 97));
        expect(offsetOver(shuffled, interval)).toEqual(offset);
        const windows = trueWindows(shuffled, interval);
        expect(windows).toEqual(trueWindows(readings, interval));
        expect(windows.length).toBeGreaterThan(0);
        for (const { fromMs, toMs } of windows) expect(Number.isFinite(fromMs) && Number.isFinite(toMs) && fromMs <= toMs).toBe(true);
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });

  it('widen with age: after the last one and before the first one the uncertainty never shrinks with the distance', () => {
    fc.assert(
      fc.property(readingLists, fc.nat(30 * DAY_MS), fc.nat(30 * DAY_MS), fc.boolean(), (readings, near, more, after) => {
        const edge = after ? Math.max(...readings.map((one) => one.trueTimeMs)) : Math.min(...readings.map((one) => one.trueTimeMs));
        const side = after ? 1 : -1;
        const nearer = offsetAt(readings, edge + side * (near + 1))!.uncertaintyMs;
        expect(offsetAt(readings, edge + side * (near + 1 + more))!.uncertaintyMs).toBeGreaterThanOrEqual(nearer);
      }),
    );
  });
});

/** At most one setting an hour: of two between two readings, the state between them was never read. */
function setOnceAnHour(clock: SimulatedClock): SimulatedClock {
  const hourOf = (set: { readonly atMs: number }) => Math.floor(set.atMs / HOUR_MS);
  return { ...clock, sets: clock.sets.filter((set, index) => clock.sets.findIndex((other) => hourOf(other) === hourOf(set)) === index) };
}

describe('what a device showed', () => {
  it('is found again: its true time is among the windows of what it showed, however often it was set', () => {
    fc.assert(
      fc.property(clocks, fc.integer({ min: 0, max: DAYS * DAY_MS }), (clock, atMs) => {
        const once = setOnceAnHour(clock);
        const shownMs = Math.round(T0 + atMs + trueOffset(once, atMs));
        const readings = hourly.map((read) => readBy(once, read));
        const windows = trueWindows(readings, { fromMs: shownMs - SLACK_MS, toMs: shownMs + SLACK_MS });
        expect(windows.some(({ fromMs, toMs }) => fromMs <= T0 + atMs && T0 + atMs <= toMs)).toBe(true);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it('was not shown outside the windows: there offsets that agree can not make it so', () => {
    const agreeing = fc.array(fc.record({ atMs: fc.integer({ min: 0, max: DAYS * DAY_MS }), uncertaintyMs: fc.integer({ min: 10, max: 60_000 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        agreeing,
        fc.integer({ min: -DAY_MS, max: DAY_MS }),
        instants,
        fc.integer({ min: -120_000, max: 120_000 }),
        (reads, offsetMs, atMs, awayMs) => {
          const readings = reads.map((read): ClockReading => {
            const trueTimeMs = T0 + read.atMs;
            return { trueTimeMs, deviceTimeMs: trueTimeMs + offsetMs, uncertaintyMs: read.uncertaintyMs, method: 'photo' };
          });
          const deviceMs = atMs + offsetMs + awayMs;
          const inside = trueWindows(readings, { fromMs: deviceMs, toMs: deviceMs }).some(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs);
          const offset = offsetAt(readings, atMs)!;
          const excessMs = Math.abs(deviceMs - atMs - offset.offsetMs) - offset.uncertaintyMs;
          // both are rounded to whole milliseconds
          if (excessMs > 3) expect(inside).toBe(false);
          if (excessMs < -3) expect(inside).toBe(true);
        },
      ),
      { numRuns: 500, endOnFailure: true },
    );
  });
});

describe('the windows of an incident', () => {
  it('hold, for one offset, each other: back and forth widens by twice the uncertainty and loses nothing', () => {
    const readings: ClockReading[] = [{ trueTimeMs: T0, deviceTimeMs: T0 + 17 * MINUTE_MS, uncertaintyMs: 900, method: 'photo' }];
    const incident = { fromMs: T0, toMs: T0 };
    expect(trueWindows(readings, deviceWindow(incident, offsetOver(readings, incident)))).toEqual([{ fromMs: T0 - 1801, toMs: T0 + 1801 }]);
  });

  it('are 30 minutes to both sides while the clock was never read', () => {
    expect(trueWindows([], { fromMs: T0, toMs: T0 + 1000 })).toEqual([{ fromMs: T0 - 30 * MINUTE_MS, toMs: T0 + 1000 + 30 * MINUTE_MS }]);
  });
});

describe('a clock that was set', () => {
  const ping = (minute: number, offsetMs: number): ClockReading => ({
    trueTimeMs: T0 + minute * MINUTE_MS,
    deviceTimeMs: T0 + minute * MINUTE_MS + offsetMs,
    uncertaintyMs: 50,
    method: 'onvif',
  });
  // ten minutes ahead; NTP sets it right between two pings that are a minute apart
  const pings = [ping(0, 10 * MINUTE_MS), ping(10, 10 * MINUTE_MS), ping(14, 10 * MINUTE_MS), ping(15, 0), ping(25, 0), ping(35, 0)];

  it('is not averaged away, and what it was before does not widen what it is after', () => {
    expect(offsetAt(pings, T0 + 14 * MINUTE_MS)).toMatchObject({ offsetMs: 10 * MINUTE_MS, uncertaintyMs: 50 });
    expect(offsetAt(pings, T0 + 15 * MINUTE_MS)).toMatchObject({ offsetMs: 0, uncertaintyMs: 50 });
    expect(offsetAt(pings, T0 + 20 * MINUTE_MS)!.uncertaintyMs).toBeLessThan(200);
    expect(offsetAt(pings, T0 + 40 * DAY_MS)!.uncertaintyMs).toBeLessThan(10 * 40 * 1000);
  });

  it('is uncertain only within the minute of it', () => {
    expect(offsetAt(pings, T0 + 14.5 * MINUTE_MS)!.uncertaintyMs).toBeGreaterThanOrEqual(5 * MINUTE_MS);
    expect(offsetAt(pings, T0 + 13.9 * MINUTE_MS)!.uncertaintyMs).toBeLessThan(200);
  });

  it('showed ten minutes twice: both true times are answered', () => {
    const shown = T0 + 22 * MINUTE_MS;
    const windows = trueWindows(pings, { fromMs: shown, toMs: shown });
    expect(windows).toHaveLength(2);
    expect(windows[0]!.fromMs).toBeLessThanOrEqual(T0 + 12 * MINUTE_MS);
    expect(windows[0]!.toMs).toBeLessThan(T0 + 14 * MINUTE_MS);
    expect(windows[1]!.fromMs).toBeGreaterThan(T0 + 21 * MINUTE_MS);
    expect(windows[1]!.toMs).toBeGreaterThanOrEqual(shown);
  });

  it('does not go on straying: right for three weeks, ten minutes off a month later is no drift', () => {
    const readings = [ping(0, 0), ping(21 * 24 * 60, 0), ping(51 * 24 * 60, 10 * MINUTE_MS)];
    const tenDaysLater = offsetAt(readings, T0 + 61 * DAY_MS)!;
    expect(tenDaysLater.offsetMs).toBe(10 * MINUTE_MS);
    expect(tenDaysLater.uncertaintyMs).toBeLessThan(90_000);
  });

  it('is known to be set when the person who read it says so, even a minute after another reading', () => {
    const photo = (minute: number, offsetMs: number, afterSetting = false): ClockReading => ({
      ...ping(minute, offsetMs),
      method: 'photo',
      uncertaintyMs: 2000,
      afterSetting,
    });
    const contradicting = [photo(0, 10 * MINUTE_MS), photo(2, 0)];
    expect(offsetAt(contradicting, T0 + DAY_MS)!.uncertaintyMs).toBeGreaterThan(5 * MINUTE_MS);
    expect(offsetAt([photo(0, 10 * MINUTE_MS), photo(2, 0, true)], T0 + DAY_MS)!.uncertaintyMs).toBeLessThan(15_000);
  });

  it('may be set again within minutes: a network time and a recorder that fight over it are followed from ping to ping', () => {
    const fought = [ping(0, 0), ping(2, 5 * MINUTE_MS), ping(4, 0), ping(6, 5 * MINUTE_MS)];
    expect(offsetAt(fought, T0 + 4 * MINUTE_MS)).toMatchObject({ offsetMs: 0, uncertaintyMs: 50 });
    expect(offsetAt(fought, T0 + HOUR_MS)!.offsetMs).toBe(5 * MINUTE_MS);
    expect(offsetAt(fought, T0 + 5 * MINUTE_MS)!.uncertaintyMs).toBeGreaterThanOrEqual(2.5 * MINUTE_MS);
  });

  it('is not made of two ways of reading that never agree', () => {
    const rtcp = (minute: number): ClockReading => ({ ...ping(minute, 0), method: 'rtcp' });
    const readings = [ping(0, 5 * MINUTE_MS), rtcp(1), ping(2, 5 * MINUTE_MS), rtcp(3)];
    const later = offsetAt(readings, T0 + HOUR_MS)!;
    expect(later.uncertaintyMs).toBeGreaterThanOrEqual(2.5 * MINUTE_MS);
  });
});
