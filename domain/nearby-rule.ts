import type { LonLat } from './geojson.ts';
import type { TimeInterval } from './time-interval.ts';
import { distanceBetweenM } from './view-geometry.ts';

/** How near two reports have to be to be offered as the same incident. */
export const NEARBY_LIMITS = {
  /** What may lie between the two uncertainty discs. Reports of one thing lie within some 50 m of each other. */
  gapM: 50,
  /** More of an uncertainty doesn't count: what may be anywhere is near to nothing. So two places are 550 m apart at most. */
  mostUncertaintyM: 250,
  /** What may lie between the two times. */
  gapMs: 30 * 60_000,
} as const;

/** Where and when a report says that it was. */
export interface ReportedExtent {
  readonly occurred: TimeInterval;
  readonly location: LonLat;
  readonly uncertaintyM: number;
}

/** How two reports lie to each other. */
export interface Nearness {
  /** Between the two places. */
  readonly distanceM: number;
  /** Between the two times; 0 when they overlap. */
  readonly gapMs: number;
  readonly isNear: boolean;
}

/** Judges whether two reports may be of the same incident: their discs are at most 50 m apart and their times 30 minutes. */
export function nearness(a: ReportedExtent, b: ReportedExtent): Nearness {
  const { gapM, mostUncertaintyM, gapMs: mostGapMs } = NEARBY_LIMITS;
  const distanceM = distanceBetweenM(a.location, b.location);
  const reachM = gapM + Math.min(a.uncertaintyM, mostUncertaintyM) + Math.min(b.uncertaintyM, mostUncertaintyM);
  const gapMs = Math.max(0, a.occurred.fromMs - b.occurred.toMs, b.occurred.fromMs - a.occurred.toMs);
  return { distanceM, gapMs, isNear: distanceM <= reachM && gapMs <= mostGapMs };
}
