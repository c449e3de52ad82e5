import fc from 'fast-check';
import { expect, test } from 'vitest';
import { automaticHoldWindow, checkHeldInAll, checkHoldByHand, contains, HOLD_LIMITS, wantedHolds, type HoldCandidate } from '../../../domain/hold-rule.ts';

const START_MS = Date.UTC(2026, 10, 22, 1);
const occurred = { fromMs: START_MS, toMs: START_MS + 300_000 };
const candidate = (changes: Partial<HoldCandidate> = {}): HoldCandidate => ({
  cameraId: 'a',
  sees: 'full',
  score: 0.5,
  distanceM: 10,
  availability: 'on_hand',
  snapshotIds: [],
  clock: { uncertaintyMs: 900 },
  ...changes,
});
const idsOf = (candidates: HoldCandidate[]) => wantedHolds(candidates, occurred).map((hold) => hold.cameraId);

test('a window holds the incident and the uncertainty on both sides, to the full second, and never more than 30 minutes and a second', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 ** 12 }),
      fc.integer({ min: 1, max: 10 ** 9 }),
      fc.option(fc.integer({ min: 0, max: 10 ** 8 })),
      (fromMs, lengthMs, uncertaintyMs) => {
        const interval = { fromMs, toMs: fromMs + lengthMs };
        const window = automaticHoldWindow(interval, uncertaintyMs === null ? null : { uncertaintyMs });
        const marginMs = Math.min(uncertaintyMs ?? HOLD_LIMITS.mostMarginMs, HOLD_LIMITS.mostMarginMs);
        expect(contains(window, { fromMs: fromMs - marginMs, toMs: interval.toMs + marginMs })).toBe(true);
        expect([window.fromMs % 1000, window.toMs % 1000].map(Math.abs)).toEqual([0, 0]);
        expect(contains({ fromMs: fromMs - marginMs - 999, toMs: interval.toMs + marginMs + 999 }, window)).toBe(true);
      },
    ),
  );
});

test('the 20 best of those that see the place are held, in the order of their ids', () => {
  const many = Array.from({ length: 30 }, (_, index) => candidate({ cameraId: String(index).padStart(2, '0'), score: index / 30 }));
  expect(idsOf(many)).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 10)));
});

test('nothing is held where there is nothing: cameras that only hang near, and lost footage without a picture', () => {
  expect(idsOf([candidate({ sees: 'none' }), candidate({ availability: 'lost' }), candidate({ availability: 'never_recorded' })])).toEqual([]);
  expect(idsOf([candidate({ availability: 'lost', snapshotIds: ['s'] })])).toEqual(['a']);
  for (const availability of ['at_edge', 'unknown'] as const) expect(idsOf([candidate({ availability })])).toEqual(['a']);
});

test('a gathering, present or past, is held for half an hour at most', () => {
  const hold = { during: { fromMs: START_MS, toMs: START_MS + 30 * 60_000 }, untilMs: START_MS + 2 };
  const long = { ...hold, during: { ...hold.during, toMs: hold.during.toMs + 1 } };
  const hour = { fromMs: START_MS, toMs: START_MS + 3_600_000 };
  for (const incident of [
    { category: 'disorderly_gathering', wasGathering: true, occurred: hour },
    { category: 'theft', wasGathering: true, occurred: hour },
  ]) {
    expect(() => checkHoldByHand(incident, hold, START_MS)).not.toThrow();
    expect(() => checkHoldByHand(incident, long, START_MS)).toThrow(expect.objectContaining({ code: 'window_too_long' }));
  }
  expect(() => checkHoldByHand({ category: 'theft', wasGathering: false, occurred: hour }, long, START_MS)).not.toThrow();
});

test('what is held automatically may be held by hand: to the full second with a clock that was never read', () => {
  const odd = { fromMs: START_MS + 1, toMs: START_MS + 300_001 };
  const incident = { category: 'theft', wasGathering: false, occurred: odd };
  const during = automaticHoldWindow(odd, null);
  expect(() => checkHoldByHand(incident, { during, untilMs: START_MS + 2 }, START_MS)).not.toThrow();
  const before = { ...during, fromMs: during.fromMs - 1 };
  expect(() => checkHoldByHand(incident, { during: before, untilMs: START_MS + 2 }, START_MS)).toThrow(
    expect.objectContaining({ code: 'window_outside_incident' }),
  );
});

test('holds by hand end 90 days after the first in all', () => {
  const dayMs = 86_400_000;
  expect(() => checkHeldInAll(null, 1000 * dayMs)).not.toThrow();
  expect(() => checkHeldInAll(0, 90 * dayMs)).not.toThrow();
  expect(() => checkHeldInAll(0, 90 * dayMs + 1)).toThrow(expect.objectContaining({ kind: 'conflict', code: 'held_too_long' }));
});
