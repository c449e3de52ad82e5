import { useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../api/query-keys.ts';

/** Loads what hangs on the holds of an incident again after one was changed: the holds, and until when the candidates' footage stays. */
export function useHoldRefresh(incidentId: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.incident(incidentId) });
}
