import { useInfiniteQuery, useQueryClient, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import type { CaseMoment, Page } from '../api/api-types.ts';
import { listMoments } from '../api/moment-api.ts';
import { queryKeys } from '../api/query-keys.ts';

/** Marked moments of an incident, page after page, newest mark first. */
export function useMomentPages(incidentId: string): UseInfiniteQueryResult<InfiniteData<Page<CaseMoment>>> {
  return useInfiniteQuery({
    queryKey: queryKeys.moments(incidentId),
    queryFn: ({ pageParam, signal }) => listMoments(incidentId, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** Loads them again after one was marked or deleted. */
export function useMomentRefresh(incidentId: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.moments(incidentId) });
}
