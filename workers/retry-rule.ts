import { UnrecoverableError } from 'bullmq';
import { toAppError, type AppError, type ErrorKind } from '../domain/app-error.ts';

/** What becomes of a job that failed. */
type Fate = 'retry' | 'give_up';

/**
 * The one map from error kind to retry. A camera's faults are results and should never get here; if one does, trying again at once would only wear the camera. What
 * is temporarily not there, or in somebody's way, is tried again; a defect is not, since it would fail the same way.
 */
const FATES: { readonly [K in ErrorKind]: Fate } = {
  unavailable: 'retry',
  conflict: 'retry',
  rate_limited: 'retry',
  timeout: 'retry',
  unreachable: 'give_up',
  camera: 'give_up',
  malformed: 'give_up',
  invalid: 'give_up',
  unauthenticated: 'give_up',
  forbidden: 'give_up',
  not_found: 'give_up',
  too_large: 'give_up',
  internal: 'give_up',
  // the worker stops: the job is done again by the next one
  cancelled: 'retry',
};

/** Whether a job that failed with `error` is tried again while it has attempts left. */
export function isRetried(error: AppError): boolean {
  return FATES[error.kind] === 'retry';
}

/** The verdict on a failed job, as a consumer takes it: what to throw so that the queue tries it again, or keeps it as failed for good. The queue keeps its message as the reason: the code, which every page says in its own language. */
export function judgeJobFailure(thrown: unknown): { readonly error: AppError; readonly rethrow: Error } {
  const error = toAppError(thrown);
  return { error, rethrow: isRetried(error) ? new Error(error.code, { cause: error }) : new UnrecoverableError(error.code) };
}
