import { useState } from 'react';
import { useCurrentUser } from '../session/session-context.ts';
import { useSignOut } from '../session/use-session.ts';
import { useOffline } from './offline-of.ts';
import { useWaiting } from './use-waiting.ts';

/** Signing out where something may wait: asks first, then throws it away. */
export interface Leave {
  readonly isLeaving: boolean;
  readonly isAsking: boolean;
  /** What would be thrown away. */
  readonly count: number;
  start(): void;
  stay(): void;
  confirm(): void;
}

/** See {@link Leave}. */
export function useLeave(): Leave {
  const queue = useOffline()?.queue;
  const { id: userId } = useCurrentUser();
  const count = useWaiting().filter(({ state }) => state !== 'sent').length;
  const [isAsking, setAsking] = useState(false);
  const signingOut = useSignOut();
  const confirm = (): void => {
    setAsking(false);
    // nothing of it stays on a phone that others use
    void Promise.resolve(queue?.discard(userId)).finally(() => signingOut.mutate());
  };
  return {
    isLeaving: signingOut.isPending,
    isAsking,
    count,
    start: () => (count > 0 ? setAsking(true) : confirm()),
    stay: () => setAsking(false),
    confirm,
  };
}
