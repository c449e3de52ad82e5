import { AppError } from '../../domain/app-error.ts';

/** What is stored of the log doesn't fit together: somebody changed it, or it was damaged. */
export function logDamaged(what: string): AppError {
  return new AppError(
    'unavailable',
    'audit_log_damaged',
    `The access log does not fit together (${what}). Nothing was signed. Tell the operator to run: matpho audit verify --from CHECKPOINT_FILE, with the oldest checkpoint at hand.`,
  );
}
