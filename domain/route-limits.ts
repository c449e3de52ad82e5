import { AppError } from './app-error.ts';
import { isRouteOffence } from './route-offence.ts';
import { allowsRouteSearch } from './gathering-rule.ts';
import type { IncidentExtent } from './incident-limits.ts';
import type { RouteDirection, SpeedRange } from './route-window.ts';

/** Limits of a route search; nobody can agree to more. */
export const ROUTE_LIMITS = {
  minutes: 30,
  distanceM: 3000,
  /** Of the incident itself: one that is longer or wider would make all cameras around it one long window. */
  occurredMs: 60 * 60_000,
  uncertaintyM: 250,
  minKmh: 1,
  maxKmh: 90,
  /** The nearest along the roads; more say nothing to a person. */
  cameras: 200,
} as const;

/** Usual ranges of speed. `any` is used where nothing is known. */
export const ROUTE_SPEEDS = {
  foot: { minKmh: 3, maxKmh: 12 },
  motorbike: { minKmh: 10, maxKmh: 60 },
  any: { minKmh: 3, maxKmh: 60 },
} as const satisfies Readonly<Record<string, SpeedRange>>;
export type RouteMode = keyof typeof ROUTE_SPEEDS;
export const ROUTE_MODES = Object.keys(ROUTE_SPEEDS) as [RouteMode, ...RouteMode[]];

/** What is searched. */
export interface RouteQuestion {
  readonly direction: RouteDirection;
  readonly speed: SpeedRange;
  readonly minutes: number;
  readonly distanceM: number;
}

/**
 * Refuses a search beyond the limits.
 *
 * @throws AppError `invalid` `route_beyond_limits`
 */
export function checkRouteQuestion({ speed, minutes, distanceM }: RouteQuestion): void {
  const { minKmh, maxKmh } = speed;
  const isSpeed = minKmh >= ROUTE_LIMITS.minKmh && minKmh <= maxKmh && maxKmh <= ROUTE_LIMITS.maxKmh;
  const isWay = minutes > 0 && minutes <= ROUTE_LIMITS.minutes && distanceM > 0 && distanceM <= ROUTE_LIMITS.distanceM;
  if (isSpeed && isWay) return;
  throw new AppError(
    'invalid',
    'route_beyond_limits',
    'A route search covers 30 minutes and 3,000 m at most, at 1 to 90 km/h, the lower speed first. Nobody can agree to more. Narrow it.',
    { details: { limits: { minutes: ROUTE_LIMITS.minutes, distanceM: ROUTE_LIMITS.distanceM, minKmh: ROUTE_LIMITS.minKmh, maxKmh: ROUTE_LIMITS.maxKmh } } },
  );
}

/**
 * Refuses an incident from which there is no route search: its category is not on the named list, it is or was a disorderly gathering, or it is longer or wider than a search may begin.
 *
 * @param nearGathering it is or was a `disorderly_gathering` itself, or one was recorded at its place and time.
 * @throws AppError `conflict` `route_not_allowed`; `invalid` `route_start_too_wide`
 */
export function checkRouteIncident(incident: Pick<IncidentExtent, 'category' | 'occurred' | 'uncertaintyM'>, nearGathering: boolean): void {
  if (nearGathering || !allowsRouteSearch(incident.category) || !isRouteOffence(incident.category)) {
    throw new AppError(
      'conflict',
      'route_not_allowed',
      'There is no route search for this incident: its category is not on the list of offences, or a gathering was recorded there and then. Work with its candidates.',
      { details: { reason: nearGathering ? 'gathering' : 'category' } },
    );
  }
  const { fromMs, toMs } = incident.occurred;
  if (toMs - fromMs <= ROUTE_LIMITS.occurredMs && incident.uncertaintyM <= ROUTE_LIMITS.uncertaintyM) return;
  throw new AppError(
    'invalid',
    'route_start_too_wide',
    'A route search begins at an incident of at most one hour and 250 m around. Narrow its time and place to what is known, then ask for the approval.',
    { details: { limits: { minutes: 60, uncertaintyM: ROUTE_LIMITS.uncertaintyM } } },
  );
}
