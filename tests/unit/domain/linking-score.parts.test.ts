import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AVAILABILITIES } from '../../../domain/candidate-availability.ts';
import { compareByOverwrite, compareByScore, type OrderedCandidate } from '../../../domain/candidate-order.ts';
import { candidateWhy } from '../../../domain/candidate-why.ts';
import { SEES, type LinkingFacts } from '../../../domain/linking-facts.ts';
import { LINKING_WEIGHTS, linkingScore } from '../../../domain/linking-score.ts';
import type { WhyCode } from '../../../domain/linking-why.ts';

const HOUR_MS = 3_600_000;
const good: LinkingFacts = {
  sees: 'full',
  occluded: false,
  distanceM: 24.4,
  pxPerM: 40.7,
  offAxisDeg: 10,
  hfovDeg: 87,
  healthShare: 1,
  availability: 'on_hand',
  footageShare: 1,
  overwrittenInMs: 60 * HOUR_MS,
  clock: { offsetMs: 61_000, uncertaintyMs: 900 },
};
const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyFacts = fc.record<LinkingFacts>({
  sees: fc.constantFrom(...SEES),
  occluded: fc.boolean(),
  distanceM: fc.double({ min: 0, max: 5000, noNaN: true }),
  pxPerM: fc.double({ min: 0.01, max: 70_000, noNaN: true }),
  offAxisDeg: fc.double({ min: 0, max: 180, noNaN: true }),
  hfovDeg: fc.double({ min: 0.1, max: 360, noNaN: true }),
  healthShare: fc.option(share),
  availability: fc.constantFrom(...AVAILABILITIES),
  footageShare: share,
  overwrittenInMs: fc.option(fc.integer({ min: -100 * HOUR_MS, max: 100 * HOUR_MS })),
  clock: fc.option(fc.record({ offsetMs: fc.integer({ min: -86_400_000, max: 86_400_000 }), uncertaintyMs: fc.integer({ min: 0, max: 86_400_000 }) })),
});
const scoreOf = (changes: Partial<LinkingFacts>) => linkingScore({ ...good, ...changes }).score;
const codesOf = (changes: Partial<LinkingFacts>) => linkingScore({ ...good, ...changes }).why.map(({ code }) => code);

describe('linkingScore', () => {
  it('has weights that make 1', () => {
    expect(Object.values(LINKING_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it('is the weighted sum of its parts, within 0 and 1, for all facts', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { score, parts } = linkingScore(facts);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(parts.map(({ name }) => name)).toEqual(Object.keys(LINKING_WEIGHTS));
        expect(parts.reduce((sum, { value, weight }) => sum + value * weight, 0)).toBeCloseTo(score, 2);
        for (const { value } of parts) expect(value >= 0 && value <= 1).toBe(true);
      }),
    );
  });

  it.each<[string, Partial<LinkingFacts>]>([
    ['sees only a part', { sees: 'partial' }],
    ['is on the way only', { sees: 'none' }],
    ['has a house before it', { occluded: true }],
    ['shows fewer pixels', { pxPerM: 25 }],
    ['has the place at its edge', { offAxisDeg: 40 }],
    ['was down half the time', { healthShare: 0.5 }],
    ['covers half the time', { footageShare: 0.5 }],
    ['has its footage still in the device', { availability: 'at_edge' }],
    ['has no footage left', { availability: 'lost' }],
    ['has a vaguer clock', { clock: { offsetMs: 61_000, uncertaintyMs: 60_000 } }],
    ['has a clock that was never compared', { clock: null }],
  ])('ranks a camera lower that %s', (_, changes) => {
    expect(scoreOf(changes)).toBeLessThan(scoreOf({}));
  });

  it('does not care by how much a clock is wrong, only how well that is known', () => {
    expect(scoreOf({ clock: { offsetMs: 3_600_000, uncertaintyMs: 900 } })).toBe(scoreOf({}));
  });

  it('ranks what sees the place with its footage above what is on the way with footage, and that above what sees it without', () => {
    expect(scoreOf({ sees: 'partial', availability: 'on_hand' })).toBeGreaterThan(scoreOf({ sees: 'none' }));
    expect(scoreOf({ sees: 'full', availability: 'at_edge' })).toBeGreaterThan(scoreOf({ sees: 'none' }));
  });

  it('says why, in an order that does not change', () => {
    expect(codesOf({})).toEqual(['sees_full', 'density', 'off_axis_centre', 'footage_on_hand', 'health_ok', 'clock_known']);
    expect(codesOf({ sees: 'none', clock: null, healthShare: null, availability: 'unknown' })).toEqual([
      'sees_none',
      'footage_unknown',
      'health_unknown',
      'clock_unknown',
    ]);
    expect(codesOf({ occluded: true, offAxisDeg: 30, healthShare: 0.4 })).toEqual([
      'sees_full',
      'occluded',
      'density',
      'off_axis_edge',
      'footage_on_hand',
      'health_partly',
      'clock_known',
    ]);
    expect(codesOf({ offAxisDeg: 60, healthShare: 0 })).toContain('off_axis_outside');
    expect(codesOf({ healthShare: 0 })).toContain('health_down');
  });

  it.each([
    [null, false],
    [-HOUR_MS, false],
    [23.5 * HOUR_MS, true],
    [24 * HOUR_MS + 1, false],
  ])('warns of overwriting within a day: %s ms → %s', (overwrittenInMs, warns) => {
    expect(codesOf({ overwrittenInMs }).includes('overwrite_soon')).toBe(warns);
  });

  it('never shows a part as all or nothing', () => {
    const percent = (facts: Partial<LinkingFacts>, code: string) => linkingScore({ ...good, ...facts }).why.find((why) => why.code === code)?.params;
    expect(percent({ footageShare: 0.999 }, 'footage_on_hand')).toEqual({ percent: 99 });
    expect(percent({ footageShare: 0.001 }, 'footage_on_hand')).toEqual({ percent: 1 });
    expect(percent({ healthShare: 0.99 }, 'health_partly')).toEqual({ percent: 99 });
  });
});

describe('candidateWhy', () => {
  it('says it in Vietnamese unless asked otherwise', () => {
    expect(candidateWhy(linkingScore({ ...good, overwrittenInMs: 5.5 * HOUR_MS }).why)).toEqual([
      'Nhìn thấy toàn bộ nơi xảy ra, cách 24,4 m.',
      'Mật độ điểm ảnh lý thuyết 40,7 px/m: mức phát hiện (IEC 62676-4:2014).',
      'Nơi xảy ra ở gần giữa khung hình.',
      'Có sẵn dữ liệu hình ảnh của 100 % thời gian vụ việc.',
      'Sẽ bị ghi đè trong khoảng 5 giờ nữa.',
      'Lúc đó camera hoạt động bình thường.',
      'Đồng hồ camera chạy nhanh 1 phút 1 giây, sai số ± 0,9 giây.',
    ]);
  });

  it('says it in English', () => {
    expect(candidateWhy(linkingScore({ ...good, sees: 'partial', clock: { offsetMs: -7_500_000, uncertaintyMs: 90_000 } }).why, 'en')).toEqual([
      'Sees a part of the place, 24.4 m away.',
      'Theoretical pixel density 40.7 px/m: level "detect" (IEC 62676-4:2014).',
      'The place is near the middle of the picture.',
      'Footage of 100% of the incident is on hand.',
      'The camera worked then.',
      "The camera's clock is 2 h 5 min behind, give or take 1 min 30 s.",
    ]);
  });

  it('has a sentence of its own for every reason in both languages', () => {
    const none = {};
    const all: readonly WhyCode[] = [
      { code: 'sees_full', params: { distanceM: 1 } },
      { code: 'sees_partial', params: { distanceM: 1 } },
      { code: 'sees_none', params: { distanceM: 1 } },
      { code: 'occluded', params: none },
      { code: 'density', params: { pxPerM: 10, level2014: null, level2025: null } },
      { code: 'off_axis_centre', params: { offAxisDeg: 1 } },
      { code: 'off_axis_edge', params: { offAxisDeg: 1 } },
      { code: 'off_axis_outside', params: { offAxisDeg: 1 } },
      { code: 'health_ok', params: none },
      { code: 'health_partly', params: { percent: 5 } },
      { code: 'health_down', params: none },
      { code: 'health_unknown', params: none },
      { code: 'footage_on_hand', params: { percent: 5 } },
      { code: 'footage_at_edge', params: none },
      { code: 'footage_lost', params: none },
      { code: 'footage_never_recorded', params: none },
      { code: 'footage_unknown', params: none },
      { code: 'overwrite_soon', params: { hours: 1 } },
      { code: 'clock_known', params: { offsetMs: 0, uncertaintyMs: 1 } },
      { code: 'clock_unknown', params: none },
    ];
    for (const language of ['vi', 'en'] as const) {
      const sentences = candidateWhy(all, language);
      expect(new Set(sentences).size).toBe(all.length);
      for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
    }
  });

  it('renders whatever the score says', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom('vi' as const, 'en' as const), (facts, language) => {
        for (const sentence of candidateWhy(linkingScore(facts).why, language)) expect(sentence).not.toMatch(/undefined|NaN|Infinity|\[object/);
      }),
    );
  });
});

describe('order of candidates', () => {
  const candidate = (cameraId: string, score: number, distanceM: number, overwrittenAtMs: number | null = null): OrderedCandidate => ({
    cameraId,
    score,
    distanceM,
    overwrittenAtMs,
  });

  it('puts the best first, then the nearer, then the lower id', () => {
    const sorted = [candidate('d', 0.5, 10), candidate('b', 0.9, 20), candidate('c', 0.9, 10), candidate('a', 0.9, 20)].toSorted(compareByScore);
    expect(sorted.map(({ cameraId }) => cameraId)).toEqual(['c', 'a', 'b', 'd']);
  });

  it('puts what is overwritten first first and what never is last', () => {
    const sorted = [
      candidate('a', 0.9, 1),
      candidate('b', 0.1, 1, 2000),
      candidate('c', 0.2, 1, 1000),
      candidate('d', 0.3, 1, 1000),
      candidate('e', 0.95, 1),
    ].toSorted(compareByOverwrite);
    expect(sorted.map(({ cameraId }) => cameraId)).toEqual(['d', 'c', 'b', 'e', 'a']);
  });

  it('is the same order whatever order it starts from', () => {
    const instant = fc.option(fc.constantFrom(1000, 2000));
    const few = fc.uniqueArray(
      fc.record<OrderedCandidate>({ cameraId: fc.uuid(), score: fc.constantFrom(0.5, 0.6), distanceM: fc.constantFrom(1, 2), overwrittenAtMs: instant }),
      { selector: ({ cameraId }) => cameraId, maxLength: 12 },
    );
    fc.assert(
      fc.property(few, fc.constantFrom(compareByScore, compareByOverwrite), (candidates, compare) => {
        expect(candidates.toReversed().toSorted(compare)).toEqual(candidates.toSorted(compare));
      }),
    );
  });
});
