/**
 * The closed set of error kinds. `server/` maps each to one HTTP status and `workers/` to one retry decision;
 * nothing else in the product decides by error class.
 */
export const ERROR_KINDS = [
  'malformed', // can't be parsed: JSON, cursor, id
  'invalid', // parsed, but breaks a rule
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'too_large',
  'rate_limited',
  'camera', // the device answered, and the answer is wrong or a refusal
  'unreachable', // the device did not answer at all
  'timeout',
  'unavailable', // one of our own parts (database, queue, disk, ffmpeg) is not there
  'cancelled',
  'internal',
] as const;

/** One of {@link ERROR_KINDS}. */
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** JSON-safe facts about an error. Never secrets, SQL parameters or personal data: they are sent to callers. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * The one error class of the product. Foreign errors are converted to it once, where they enter.
 *
 * `code` is stable snake_case that clients may branch on; `message` is for people and says what to do next.
 */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(kind: ErrorKind, code: string, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Whether `error` is an {@link AppError}, optionally with the given code. */
export function isAppError(error: unknown, code?: string): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/**
 * Turns anything thrown into an {@link AppError}; an unknown error becomes kind `internal` and keeps the original as `cause`.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('internal', 'internal_error', 'Something failed inside the service. Try again; if it persists, give the operator the request id.', {
    cause: error,
  });
}
