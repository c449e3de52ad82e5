import { useSyncExternalStore } from 'react';
import { useOffline } from './offline-of.ts';
import type { WaitingAction } from './waiting-action.ts';

const NONE: readonly WaitingAction[] = [];

/** What the user entered without connection, in order: waiting, sent and refused. */
export function useWaiting(): readonly WaitingAction[] {
  const queue = useOffline()?.queue;
  return useSyncExternalStore(queue?.subscribe ?? (() => () => undefined), () => queue?.list() ?? NONE);
}
