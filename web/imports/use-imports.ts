import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ImportOutcome } from '../../domain/camera-import/import-outcome.ts';
import type { CameraImport, ImportedRow, ImportSummary, Page } from '../api/api-types.ts';
import { getImport, listImportRows, listImports } from '../api/import-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';

const POLL_MS = 2000;

/** Whether there is nothing more to wait for. */
export function isImportOver({ state }: Pick<ImportSummary, 'state'>): boolean {
  return state === 'completed' || state === 'failed';
}

/** The latest imports of the organisation. */
export function useRecentImports(): UseQueryResult<Page<ImportSummary>> {
  return useQuery({ queryKey: queryKeys.cameraImports, queryFn: ({ signal }) => listImports(signal) });
}

/** One import: live changes make it quick, asking again makes it sure. */
export function useImport(importId: string): UseQueryResult<CameraImport> {
  return useQuery({
    queryKey: queryKeys.cameraImport(importId),
    queryFn: ({ signal }) => getImport(importId, signal),
    refetchInterval: ({ state }) => (state.data !== undefined && isImportOver(state.data) ? false : POLL_MS),
  });
}

/** What became of the rows, page after page. `isOver` makes the list that was seen half-way a new one at the end. */
export function useImportRows(importId: string, outcome: ImportOutcome | undefined, isOver: boolean): CursorPages<Page<ImportedRow>> {
  return useCursorPages({
    queryKey: queryKeys.importRows(importId, { outcome, isOver }),
    fetchPage: (cursor, signal) => listImportRows(importId, { outcome, cursor }, signal),
    placeholderData: keepPreviousData,
  });
}
