import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LonLat } from '../../../domain/geojson.ts';
import {
  angleBetweenBearingsDeg,
  bearingBetweenDeg,
  destinationPoint,
  distanceBetweenM,
  metresPerDegree,
  normaliseBearingDeg,
} from '../../../domain/view-geometry.ts';

const RAD = Math.PI / 180;

/** Vincenty's direct formula on WGS84 (Survey Review XXIII, 176, 1975): exact to less than a millimetre, the measure for the plane. */
function geodesicDestination([lonDeg, latDeg]: LonLat, bearingDeg: number, distanceM: number): LonLat {
  const [a, f] = [6_378_137, 1 / 298.257223563];
  const b = a * (1 - f);
  const alpha1 = bearingDeg * RAD;
  const tanU1 = (1 - f) * Math.tan(latDeg * RAD);
  const cosU1 = 1 / Math.hypot(1, tanU1);
  const sinU1 = tanU1 * cosU1;
  const sigma1 = Math.atan2(tanU1, Math.cos(alpha1));
  const sinAlpha = cosU1 * Math.sin(alpha1);
  const cosSqAlpha = 1 - sinAlpha ** 2;
  const uSq = (cosSqAlpha * (a ** 2 - b ** 2)) / b ** 2;
  const A = 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)));
  const B = (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)));
  let sigma = distanceM / (b * A);
  let cos2m = 0;
  for (let turn = 0; turn < 50; turn += 1) {
    cos2m = Math.cos(2 * sigma1 + sigma);
    const inner = Math.cos(sigma) * (-1 + 2 * cos2m ** 2) - (B / 6) * cos2m * (-3 + 4 * Math.sin(sigma) ** 2) * (-3 + 4 * cos2m ** 2);
    sigma = distanceM / (b * A) + B * Math.sin(sigma) * (cos2m + (B / 4) * inner);
  }
  const [sinS, cosS] = [Math.sin(sigma), Math.cos(sigma)];
  const lat2 = Math.atan2(sinU1 * cosS + cosU1 * sinS * Math.cos(alpha1), (1 - f) * Math.hypot(sinAlpha, sinU1 * sinS - cosU1 * cosS * Math.cos(alpha1)));
  const lambda = Math.atan2(sinS * Math.sin(alpha1), cosU1 * cosS - sinU1 * sinS * Math.cos(alpha1));
  const C = (f / 16) * cosSqAlpha * (4 + f * (4 - 3 * cosSqAlpha));
  const L = lambda - (1 - C) * f * sinAlpha * (sigma + C * sinS * (cos2m + C * cosS * (-1 + 2 * cos2m ** 2)));
  return [lonDeg + L / RAD, lat2 / RAD];
}

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const vietnam = fc.tuple(finite(102, 110), finite(8, 24));
const world = fc.tuple(finite(-170, 170), finite(-60, 60));
const bearing = finite(0, 360);
const distance = finite(1, 5000);

describe('the plane around a point', () => {
  it('measures distances to 0.1 % and bearings to 0.1° of the geodesic within 5 km', () => {
    fc.assert(
      fc.property(world, bearing, distance, (origin, bearingDeg, distanceM) => {
        const target = geodesicDestination(origin, bearingDeg, distanceM);
        expect(Math.abs(distanceBetweenM(origin, target) / distanceM - 1)).toBeLessThan(0.001);
        expect(angleBetweenBearingsDeg(bearingBetweenDeg(origin, target), bearingDeg)).toBeLessThan(0.1);
      }),
    );
  });

  it('puts destinations within 0.1 % of the way from the geodesic ones', () => {
    fc.assert(
      fc.property(vietnam, bearing, distance, (origin, bearingDeg, distanceM) => {
        const off = distanceBetweenM(destinationPoint(origin, bearingDeg, distanceM), geodesicDestination(origin, bearingDeg, distanceM));
        expect(off).toBeLessThan(0.001 * distanceM);
      }),
    );
  });

  it('goes out and back', () => {
    fc.assert(
      fc.property(vietnam, bearing, distance, (origin, bearingDeg, distanceM) => {
        const target = destinationPoint(origin, bearingDeg, distanceM);
        expect(distanceBetweenM(origin, target)).toBeCloseTo(distanceM, 2);
        expect(angleBetweenBearingsDeg(bearingBetweenDeg(origin, target), bearingDeg)).toBeLessThan(0.01);
      }),
    );
  });

  it('knows the length of a degree: published figures at the equator, at 45° and at the pole', () => {
    expect(metresPerDegree(0).latM).toBeCloseTo(110_574.3, 0);
    expect(metresPerDegree(0).lonM).toBeCloseTo(111_319.5, 0);
    expect(metresPerDegree(45).latM).toBeCloseTo(111_131.7, 0);
    expect(metresPerDegree(45).lonM).toBeCloseTo(78_846.8, 0);
    expect(metresPerDegree(90).latM).toBeCloseTo(111_694, 0);
    expect(metresPerDegree(90).lonM).toBeCloseTo(0, 0);
  });

  it('measures the distance of the contract: 24.4 m', () => {
    expect(distanceBetweenM([108.2431, 11.789], [108.2433, 11.7891])).toBeCloseTo(24.4, 1);
  });

  it('gives 0 for the bearing and distance of a point to itself', () => {
    expect(distanceBetweenM([108, 11], [108, 11])).toBe(0);
    expect(bearingBetweenDeg([108, 11], [108, 11])).toBe(0);
  });
});

describe('bearings', () => {
  it.each([
    [0, 0],
    [360, 0],
    [-90, 270],
    [725, 5],
    [-1e-20, 0],
  ])('brings %s into 0…360: %s', (from, to) => {
    expect(normaliseBearingDeg(from)).toBe(to);
  });

  it('takes the smaller angle between two', () => {
    expect(angleBetweenBearingsDeg(350, 10)).toBe(20);
    expect(angleBetweenBearingsDeg(10, 350)).toBe(20);
    expect(angleBetweenBearingsDeg(0, 180)).toBe(180);
    fc.assert(
      fc.property(finite(-1000, 1000), finite(-1000, 1000), (a, b) => {
        const angle = angleBetweenBearingsDeg(a, b);
        expect(angle).toBeGreaterThanOrEqual(0);
        expect(angle).toBeLessThanOrEqual(180);
        expect(angleBetweenBearingsDeg(b, a)).toBeCloseTo(angle, 9);
      }),
    );
  });
});
