import { useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../api/query-keys.ts';

/** Loads requests, and what waits, again after one was changed; a camera that is asked for is held, so the incident's holds too. */
export function useRequestRefresh(incidentId?: string): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const keys = [queryKeys.requests, queryKeys.requestsWaiting, ...(incidentId === undefined ? [] : [queryKeys.holds(incidentId)])];
    await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}
