import type { QueryOf } from './api-route.ts';
import type { RouteAnswer, RouteState } from './api-types.ts';
import { callApi } from './call-api.ts';

/** What is searched: which way, how fast, how long and how far. */
export type RouteQuery = Required<Pick<QueryOf<'GET /incidents/{id}/route-search'>, 'direction' | 'mode' | 'minutes' | 'distanceM'>>;

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
