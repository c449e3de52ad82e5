import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { RouteAnswer, RouteState } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { getRouteState, searchRoute, type RouteQuery } from '../api/route-api.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** Whether a route may be searched from an incident. */
export function useRouteState(incidentId: string): UseQueryResult<RouteState> {
  return useQuery({ queryKey: queryKeys.routeState(incidentId), queryFn: ({ signal }) => getRouteState(incidentId, signal) });
}

/** The result of a search that somebody asked for, page after page; never asked again by itself, since every look is logged. */
export function useRoutePages(incidentId: string, question: RouteQuery | null): CursorPages<RouteAnswer> {
  const lang = useLanguage();
  return useCursorPages({
    queryKey: queryKeys.routeSearch(incidentId, { ...question, lang }),
    fetchPage: (cursor, signal) => searchRoute(incidentId, { ...question!, lang, cursor }, signal),
    enabled: question !== null,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnReconnect: false,
  });
}
