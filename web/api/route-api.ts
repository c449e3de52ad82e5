import type { RouteDirection } from '../../domain/route-window.ts';
import type { RouteMode } from '../../domain/route-limits.ts';
import type { RouteAnswer, RouteState } from './api-types.ts';
import { callApi } from './call-api.ts';

/** What is searched: which way, how fast, how long and how far. */
export interface RouteQuery {
  readonly direction: RouteDirection;
  readonly mode: RouteMode;
  readonly minutes: number;
  readonly distanceM: number;
}

/** Whether a route may be searched from an incident, and what is missing. */
export async function getRouteState(incidentId: string, signal?: AbortSignal): Promise<RouteState> {
  return callApi('GET /incidents/{id}/route-search/state', { path: { id: incidentId }, signal });
}

/** The cameras that somebody could have passed, nearest first; the first page brings the roads as well. Each page is a logged look. */
export async function searchRoute(
  incidentId: string,
  query: RouteQuery & { readonly lang: 'vi' | 'en'; readonly cursor?: string | undefined },
  signal?: AbortSignal,
): Promise<RouteAnswer> {
  const roads = query.cursor === undefined ? 'true' : 'false';
  return callApi('GET /incidents/{id}/route-search', { path: { id: incidentId }, query: { ...query, roads, limit: 50 }, signal });
}
