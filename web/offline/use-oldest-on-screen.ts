import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useCurrentUser } from '../session/session-context.ts';
import { mayBeKept } from './kept-answer-rule.ts';

/** From when the oldest of the lists on screen is, in epoch milliseconds; null while nothing of the kind is there. */
export function useOldestOnScreen(): number | null {
  const cache = useQueryClient().getQueryCache();
  const { role } = useCurrentUser();
  return useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () => {
      const shown = cache.findAll({ type: 'active', predicate: ({ queryKey, state }) => state.data !== undefined && mayBeKept(queryKey, role) });
      return shown.length === 0 ? null : Math.min(...shown.map(({ state }) => state.dataUpdatedAt));
    },
  );
}
