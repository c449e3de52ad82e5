import { AppError, type ErrorKind } from '../domain/app-error.ts';

interface PgError {
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
}

const UNAVAILABLE_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
  // a name server that is away for a moment is no defect of ours
  ...['ENOTFOUND', 'EAI_AGAIN'],
  // shutting down, starting up, or a standby that is not yet the primary
  ...['57P01', '57P02', '57P03', '25006'],
]);
/** Connection exceptions, insufficient resources (full disk, too many connections), errors of its system. */
const UNAVAILABLE_CLASSES = ['08', '53', '58'];
const CONFLICTS = new Set(['23505', '23P01', '23503', '40001', '40P01']);

function kindOf(code: string | undefined, message: string): ErrorKind {
  if (code === undefined) return /terminated|timeout exceeded|read timeout|Connection ended|not queryable/i.test(message) ? 'unavailable' : 'internal';
  if (UNAVAILABLE_CODES.has(code) || UNAVAILABLE_CLASSES.some((group) => /^[0-9A-Z]{5}$/.test(code) && code.startsWith(group))) return 'unavailable';
  if (CONFLICTS.has(code)) return 'conflict';
  if (code === '23514' || code === '23502' || code.startsWith('22')) return 'invalid';
  return 'internal';
}

const MESSAGES: Partial<Record<ErrorKind, string>> = {
  unavailable: 'The database does not answer. Try again in a moment; if it stays, see whether PostgreSQL runs.',
  conflict: 'This contradicts something that is stored already. Load it again and repeat the change.',
  invalid: 'The database refused a value. Check the numbers, times and places that were sent.',
};

/**
 * Converts what `pg` throws. The text of the error stays in `cause`: it can quote values. `details.constraint` names a violated constraint.
 * Kinds: unavailable `database_unavailable`, conflict `constraint_violated`, invalid `value_refused`, else internal `database_error`.
 */
export function toDatabaseError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, constraint } = error as PgError;
  const kind = kindOf(code, error instanceof Error ? error.message : '');
  const codes: Partial<Record<ErrorKind, string>> = { unavailable: 'database_unavailable', conflict: 'constraint_violated', invalid: 'value_refused' };
  const details = { ...(constraint === undefined ? {} : { constraint }), ...(code === undefined ? {} : { sqlState: code }) };
  return new AppError(
    kind,
    codes[kind] ?? 'database_error',
    MESSAGES[kind] ?? 'The database failed at this. Try again; if it persists, give the operator the request id.',
    {
      details,
      cause: error,
    },
  );
}

/** Whether `error` is a violation of the named constraint. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof AppError && error.details['constraint'] === constraint;
}
