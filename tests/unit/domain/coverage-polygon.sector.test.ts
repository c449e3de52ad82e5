import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CameraPlacement } from '../../../domain/camera-placement.ts';
import { coveragePolygon } from '../../../domain/coverage-polygon.ts';
import type { LonLat } from '../../../domain/geojson.ts';
import { bearingBetweenDeg, destinationPoint, distanceBetweenM } from '../../../domain/view-geometry.ts';
import { verticalFovDeg, viewLimits } from '../../../domain/view-limits.ts';
import { contains, isSimpleRing, signedArea } from '../../support/polygon-checks.ts';

const AT: LonLat = [108.2431, 11.789];

function placement(changes: Partial<CameraPlacement> = {}): CameraPlacement {
  return {
    position: { type: 'Point', coordinates: AT },
    heightM: 4.5,
    bearingDeg: 90,
    tiltDeg: 12,
    hfovDeg: 87,
    rangeM: 45,
    resolution: { width: 1920, height: 1080 },
    ...changes,
  };
}

const seen = (view: CameraPlacement, bearingDeg: number, distanceM: number) => contains(coveragePolygon(view), destinationPoint(AT, bearingDeg, distanceM));
const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Everything that the database accepts. */
const anyPlacement = fc
  .record({
    at: fc.tuple(finite(102, 110), finite(8, 24)),
    heightM: fc.oneof(fc.constant(0), finite(0, 12), finite(0, 300)),
    bearingDeg: finite(0, 359.99),
    tiltDeg: finite(-90, 90),
    hfovDeg: fc.oneof(finite(0.001, 360), finite(350, 360), finite(0.001, 3), fc.constantFrom(180, 179.999, 355, 359.99, 360)),
    rangeM: fc.oneof(finite(0.01, 5), finite(5, 200), finite(0.01, 5000)),
    resolution: fc.record({ width: fc.integer({ min: 16, max: 32768 }), height: fc.integer({ min: 16, max: 32768 }) }),
  })
  .map(({ at, ...rest }): CameraPlacement => ({ position: { type: 'Point', coordinates: at }, ...rest }));

describe('verticalFovDeg', () => {
  it('follows the aspect of the picture for a rectilinear lens', () => {
    expect(verticalFovDeg({ hfovDeg: 90, resolution: { width: 1000, height: 1000 } })).toBeCloseTo(90, 9);
    expect(verticalFovDeg({ hfovDeg: 87, resolution: { width: 1920, height: 1080 } })).toBeCloseTo(56.186, 3);
  });

  it('is proportional to the aspect from 180° on, and never more than 180°', () => {
    expect(verticalFovDeg({ hfovDeg: 180, resolution: { width: 1920, height: 960 } })).toBe(90);
    expect(verticalFovDeg({ hfovDeg: 360, resolution: { width: 1000, height: 1000 } })).toBe(180);
  });
});

describe('viewLimits', () => {
  it('begins where the lowest ray meets the ground and ends at the range when the top of the picture is above the horizon', () => {
    const limits = viewLimits(placement());
    expect(limits).toEqual({ nearM: expect.closeTo(5.345, 3), farM: 45, meetsGround: true });
  });

  it('ends where the highest ray meets the ground when the camera looks down steeply', () => {
    const limits = viewLimits(placement({ tiltDeg: 45 }));
    expect(limits.farM).toBeCloseTo(4.5 / Math.tan((45 - 28.09) * (Math.PI / 180)), 1);
    expect(limits.nearM).toBeCloseTo(4.5 / Math.tan((45 + 28.09) * (Math.PI / 180)), 1);
  });

  it('has no blind zone when the lowest ray goes straight down or behind', () => {
    expect(viewLimits(placement({ tiltDeg: 70 })).nearM).toBe(0);
  });

  it.each([
    ['looks up', { tiltDeg: -40 }],
    ['hangs so high that the ground comes into view beyond its range', { heightM: 100 }],
    ['lies on the ground', { heightM: 0, tiltDeg: 40 }],
  ])('falls back to the whole sector when the camera %s', (_, changes) => {
    expect(viewLimits(placement(changes))).toEqual({ nearM: 0, farM: 45, meetsGround: false });
  });
});

describe('coveragePolygon', () => {
  it('is the sector between blind zone and range', () => {
    expect(seen(placement(), 90, 20)).toBe(true);
    expect(seen(placement(), 90, 4)).toBe(false);
    expect(seen(placement(), 90, 6)).toBe(true);
    expect(seen(placement(), 90, 44.9)).toBe(true);
    expect(seen(placement(), 90, 46)).toBe(false);
    expect(seen(placement(), 90 + 43, 20)).toBe(true);
    expect(seen(placement(), 90 + 44, 20)).toBe(false);
    expect(seen(placement(), 90 - 43, 20)).toBe(true);
    expect(seen(placement(), 270, 20)).toBe(false);
  });

  it('crosses north without harm', () => {
    const north = placement({ bearingDeg: 350 });
    expect(seen(north, 20, 20)).toBe(true);
    expect(seen(north, 310, 20)).toBe(true);
    expect(seen(north, 170, 20)).toBe(false);
  });

  it('sees behind itself when wider than half a turn', () => {
    const wide = placement({ hfovDeg: 270, tiltDeg: 20 });
    expect(seen(wide, 220, 20)).toBe(true);
    expect(seen(wide, 270, 20)).toBe(false);
  });

  it('is a disc with a hole for a full turn with a blind zone, the hole clockwise', () => {
    const dome = coveragePolygon(placement({ hfovDeg: 360, tiltDeg: 0, resolution: { width: 4000, height: 1000 } }));
    expect(dome.coordinates).toHaveLength(2);
    expect(signedArea(dome.coordinates[0]!)).toBeGreaterThan(0);
    expect(signedArea(dome.coordinates[1]!)).toBeLessThan(0);
    expect(contains(dome, destinationPoint(AT, 10, 2))).toBe(false);
    expect(contains(dome, destinationPoint(AT, 200, 30))).toBe(true);
  });

  it('is a whole disc for a full turn that sees straight down', () => {
    const dome = coveragePolygon(placement({ hfovDeg: 360, tiltDeg: 90 }));
    expect(dome.coordinates).toHaveLength(1);
    expect(contains(dome, destinationPoint(AT, 123, 0.2))).toBe(true);
  });

  it('draws a valid polygon for every placement that can be stored', () => {
    fc.assert(
      fc.property(anyPlacement, (view) => {
        const { coordinates } = coveragePolygon(view);
        for (const ring of coordinates) expect(isSimpleRing(ring)).toBe(true);
        expect(signedArea(coordinates[0]!)).toBeGreaterThan(0);
        for (const hole of coordinates.slice(1)) expect(signedArea(hole)).toBeLessThan(0);
        for (const [lon, lat] of coordinates.flat()) {
          expect(Math.round(lon * 1e7) / 1e7).toBe(lon);
          expect(Math.round(lat * 1e7) / 1e7).toBe(lat);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('sees exactly the points whose bearing and distance lie within the view', () => {
    fc.assert(
      fc.property(anyPlacement, finite(0, 360), finite(0, 1.2), (view, bearingDeg, share) => {
        const limits = viewLimits(view);
        fc.pre(limits.farM > 2 && limits.farM - limits.nearM > 1 && view.hfovDeg > 3 && view.hfovDeg < 357);
        const centre = view.position.coordinates;
        const point = destinationPoint(centre, bearingDeg, share * limits.farM);
        const distanceM = distanceBetweenM(centre, point);
        const offAxisDeg = Math.abs(((bearingBetweenDeg(centre, point) - view.bearingDeg + 540) % 360) - 180);
        const nearM = limits.nearM < 0.5 ? 0 : limits.nearM;
        // arcs are drawn inside by at most 0.1 %, corners are rounded to a centimetre
        const slackM = 0.002 * limits.farM + 0.05;
        const sideM = Math.abs(offAxisDeg - view.hfovDeg / 2) * (Math.PI / 180) * distanceM;
        fc.pre(Math.abs(distanceM - nearM) > slackM && Math.abs(distanceM - limits.farM) > slackM && sideM > slackM && distanceM > slackM);
        const expected = distanceM > nearM && distanceM < limits.farM && offAxisDeg < view.hfovDeg / 2;
        expect(contains(coveragePolygon(view), point)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('turns by at most 5° from corner to corner of an arc', () => {
    const [ring] = coveragePolygon(placement({ hfovDeg: 87, rangeM: 1000 })).coordinates;
    const far = ring!.filter((corner) => distanceBetweenM(AT, corner) > 990).map((corner) => bearingBetweenDeg(AT, corner));
    expect(far.length).toBeGreaterThan(17);
    for (const [index, bearing] of far.slice(1).entries()) expect(Math.abs(bearing - far[index]!)).toBeLessThanOrEqual(5.01);
  });
});
