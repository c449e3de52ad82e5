import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pixelsPerMetre, slantDistanceM } from '../../../domain/pixel-density.ts';
import { pixelDensityLevel } from '../../../domain/pixel-density-level.ts';

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('pixelsPerMetre', () => {
  it('gives the figure of the contract: 40.7 px/m at 24.44 m from a lens 4.5 m up', () => {
    const slant = slantDistanceM({ heightM: 4.5, groundDistanceM: 24.444 });
    expect(pixelsPerMetre({ horizontalPx: 1920, hfovDeg: 87, slantDistanceM: slant })).toBeCloseTo(40.7, 1);
  });

  it('gives horizontalPx / 2d at 90°, where the tangent is 1', () => {
    expect(pixelsPerMetre({ horizontalPx: 1000, hfovDeg: 90, slantDistanceM: 10 })).toBeCloseTo(50, 9);
  });

  it('takes a fisheye as equidistant from 180° on', () => {
    expect(pixelsPerMetre({ horizontalPx: 2000, hfovDeg: 180, slantDistanceM: 10 })).toBeCloseTo(2000 / (10 * Math.PI), 9);
    expect(pixelsPerMetre({ horizontalPx: 2000, hfovDeg: 360, slantDistanceM: 10 })).toBeCloseTo(2000 / (20 * Math.PI), 9);
  });

  it('halves when the distance doubles, for every lens', () => {
    fc.assert(
      fc.property(finite(1, 360), finite(0.5, 1000), fc.integer({ min: 16, max: 32768 }), (hfovDeg, slant, horizontalPx) => {
        const near = pixelsPerMetre({ horizontalPx, hfovDeg, slantDistanceM: slant });
        expect(pixelsPerMetre({ horizontalPx, hfovDeg, slantDistanceM: 2 * slant })).toBeCloseTo(near / 2, 6);
        expect(Number.isFinite(near)).toBe(true);
      }),
    );
  });

  it('stays finite right under the lens', () => {
    expect(slantDistanceM({ heightM: 0, groundDistanceM: 0 })).toBe(0.5);
    expect(slantDistanceM({ heightM: 3, groundDistanceM: 4 })).toBe(5);
  });
});

describe('pixelDensityLevel', () => {
  it.each([
    [0, null, null],
    [19.99, null, null],
    [20, null, 'overview'],
    [24.99, null, 'overview'],
    [25, 'detect', 'overview'],
    [40, 'detect', 'outline'],
    [40.7, 'detect', 'outline'],
    [61.9, 'detect', 'outline'],
    [62, 'observe', 'outline'],
    [80, 'observe', 'discern'],
    [125, 'recognise', 'perceive'],
    [249.99, 'recognise', 'perceive'],
    [250, 'identify', 'characterise'],
    [500, 'identify', 'validate'],
    [1500, 'identify', 'scrutinise'],
    [1e6, 'identify', 'scrutinise'],
  ])('%s px/m is %s of 2014 and %s of 2025', (pxPerM, iec2014, iec2025) => {
    expect(pixelDensityLevel(pxPerM)).toEqual({ iec2014, iec2025 });
  });
});
