import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Absence, Fault, FaultDetail, Page } from '../api/api-types.ts';
import { type FaultFilter, getFault, listAbsences, listFaults } from '../api/fault-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';

/** Entries of the repair ledger, page after page, newest first. */
export function useFaultPages(filter: FaultFilter): CursorPages<Page<Fault>> {
  return useCursorPages({
    queryKey: queryKeys.faultList(filter),
    fetchPage: (cursor, signal) => listFaults({ ...filter, cursor }, signal),
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
