import type { TimeInterval } from './time-interval.ts';

/** Whether one looks for somebody who left the place, or who came to it. */
export const ROUTE_DIRECTIONS = ['leaving', 'arriving'] as const;
export type RouteDirection = (typeof ROUTE_DIRECTIONS)[number];

/** How fast somebody goes at least and at most. */
export interface SpeedRange {
  readonly minKmh: number;
  readonly maxKmh: number;
}

const MINUTE_MS = 60_000;

/** How long a way takes at a speed, in milliseconds (an hour has 3,600,000, a kilometre 1,000 m). */
export function travelMs(distanceM: number, kmh: number): number {
  return (distanceM * 3600) / kmh;
}

/** How far one can get, in metres: no further than `distanceM`, and no further than the highest speed leads in `minutes`. */
export function farthestM(speed: SpeedRange, limits: { readonly minutes: number; readonly distanceM: number }): number {
  return Math.min(limits.distanceM, (speed.maxKmh * 1000 * limits.minutes) / 60);
}

/**
 * When somebody can pass at a distance along the roads. Leaving: the earliest left at once and went at full speed to the nearest point, the latest left at the
 * end and went as slowly as allowed to the furthest point, though no longer than `minutes`. Arriving is the mirror image: as long before the incident.
 */
export function passingWindow(
  occurred: TimeInterval,
  direction: RouteDirection,
  speed: SpeedRange,
  way: { readonly nearM: number; readonly farM: number },
  minutes: number,
): TimeInterval {
  const limitMs = minutes * MINUTE_MS;
  const soonestMs = Math.min(limitMs, Math.floor(travelMs(way.nearM, speed.maxKmh)));
  const latestMs = Math.min(limitMs, Math.ceil(travelMs(way.farM, speed.minKmh)));
  return direction === 'leaving'
    ? { fromMs: occurred.fromMs + soonestMs, toMs: occurred.toMs + latestMs }
    : { fromMs: occurred.fromMs - latestMs, toMs: occurred.toMs - soonestMs };
}

/** All the time that a search can touch. */
export function searchedTime(occurred: TimeInterval, direction: RouteDirection, minutes: number): TimeInterval {
  const limitMs = minutes * MINUTE_MS;
  return direction === 'leaving' ? { fromMs: occurred.fromMs, toMs: occurred.toMs + limitMs } : { fromMs: occurred.fromMs - limitMs, toMs: occurred.toMs };
}
