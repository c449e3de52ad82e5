import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AVAILABILITIES } from '../../../domain/candidate-availability.ts';
import { densityAt, nearestDensity } from '../../../domain/candidate-density.ts';
import { pictureThen } from '../../../domain/candidate-picture.ts';
import type { CameraPlacement } from '../../../domain/camera-placement.ts';
import type { CandidateWay } from '../../../domain/candidate-way.ts';
import { candidateWhy } from '../../../domain/candidate-why.ts';
import type { LinkingFacts } from '../../../domain/linking-facts.ts';
import { scorePartWords } from '../../../domain/linking-part-words.ts';
import { linkingScore } from '../../../domain/linking-score.ts';

const placement: CameraPlacement = {
  position: { type: 'Point', coordinates: [108.2431, 11.789] },
  heightM: 4.5,
  bearingDeg: 90,
  tiltDeg: 12,
  hfovDeg: 87,
  rangeM: 45,
  resolution: { width: 1920, height: 1080 },
};
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
  overwrittenInMs: null,
  clock: { offsetMs: 0, uncertaintyMs: 900 },
};
const codesOf = (changes: Partial<LinkingFacts>) => linkingScore({ ...good, ...changes }).why.map(({ code }) => code);
const scoreOf = (changes: Partial<LinkingFacts>) => linkingScore({ ...good, ...changes }).score;

describe('nearestDensity', () => {
  it('is that of the middle for a point', () => {
    expect(nearestDensity(placement, 24.4, 0)).toEqual(densityAt(placement, 24.4));
  });

  it('by hand: 1920 px over 2 · d · tan(43.5°), at 9.4 m along the ground and 4.5 m down', () => {
    const { distanceM, pxPerM, level } = nearestDensity(placement, 24.4, 15);
    expect(distanceM).toBeCloseTo(9.4, 9);
    expect(pxPerM).toBeCloseTo(1920 / (2 * Math.hypot(9.4, 4.5) * Math.tan((43.5 * Math.PI) / 180)), 9);
    expect(level).toEqual({ iec2014: 'observe', iec2025: 'discern' });
  });

  it('leaves the blind zone under the camera out: what is not in the picture is not the nearest', () => {
    const nearest = nearestDensity({ ...placement, tiltDeg: 0, heightM: 10 }, 20, 15);
    // half the vertical field is 28.1°: the picture begins 18.7 m away
    expect(nearest.distanceM).toBeCloseTo(10 / (Math.tan((43.5 * Math.PI) / 180) * (1080 / 1920)), 6);
    expect(nearestDensity({ ...placement, tiltDeg: 0, heightM: 10 }, 5, 2).distanceM).toBe(7);
    expect(nearestDensity({ ...placement, tiltDeg: 0, heightM: 10, motion: 'ptz' }, 20, 15).distanceM).toBe(5);
  });

  it('is never below the density of the middle', () => {
    fc.assert(
      fc.property(fc.double({ min: 12, max: 500, noNaN: true }), fc.double({ min: 0, max: 500, noNaN: true }), (distanceM, uncertaintyM) => {
        expect(nearestDensity(placement, distanceM, uncertaintyM).pxPerM).toBeGreaterThanOrEqual(densityAt(placement, distanceM).pxPerM);
      }),
    );
  });
});

describe('pictureThen', () => {
  const was = (state: string, fromMs: number, toMs: number | null, facet = 'picture') => ({ facet, state, fromMs, toMs });
  it.each([
    ['unknown', 1, []],
    ['unknown', 1, [was('down', 0, null, 'reachable'), was('covered', 200, null)]],
    ['ok', 1, [was('ok', 0, null)]],
    ['covered', 0.1, [was('ok', 0, 190), was('covered', 190, null)]],
    ['frozen', 0.4, [was('covered', 100, 130), was('frozen', 130, 170), was('ok', 170, null)]],
    ['ok', 0.1, [was('unknown', 0, 190), was('ok', 190, null)]],
  ])('is %s for a share of %s', (state, share, history) => {
    expect(pictureThen(history, { fromMs: 100, toMs: 200 })).toEqual({ state, share: expect.closeTo(share, 9) });
  });
});

describe('reasons and score of what was found out', () => {
  it('says that a camera which can be turned may have looked elsewhere, and not where in the picture the place was', () => {
    expect(codesOf({ movable: true })).toEqual(['sees_full', 'may_look_elsewhere', 'density', 'footage_on_hand', 'health_ok', 'clock_known']);
    expect(scoreOf({ movable: true })).toBeLessThan(scoreOf({}));
  });

  it('says that its view can hardly be as stated', () => {
    expect(codesOf({ doubtful: true }).slice(0, 2)).toEqual(['sees_full', 'view_doubtful']);
  });

  it('says that it was dark, and which fault the picture had', () => {
    expect(codesOf({ light: { light: 'night', sunElevationDeg: -40 } })).toContain('night');
    expect(codesOf({ light: { light: 'both', sunElevationDeg: 0 } })).toContain('night_partly');
    expect(codesOf({ light: { light: 'day', sunElevationDeg: 40 }, picture: { state: 'ok', share: 1 } })).toEqual(codesOf({}));
    const { why } = linkingScore({ ...good, picture: { state: 'covered', share: 0.4 } });
    expect(candidateWhy(why).join(' ')).toContain('Lúc đó hình bị che (40 % thời gian).');
    expect(candidateWhy(why, 'en').join(' ')).toContain('Its picture was covered then (40% of the time).');
  });

  it.each<[CandidateWay, boolean, string[]]>([
    [{ kind: 'road', roadName: 'Trần Phú', alongM: 84.6 }, false, ['sees_none', 'way_road']],
    [{ kind: 'distance' }, false, ['sees_none', 'way_distance']],
    [{ kind: 'hidden' }, true, ['sees_none', 'occluded']],
    [{ kind: 'road', roadName: null, alongM: 3 }, true, ['sees_none', 'occluded', 'way_road']],
  ])('says which way: %j', (way, occluded, codes) => {
    const { why } = linkingScore({ ...good, sees: 'none', way, occluded });
    expect(why.slice(0, codes.length).map(({ code }) => code)).toEqual(codes);
    for (const language of ['vi', 'en'] as const)
      for (const sentence of candidateWhy(why, language)) expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('names the road', () => {
    const { why } = linkingScore({ ...good, sees: 'none', way: { kind: 'road', roadName: 'Trần Phú', alongM: 84.6 } });
    expect(candidateWhy(why)[1]).toBe('Nhìn thấy Trần Phú trên lối đến hoặc đi, cách nơi xảy ra 85 m theo đường.');
    expect(candidateWhy(why, 'en')[1]).toBe('Sees Trần Phú on the way to or from the place, 85 m from it along the roads.');
  });

  it('never puts a camera that does not see the place above one that does', () => {
    const any = fc.record({
      healthShare: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      availability: fc.constantFrom(...AVAILABILITIES),
      footageShare: fc.double({ min: 0, max: 1, noNaN: true }),
      clock: fc.option(fc.record({ offsetMs: fc.constant(0), uncertaintyMs: fc.integer({ min: 0, max: 1e9 }) })),
      occluded: fc.boolean(),
      movable: fc.boolean(),
      offAxisDeg: fc.double({ min: 0, max: 180, noNaN: true }),
      pxPerM: fc.double({ min: 0.01, max: 1000, noNaN: true }),
    });
    fc.assert(
      fc.property(any, any, fc.constantFrom('full' as const, 'partial' as const), (one, other, sees) => {
        expect(scoreOf({ ...one, sees })).toBeGreaterThan(scoreOf({ ...other, sees: 'none' }));
      }),
    );
  });

  it('puts each part into words', () => {
    expect(scorePartWords({ name: 'sees', value: 0.6, weight: 0.35 }, 'vi')).toBe('Nhìn thấy nơi xảy ra: 21,0 trên 35 điểm');
    expect(scorePartWords({ name: 'clock', value: 1, weight: 0.1 }, 'en')).toBe('Certainty of its clock: 10.0 of 10 points');
  });
});
