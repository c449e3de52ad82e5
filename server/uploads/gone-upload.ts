import type { HandInRow } from '../../db/repositories/hand-in-repository.ts';
import { AppError } from '../../domain/app-error.ts';

/** Whether an upload was cancelled or given up: nothing of it is there. */
export function isGone({ state }: Pick<HandInRow, 'state'>): boolean {
  return state === 'cancelled' || state === 'expired';
}

/** What the protocol says of such an upload (tus 1.0.0: 404, so that clients begin anew). Code `upload_gone` (not_found). */
export function gone(): AppError {
  return new AppError('not_found', 'upload_gone', 'This upload was cancelled, or given up because nothing came for a day. Begin it anew.');
}
