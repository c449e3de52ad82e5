import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incidentLight } from '../../../domain/candidate-light.ts';
import { sunElevationDeg } from '../../../domain/sun-elevation.ts';

const NORTH_POLE = [0, 90] as const;
const DA_LAT = [108.4383, 11.9404] as const;
const HOUR_MS = 3_600_000;

describe('sunElevationDeg', () => {
  it('gives the example of NREL/TP-560-34302 (table A5.1): 39.872046° at Golden, Colorado, on 17 October 2003, 12:30:30 at UTC−7', () => {
    expect(sunElevationDeg([-105.1786, 39.742476], Date.parse('2003-10-17T12:30:30-07:00'))).toBeCloseTo(39.872, 1);
    expect(Math.abs(sunElevationDeg([-105.1786, 39.742476], Date.parse('2003-10-17T12:30:30-07:00')) - 39.872046)).toBeLessThan(0.02);
  });

  it("gives Meeus' example 25.a: a declination of −7.78507° on 13 October 1992, 0 h (at the pole the elevation is the declination)", () => {
    expect(Math.abs(sunElevationDeg(NORTH_POLE, Date.parse('1992-10-13T00:00:00Z')) - -7.78507)).toBeLessThan(0.01);
  });

  it.each([
    ['the June solstice of 2026', '2026-06-21T08:24:00Z', 23.436],
    ['the December solstice of 2026', '2026-12-21T20:50:00Z', -23.436],
    ['the March equinox of 2026', '2026-03-20T14:46:00Z', 0],
    ['the September equinox of 2026', '2026-09-23T00:05:00Z', 0],
  ])('gives the declination at %s, from the almanac', (_, at, declinationDeg) => {
    expect(Math.abs(sunElevationDeg(NORTH_POLE, Date.parse(at)) - declinationDeg)).toBeLessThan(0.02);
  });

  it('is lowest twelve hours from its highest, and never further from the horizon than the pole allows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -66, max: 66, noNaN: true }),
        fc.integer({ min: 0, max: 2e12 }),
        (lon, lat, atMs) => {
          const elevations = Array.from({ length: 48 }, (__, half) => sunElevationDeg([lon, lat], atMs + (half * HOUR_MS) / 2));
          expect(Math.max(...elevations)).toBeGreaterThan(0);
          expect(Math.min(...elevations)).toBeLessThan(0);
          for (const elevation of elevations) expect(Math.abs(elevation)).toBeLessThanOrEqual(90);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('incidentLight', () => {
  const light = (from: string, to: string) => incidentLight(DA_LAT, { fromMs: Date.parse(from), toMs: Date.parse(to) });

  it.each([
    ['day', '2026-11-22T12:00:00+07:00', '2026-11-22T12:05:00+07:00'],
    ['night', '2026-11-22T22:00:00+07:00', '2026-11-22T22:05:00+07:00'],
    ['night', '2026-11-22T20:00:00+07:00', '2026-11-23T03:00:00+07:00'],
    // sunset at Đà Lạt on that day: 17:15
    ['day', '2026-11-22T16:50:00+07:00', '2026-11-22T17:05:00+07:00'],
    ['both', '2026-11-22T17:05:00+07:00', '2026-11-22T17:25:00+07:00'],
    ['night', '2026-11-22T17:25:00+07:00', '2026-11-22T17:40:00+07:00'],
    ['both', '2026-11-22T00:00:00+07:00', '2026-11-23T00:00:00+07:00'],
    ['both', '2025-11-22T00:00:00+07:00', '2026-11-23T00:00:00+07:00'],
  ])('is %s from %s to %s', (expected, from, to) => {
    expect(light(from, to).light).toBe(expected);
  });

  it('says how high the sun stood in the middle of it', () => {
    const { sunElevationDeg: elevationDeg } = light('2026-11-22T22:00:00+07:00', '2026-11-22T22:05:00+07:00');
    expect(elevationDeg).toBeLessThan(-50);
    expect(elevationDeg).toBe(Math.round(elevationDeg * 10) / 10);
  });
});
