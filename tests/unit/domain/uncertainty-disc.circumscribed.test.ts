import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LonLat } from '../../../domain/geojson.ts';
import { uncertaintyDisc } from '../../../domain/uncertainty-disc.ts';
import { destinationPoint, distanceBetweenM } from '../../../domain/view-geometry.ts';
import { contains, isSimpleRing, signedArea } from '../../support/polygon-checks.ts';

const AT: LonLat = [108.2433, 11.7891];
const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('uncertaintyDisc', () => {
  it('has the whole true disc inside and is little larger', () => {
    fc.assert(
      fc.property(finite(0.5, 5000), finite(0, 360), (radiusM, bearingDeg) => {
        const disc = uncertaintyDisc(AT, radiusM);
        expect(contains(disc, destinationPoint(AT, bearingDeg, radiusM))).toBe(true);
        expect(contains(disc, destinationPoint(AT, bearingDeg, radiusM * 1.01 + 0.05))).toBe(false);
      }),
    );
  });

  it.each([0, 0.1, 0.5])('is a disc of half a metre for a radius of %s m', (radiusM) => {
    const [ring] = uncertaintyDisc(AT, radiusM).coordinates;
    for (const corner of ring!) expect(distanceBetweenM(AT, corner)).toBeCloseTo(0.52, 1);
  });

  it('is closed, counterclockwise and simple, with 32 corners', () => {
    const [ring] = uncertaintyDisc(AT, 15).coordinates;
    expect(ring).toHaveLength(33);
    expect(isSimpleRing(ring!)).toBe(true);
    expect(signedArea(ring!)).toBeGreaterThan(0);
  });
});
