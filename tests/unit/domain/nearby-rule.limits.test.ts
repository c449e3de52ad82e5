import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearness, type ReportedExtent } from '../../../domain/nearby-rule.ts';

const report = (lat: number, uncertaintyM: number, fromMs: number, lengthMs = 60_000): ReportedExtent => ({
  location: [108.2, lat],
  uncertaintyM,
  occurred: { fromMs, toMs: fromMs + lengthMs },
});

test('two reports are near to each other alike, and never further apart than 550 m and 30 minutes', () => {
  const any = fc
    .tuple(fc.double({ min: 11.78, max: 11.8, noNaN: true }), fc.double({ min: 0, max: 5000, noNaN: true }), fc.integer({ min: 0, max: 10 ** 7 }))
    .map(([lat, uncertaintyM, fromMs]) => report(lat, uncertaintyM, fromMs));
  fc.assert(
    fc.property(any, any, (a, b) => {
      const one = nearness(a, b);
      const other = nearness(b, a);
      expect(other.isNear).toBe(one.isNear);
      expect(other.distanceM).toBeCloseTo(one.distanceM, 6);
      if (one.isNear) expect([one.distanceM <= 550, one.gapMs <= 1_800_000]).toEqual([true, true]);
    }),
  );
});

test('times that overlap have no gap between them', () => {
  expect(nearness(report(11.79, 10, 0, 10_000), report(11.79, 10, 5000)).gapMs).toBe(0);
  expect(nearness(report(11.79, 10, 0, 10_000), report(11.79, 10, 15_000)).gapMs).toBe(5000);
});
