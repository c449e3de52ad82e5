import { startHeardDeadline } from '../platform/heard-deadline.ts';
import type { ContactContext } from './contract.ts';
import { cancelledError, socketError, timeoutError } from './socket-error.ts';

/** The end of one contact with a camera, by its deadline or by its caller. */
export interface ContactDeadline {
  /** Fires when either comes. */
  readonly signal: AbortSignal;
  /** Milliseconds left; 0 when none. */
  remainingMs(): number;
}

/**
 * Runs one whole contact under its deadline and its caller's signal. When either ends it, the returned promise rejects at once, even if
 * something in `work` can't be aborted (a name lookup); `work` sees `signal` fire and closes what it opened.
 *
 * @throws AppError only: `cancelled`/`contact_cancelled`, `timeout`/`camera_timeout`, or what `work` failed with, converted.
 */
export async function withContactDeadline<T>(
  context: Pick<ContactContext, 'signal' | 'deadlineMs'>,
  work: (deadline: ContactDeadline) => Promise<T>,
): Promise<T> {
  if (context.signal.aborted) throw cancelledError();
  const endsAt = performance.now() + context.deadlineMs;
  const ended = new AbortController();
  const ending = new Promise<never>((_resolve, reject) => {
    ended.signal.addEventListener('abort', () => reject(ended.signal.reason), { once: true });
  });
  const finish = (error: Error): void => ended.abort(error);
  const onAbort = (): void => finish(cancelledError());
  const endWait = startHeardDeadline(context.deadlineMs, () => finish(timeoutError()));
  context.signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([ending, work({ signal: ended.signal, remainingMs: () => Math.max(0, endsAt - performance.now()) })]);
  } catch (error) {
    throw ended.signal.aborted ? ended.signal.reason : socketError(error);
  } finally {
    endWait();
    context.signal.removeEventListener('abort', onAbort);
  }
}
