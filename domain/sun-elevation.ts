import type { LonLat } from './geojson.ts';

const RAD_PER_DEG = Math.PI / 180;
const DAY_MS = 86_400_000;
/** 1 January 2000, 12:00 (J2000.0), in epoch milliseconds. */
const J2000_MS = Date.UTC(2000, 0, 1, 12);
const DAYS_PER_CENTURY = 36_525;

/** Where the sun stands among the stars, in degrees. */
interface SunPosition {
  readonly rightAscensionDeg: number;
  readonly declinationDeg: number;
}

/**
 * How high the middle of the sun stands above the horizon at a place, in degrees; negative below it. Geometric: without refraction, seen from the middle of the
 * earth (both matter by 0.6° at most, at the horizon).
 *
 * Source: Jean Meeus, "Astronomical Algorithms", 2nd edition, chapters 12, 13 and 25 (the sun to 0.01°), the formulas that NOAA's solar calculator uses as well. Good to 0.02° from 1950 to
 * 2050; universal time is taken for dynamical time, which is a minute off.
 */
export function sunElevationDeg([lonDeg, latDeg]: LonLat, atMs: number): number {
  const days = (atMs - J2000_MS) / DAY_MS;
  const { rightAscensionDeg, declinationDeg } = sunPosition(days / DAYS_PER_CENTURY);
  const siderealDeg = 280.46061837 + 360.98564736629 * days;
  const hourAngle = (siderealDeg + lonDeg - rightAscensionDeg) * RAD_PER_DEG;
  const [lat, declination] = [latDeg * RAD_PER_DEG, declinationDeg * RAD_PER_DEG];
  return Math.asin(Math.sin(lat) * Math.sin(declination) + Math.cos(lat) * Math.cos(declination) * Math.cos(hourAngle)) / RAD_PER_DEG;
}

/** `t` in Julian centuries since J2000.0. */
function sunPosition(t: number): SunPosition {
  const meanLongitudeDeg = 280.46646 + t * (36_000.76983 + t * 0.0003032);
  const anomaly = (357.52911 + t * (35_999.05029 - t * 0.0001537)) * RAD_PER_DEG;
  const centreDeg =
    (1.914602 - t * (0.004817 + t * 0.000014)) * Math.sin(anomaly) + (0.019993 - t * 0.000101) * Math.sin(2 * anomaly) + 0.000289 * Math.sin(3 * anomaly);
  const node = (125.04 - 1934.136 * t) * RAD_PER_DEG;
  const longitude = (meanLongitudeDeg + centreDeg - 0.00569 - 0.00478 * Math.sin(node)) * RAD_PER_DEG;
  const obliquity = (23.4392911 - 0.0130042 * t + 0.00256 * Math.cos(node)) * RAD_PER_DEG;
  return {
    rightAscensionDeg: Math.atan2(Math.cos(obliquity) * Math.sin(longitude), Math.cos(longitude)) / RAD_PER_DEG,
    declinationDeg: Math.asin(Math.sin(obliquity) * Math.sin(longitude)) / RAD_PER_DEG,
  };
}
