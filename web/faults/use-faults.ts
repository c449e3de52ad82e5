import { useInfiniteQuery, useQuery, type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult } from '@tanstack/react-query';
import type { Absence, Fault, FaultDetail, Page } from '../api/api-types.ts';
import { type FaultFilter, getFault, listAbsences, listFaults } from '../api/fault-api.ts';
import { queryKeys } from '../api/query-keys.ts';

/** Entries of the repair ledger, page after page, newest first. */
export function useFaultPages(filter: FaultFilter): UseInfiniteQueryResult<InfiniteData<Page<Fault>>> {
  return useInfiniteQuery({
    queryKey: queryKeys.faultList(filter),
    queryFn: ({ pageParam, signal }) => listFaults({ ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** One entry with its notes. */
export function useFault(faultId: string): UseQueryResult<FaultDetail> {
  return useQuery({ queryKey: queryKeys.fault(faultId), queryFn: ({ signal }) => getFault(faultId, signal) });
}

/** When a camera is away on purpose. */
export function useAbsences(cameraId: string): UseQueryResult<readonly Absence[]> {
  return useQuery({ queryKey: queryKeys.cameraPart(cameraId, 'absences'), queryFn: ({ signal }) => listAbsences(cameraId, signal) });
}
