import { ApiProblem, isApiProblem } from '../api/api-problem.ts';
import { noteReach, wasReached } from '../api/reach.ts';
import { sendStored } from '../api/stored-call.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { useOffline } from './offline-of.ts';
import type { ActionInput } from './waiting-action.ts';

/** How something ended that may wait: with the service's answer, or stored until there is a connection. */
export type SendOutcome<T> = { readonly state: 'sent'; readonly answer: T } | { readonly state: 'waiting' };

/** How long somebody in the street looks at a form that doesn't go away. */
const PATIENCE_MS = 15_000;
/** Photographs of half a megabyte, over a line of 10 kB a second. */
const PATIENCE_WITH_FILES_MS = 60_000;

/** Sends something or, without connection, has it wait; for boards only. Rejects like any call when it was refused, or can't wait. */
export function useOfflineSend(): <T>(action: ActionInput<T>) => Promise<SendOutcome<T>> {
  const offline = useOffline();
  const user = useCurrentUser();
  const queue = user.role === 'board' ? offline?.queue : undefined;
  return async <T>(action: ActionInput<T>) => {
    // somebody else may have signed in, in another tab
    const manner = { idempotencyKey: action.key, forUserId: user.id };
    if (queue === undefined) return { state: 'sent', answer: await sendStored(action.call, manner) };
    const isTried = wasReached();
    // a browser that keeps nothing is no reason not to send
    const since = await queue.stamp().catch(() => undefined);
    try {
      const patienceMs = action.call.files === undefined ? PATIENCE_MS : PATIENCE_WITH_FILES_MS;
      if (isTried) return { state: 'sent', answer: await sendStored(action.call, { ...manner, signal: AbortSignal.timeout(patienceMs) }) };
    } catch (error) {
      if (!isWithoutAnswer(error)) throw error;
      noteReach(false);
    }
    if (since === undefined || !(await queue.add(user.id, action, isTried, since)))
      throw new ApiProblem('server_unreachable', { status: 0, detail: 'There was no answer, and its user has left.' });
    // it may just have come back
    void queue.send().catch(() => undefined);
    return { state: 'waiting' };
  };
}

function isWithoutAnswer(error: unknown): boolean {
  return isApiProblem(error) ? error.status === 0 : error instanceof DOMException && error.name === 'TimeoutError';
}
