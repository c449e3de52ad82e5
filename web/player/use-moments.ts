import { useQueryClient } from '@tanstack/react-query';
import type { CaseMoment, Page } from '../api/api-types.ts';
import { listMoments } from '../api/moment-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';

/** Marked moments of an incident, page after page, newest mark first. */
export function useMomentPages(incidentId: string): CursorPages<Page<CaseMoment>> {
  return useCursorPages({ queryKey: queryKeys.moments(incidentId), fetchPage: (cursor, signal) => listMoments(incidentId, cursor, signal) });
}

/** Loads them again after one was marked or deleted. */
export function useMomentRefresh(incidentId: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.moments(incidentId) });
}
