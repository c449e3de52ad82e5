import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { subscribeReach, wasReached } from '../api/reach.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { useOffline } from './offline-of.ts';

const TRY_EVERY_MS = 30_000;

/** As long as somebody is signed in: sends what waits whenever there may be a connection again, and fetches what couldn't be. */
export function useSending(): void {
  const offline = useOffline();
  const client = useQueryClient();
  const { id: userId } = useCurrentUser();
  useEffect(() => {
    if (offline === null) return;
    const { queue } = offline;
    const send = (): void => void queue.send().catch(() => undefined);
    const onReach = (): void => {
      if (!wasReached()) return;
      send();
      void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' || state.isInvalidated });
    };
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') send();
    };
    const stop = subscribeReach(onReach);
    const timer = setInterval(send, TRY_EVERY_MS);
    window.addEventListener('online', send);
    document.addEventListener('visibilitychange', onVisible);
    void queue.showFor(userId).then(send);
    return () => {
      stop();
      clearInterval(timer);
      window.removeEventListener('online', send);
      document.removeEventListener('visibilitychange', onVisible);
      void queue.showFor(null);
    };
  }, [offline, client, userId]);
}
