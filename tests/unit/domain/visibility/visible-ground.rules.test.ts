import { describe, expect, it } from 'vitest';
import type { CameraPlacement } from '../../../../domain/camera-placement.ts';
import { coveragePolygon } from '../../../../domain/coverage-polygon.ts';
import type { LonLat } from '../../../../domain/geojson.ts';
import type { BuildingOutline } from '../../../../domain/visibility/building-outline.ts';
import { sightLine } from '../../../../domain/visibility/sight-line.ts';
import { visibleGround } from '../../../../domain/visibility/visible-ground.ts';
import { computedMs } from '../../../support/own-computing.ts';
import { placeAt, randomNumbers } from '../../../support/visibility/generated-town.ts';
import { coverageContains } from '../../../support/visibility/oracle-comparison.ts';

const AT: LonLat = [108.2431, 11.789];

function placement(changes: Partial<CameraPlacement> = {}): CameraPlacement {
  return {
    position: { type: 'Point', coordinates: AT },
    heightM: 6,
    bearingDeg: 90,
    tiltDeg: 12,
    hfovDeg: 87,
    rangeM: 60,
    resolution: { width: 1920, height: 1080 },
    ...changes,
  };
}

/** A rectangle from west to east and south to north of the camera, in metres. */
function block(west: number, east: number, south: number, north: number, heightM: number | null = null): BuildingOutline {
  return { rings: [rectangle(west, east, south, north)], heightM };
}

function rectangle(west: number, east: number, south: number, north: number): LonLat[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ].map(([eastM, northM]) => placeAt(AT, eastM!, northM!));
}

/** What both, polygon and sight line, say; they must not differ. */
function sees(view: CameraPlacement, buildings: readonly BuildingOutline[], eastM: number, northM: number): boolean {
  const place = placeAt(AT, eastM, northM);
  const inArea = coverageContains(visibleGround(view, buildings).coverage, place);
  expect(sightLine(view, place, buildings) === 'clear').toBe(inArea);
  return inArea;
}

describe('a building in the way', () => {
  it('hides itself and, when its height is not known, all behind it', () => {
    const house = [block(20, 28, -4, 4)];
    expect(visibleGround(placement(), house).basis).toBe('cut');
    expect([19, 24, 30, 59].map((eastM) => sees(placement(), house, eastM, 0))).toEqual([true, false, false, false]);
    expect(sees(placement(), house, 40, 20)).toBe(true);
  });

  it('that is lower than the lens throws a shadow that ends where the ray over its far edge meets the ground', () => {
    // 28 m · 6 / (6 − 2) = 42 m
    const shed = [block(20, 28, -4, 4, 2)];
    expect([19, 24, 30, 41.7].map((eastM) => sees(placement(), shed, eastM, 0))).toEqual([true, false, false, false]);
    expect([42.3, 59].map((eastM) => sees(placement(), shed, eastM, 0))).toEqual([true, true]);
  });

  it('as high as the lens hides all behind it', () => {
    expect(sees(placement(), [block(20, 28, -4, 4, 6)], 59, 0)).toBe(false);
  });

  it('that stands before the end of the blind zone shadows what lies behind it all the same', () => {
    const wall = [block(4, 4.5, -1, 1)];
    expect(sees(placement(), wall, 40, 0)).toBe(false);
    expect(sees(placement(), wall, 40, 30)).toBe(true);
  });

  it('parts the view into several areas', () => {
    const { coverage } = visibleGround(placement({ hfovDeg: 40 }), [block(6, 61, -0.5, 0.5)]);
    expect(coverage.type).toBe('MultiPolygon');
  });

  it('throws a shadow that is a hole in the view', () => {
    const { coverage } = visibleGround(placement(), [block(20, 22, -1, 1, 2)]);
    expect(coverage.type).toBe('Polygon');
    expect(coverage.coordinates).toHaveLength(2);
  });

  it('with a courtyard hides the courtyard only where its roof is in the way', () => {
    const ring = { rings: [rectangle(20, 50, -15, 15), rectangle(22, 48, -13, 13)], heightM: 2 };
    expect(sees(placement({ heightM: 12, tiltDeg: 20 }), [ring], 40, 0)).toBe(true);
    expect(sees(placement({ heightM: 12, tiltDeg: 20 }), [ring], 23, 0)).toBe(false);
    expect(sees(placement(), [{ ...ring, heightM: null }], 40, 0)).toBe(false);
  });

  it('beside or behind the view changes nothing', () => {
    const result = visibleGround(placement(), [block(-20, -10, -5, 5), block(70, 80, -5, 5), block(0, 5, 30, 40)]);
    expect(result).toEqual({ sector: coveragePolygon(placement()), coverage: coveragePolygon(placement()), basis: 'clear' });
  });
});

describe('a camera on or in a building', () => {
  const facade = block(-10, 1.2, -6, 6);

  it('that is stated inside its wall sees the street before it, and not what lies behind the house', () => {
    expect(sees(placement({ hfovDeg: 120 }), [facade], 20, 0)).toBe(true);
    expect(sees(placement({ hfovDeg: 120 }), [facade], 20, 20)).toBe(true);
    expect(sees(placement({ hfovDeg: 300 }), [facade], 0, 20)).toBe(false);
  });

  it('that looks into its own wall from a metre before it is taken to hang on the other side', () => {
    expect(sees(placement(), [block(0.8, 3, -6, 6)], 20, 0)).toBe(true);
  });

  it('in doubled and adjoining footprints finds its way out', () => {
    const terrace = [facade, facade, block(-10, 1.2, 6, 12), block(-10, 1.2, -12, -6), block(-9.9, 1.1, -5.9, 5.9)];
    expect(sees(placement(), terrace, 20, 0)).toBe(true);
  });

  it('that is a dome leaves by the nearest wall', () => {
    const dome = placement({ motion: 'dome', bearingDeg: 270 });
    expect(sees(dome, [facade], 20, 5)).toBe(true);
    expect(sees(dome, [facade], -20, 0)).toBe(false);
  });

  it('in the middle of a large one, as on a mast in a yard, sees as if that one were not there', () => {
    const hall = block(-20, 20, -20, 20);
    expect(sees(placement(), [hall], 15, 0)).toBe(true);
    expect(sees(placement(), [hall, block(30, 34, -5, 5)], 50, 0)).toBe(false);
  });

  it('that nothing would be left of keeps its whole sector and is marked as doubtful', () => {
    const yard = { rings: [rectangle(-5, 5, -5, 5), rectangle(-4, 4, -4, 4)], heightM: null };
    const result = visibleGround(placement(), [yard]);
    expect(result.basis).toBe('doubtful');
    expect(result.coverage).toEqual(coveragePolygon(placement()));
  });
});

describe('a camera that can be turned', () => {
  it('covers what it can reach: all around from beneath it, or its pan range', () => {
    const ptz = placement({ motion: 'ptz', hfovDeg: 60 });
    expect(
      [
        [-30, 0],
        [0, 1],
        [0, -50],
      ].map(([eastM, northM]) => sees(ptz, [], eastM!, northM!)),
    ).toEqual([true, true, true]);
    const limited = placement({ motion: 'ptz', hfovDeg: 60, panRangeDeg: 200 });
    expect(
      [
        [0, 30],
        [-1, 30],
        [-30, 0],
      ].map(([eastM, northM]) => sees(limited, [], eastM!, northM!)),
    ).toEqual([true, true, false]);
  });

  it('reaches no less than it has in its picture', () => {
    expect(sees(placement({ motion: 'ptz', hfovDeg: 90, panRangeDeg: 10 }), [], 20, 15)).toBe(true);
  });
});

describe('broken footprints', () => {
  const bow: LonLat[] = [
    [20, -4],
    [28, 4],
    [28, -4],
    [20, 4],
    [20, -4],
  ].map(([eastM, northM]) => placeAt(AT, eastM!, northM!));
  it.each<[string, BuildingOutline]>([
    ['that crosses itself', { rings: [bow], heightM: null }],
    ['that crosses itself, low', { rings: [bow], heightM: 2 }],
    ['without a ring', { rings: [], heightM: null }],
    ['with an empty ring', { rings: [[]], heightM: 3 }],
    ['of one corner', { rings: [[placeAt(AT, 20, 0)]], heightM: 3 }],
    ['of one line', { rings: [[placeAt(AT, 20, -3), placeAt(AT, 20, 3), placeAt(AT, 20, -3)]], heightM: 3 }],
    ['of one line towards the lens', { rings: [[placeAt(AT, 20, 0), placeAt(AT, 30, 0)]], heightM: null }],
    ['through the lens', { rings: [[AT, placeAt(AT, 20, 5), placeAt(AT, 20, -5), AT]], heightM: null }],
    ['with every corner twice', { rings: [rectangle(20, 28, -4, 4).flatMap((corner) => [corner, corner])], heightM: null }],
    ['of no height', block(20, 28, -4, 4, 0)],
    ['of negative height', block(20, 28, -4, 4, -3)],
    ['as high as the sky', block(20, 28, -4, 4, 1e9)],
  ])('%s do no harm', (_name, building) => {
    const { coverage } = visibleGround(placement(), [building, building, block(40, 44, 5, 9)]);
    expect(coverage.coordinates.flat(2).every((value) => Number.isFinite(typeof value === 'number' ? value : value[0]))).toBe(true);
    // a lens at the very corner of a house hangs on one of its sides
    expect(coverageContains(coverage, placeAt(AT, 50, -30)) || coverageContains(coverage, placeAt(AT, 50, 30))).toBe(true);
  });

  it('at the poles and the antimeridian end in some polygon', () => {
    for (const coordinates of [
      [180, 0],
      [-180, 89.9],
      [0, -89.9],
      [179.9999, 60],
    ] as LonLat[]) {
      const view = placement({ position: { type: 'Point', coordinates } });
      expect(visibleGround(view, [{ rings: [rectangle(20, 28, -4, 4)], heightM: null }]).coverage.coordinates.length).toBeGreaterThan(0);
    }
  });
});

describe('very many buildings', () => {
  it('5 km all around among 3,000, low and high, takes no more than moments', () => {
    const random = randomNumbers(5);
    const town = Array.from({ length: 3000 }, () => {
      const [east, north] = [(random() - 0.5) * 9000, (random() - 0.5) * 9000];
      return block(east, east + 12, north, north + 12, random() < 0.5 ? null : 8);
    });
    const tower = placement({ hfovDeg: 360, rangeM: 5000, heightM: 40, tiltDeg: 0 });
    expect(computedMs(() => expect(visibleGround(tower, town).basis).toBe('cut'))).toBeLessThan(5000);
  });
});
