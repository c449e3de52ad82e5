import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import type { EvidencePackage, Page } from '../api/api-types.ts';
import { listPackages } from '../api/package-api.ts';
import { queryKeys } from '../api/query-keys.ts';

/** Packages of an incident, or of all cases within reach, page after page, newest first. */
export function usePackagePages(incidentId?: string): UseInfiniteQueryResult<InfiniteData<Page<EvidencePackage>>> {
  return useInfiniteQuery({
    queryKey: queryKeys.packageList(incidentId),
    queryFn: ({ pageParam, signal }) => listPackages({ incidentId, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}
