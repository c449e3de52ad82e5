import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPullIncident, PULL_LIMITS, pullRestMs, pullWindow, type PullIncident } from '../../../domain/edge-pull-rule.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOON = Date.parse('2026-11-26T05:00:00Z');
const occurred = { fromMs: NOON, toMs: NOON + 10 * 60_000 };

describe('the window of a pull', () => {
  it('is the wanted time on the device, with all that the clock leaves open and nothing more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: DAY_MS }),
        fc.integer({ min: -DAY_MS * 400, max: DAY_MS * 400 }),
        fc.integer({ min: 0, max: PULL_LIMITS.mostUncertaintyMs }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (lengthMs, offsetMs, uncertaintyMs, share) => {
          const wanted = { fromMs: NOON, toMs: NOON + lengthMs };
          const { trueDuring, deviceDuring } = pullWindow(wanted, wanted, { offsetMs, uncertaintyMs });
          expect(trueDuring).toEqual(wanted);
          // whatever the clock really showed, within its bounds
          const shown = offsetMs + share * uncertaintyMs;
          expect(deviceDuring.fromMs).toBeLessThanOrEqual(wanted.fromMs + shown);
          expect(deviceDuring.toMs).toBeGreaterThanOrEqual(wanted.toMs + shown);
          expect(deviceDuring.toMs - deviceDuring.fromMs).toBe(lengthMs + 2 * uncertaintyMs);
        },
      ),
    );
  });

  it('is widened by 30 minutes where the clock was never read, and refused where it is more uncertain', () => {
    const { deviceDuring } = pullWindow(occurred, occurred, null);
    expect(deviceDuring).toEqual({ fromMs: occurred.fromMs - HOUR_MS / 2, toMs: occurred.toMs + HOUR_MS / 2 });
    expect(() => pullWindow(occurred, occurred, { offsetMs: 0, uncertaintyMs: HOUR_MS / 2 + 1 })).toThrow(
      expect.objectContaining({ code: 'clock_too_uncertain' }),
    );
  });

  it.each([
    ['before its incident', { fromMs: NOON - 1, toMs: NOON + 1 }, 'window_beyond_incident'],
    ['after it', { fromMs: NOON, toMs: occurred.toMs + 1 }, 'window_beyond_incident'],
    ['backwards', { fromMs: NOON + 1, toMs: NOON + 1 }, 'interval_reversed'],
    ['without an end that is a number', { fromMs: NOON, toMs: Number.NaN }, 'interval_reversed'],
  ])('never lies %s', (_where, wanted, code) => {
    expect(() => pullWindow(occurred, wanted, null)).toThrow(expect.objectContaining({ code }));
  });

  it('is 24 hours long at most', () => {
    const long = { fromMs: NOON, toMs: NOON + DAY_MS };
    expect(pullWindow({ ...long, toMs: long.toMs + 1 }, long, null).trueDuring).toEqual(long);
    const longer = { ...long, toMs: long.toMs + 1 };
    expect(() => pullWindow(longer, longer, null)).toThrow(expect.objectContaining({ code: 'window_too_long' }));
  });
});

describe('an incident', () => {
  const open: PullIncident = { occurred, outcome: 'open', isMerged: false, category: 'brawl', wasGathering: false, nearGathering: false };
  it.each<[string, Partial<PullIncident>, string]>([
    ['a gathering', { category: 'disorderly_gathering' }, 'pull_not_for_gathering'],
    ['one that was a gathering', { wasGathering: true }, 'pull_not_for_gathering'],
    ['a merged report', { isMerged: true }, 'incident_merged'],
    ['a closed one', { outcome: 'dispersed' }, 'incident_closed'],
  ])('%s has nothing pulled', (_what, change, code) => {
    expect(() => checkPullIncident({ ...open, ...change }, NOON + DAY_MS)).toThrow(expect.objectContaining({ code }));
  });

  it('waits a minute after its end', () => {
    expect(() => checkPullIncident(open, occurred.toMs + 59_999)).toThrow(expect.objectContaining({ code: 'incident_not_over' }));
    expect(() => checkPullIncident(open, occurred.toMs + 60_000)).not.toThrow();
  });
});

it('a pull rests longer after each failure, and is given up after half an hour', () => {
  const rests = [1, 2, 3, 4, 5, 6].map(pullRestMs);
  expect(rests).toEqual([1, 2, 4, 8, 16].map((minutes) => minutes * 60_000).concat([null as never]));
});
