import { useContext, useSyncExternalStore } from 'react';
import { OfflineContext } from './offline-context.ts';
import type { WaitingAction } from './waiting-action.ts';

const NONE: readonly WaitingAction[] = [];

/** What the user entered without connection, in order: waiting, sent and refused. */
export function useWaiting(): readonly WaitingAction[] {
  const queue = useContext(OfflineContext)?.queue;
  return useSyncExternalStore(queue?.subscribe ?? (() => () => undefined), () => queue?.list() ?? NONE);
}
