import { AppError } from './app-error.ts';
import type { IncidentExtent } from './incident-limits.ts';
import { ROUTE_LIMITS } from './route-limits.ts';
import { distanceBetweenM } from './view-geometry.ts';

/** How near a beginning must lie to an earlier search to look as if it went on from its result: the limits of a search, a camera's range and a wrong clock more. */
export const CHAIN_REACH = { distanceM: ROUTE_LIMITS.distanceM + 250, gapMs: (ROUTE_LIMITS.minutes + 15) * 60_000 } as const;

/** From where a route was searched before, and when somebody first looked at its result. */
export interface EarlierSearch {
  readonly incidentId: string;
  readonly extent: IncidentExtent;
  readonly firstAtMs: number;
}

/** An incident from which a route is to be searched, and since when it has its place, time and category. */
export interface RouteBeginning {
  readonly incidentId: string;
  readonly extent: IncidentExtent;
  readonly extentSinceMs: number;
}

/** Metres between two places, and milliseconds between two times (0 when they overlap). */
export function apartFrom(a: IncidentExtent, b: IncidentExtent): { readonly distanceM: number; readonly gapMs: number } {
  return {
    distanceM: distanceBetweenM(a.location, b.location),
    gapMs: Math.max(0, a.occurred.fromMs - b.occurred.toMs, b.occurred.fromMs - a.occurred.toMs),
  };
}

/**
 * Whether a search from `beginning` would go on from the result of an earlier one: it lies within what that one could reach, at another place or time, and it got there after somebody
 * had looked, or it is the same incident, moved. The same place and time entered again is no other beginning; what was entered before anybody looked owes nothing to the result.
 */
export function continuesSearch(beginning: RouteBeginning, earlier: EarlierSearch): boolean {
  const { distanceM, gapMs } = apartFrom(beginning.extent, earlier.extent);
  const [own, other] = [beginning.extent.uncertaintyM, earlier.extent.uncertaintyM];
  const isSameBeginning = gapMs === 0 && distanceM <= Math.max(own, other);
  const isWithinReach = distanceM <= CHAIN_REACH.distanceM + own + other && gapMs <= CHAIN_REACH.gapMs;
  if (isSameBeginning || !isWithinReach) return false;
  return earlier.incidentId === beginning.incidentId || beginning.extentSinceMs >= earlier.firstAtMs;
}

/**
 * Refuses a search that goes on from the result of an earlier one.
 *
 * @throws AppError `conflict` `route_chained`
 */
export function checkNotChained(beginning: RouteBeginning, earlier: readonly EarlierSearch[]): void {
  if (!earlier.some((search) => continuesSearch(beginning, search))) return;
  throw new AppError(
    'conflict',
    'route_chained',
    'A route was searched near here, around this time, before this incident got its place and time: a search never goes on from the result of another. Work with the candidates of this incident.',
  );
}
