import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { FootageRequest, Page } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { countWaitingRequests, listRequests, type RequestFilter } from '../api/request-api.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';
import { useMay } from '../session/session-context.ts';

/** Requests within reach, page after page, newest first. */
export function useRequestPages(filter: RequestFilter): CursorPages<Page<FootageRequest>> {
  return useCursorPages({
    queryKey: queryKeys.requestList(filter),
    fetchPage: (cursor, signal) => listRequests({ ...filter, cursor }, signal),
  });
}

/** The newest 50 requests of an incident, for whoever may see them. */
export function useIncidentRequests(incidentId: string): UseQueryResult<readonly FootageRequest[]> {
  const may = useMay();
  return useQuery({
    queryKey: queryKeys.incidentRequests(incidentId),
    queryFn: async ({ signal }) => (await listRequests({ incidentId }, signal)).items,
    enabled: may('request.read'),
  });
}

/** How much waits for the user; 0 while it isn't known. */
export function useWaitingRequests(): number {
  const may = useMay();
  const { data } = useQuery({ queryKey: queryKeys.requestsWaiting, queryFn: ({ signal }) => countWaitingRequests(signal), enabled: may('request.read') });
  return data ?? 0;
}
