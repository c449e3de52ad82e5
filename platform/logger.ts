import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Keys whose values never reach a log, wherever they stand in an object. */
const SECRET_KEYS = ['password', 'token', 'authorization', 'cookie', 'credentials', 'sealedCredentials', 'secretKey', 'set-cookie', 'passwordHash'];
const REDACTED_PATHS = SECRET_KEYS.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`]);
const URL_CREDENTIALS = /([a-z][a-z0-9+.-]*:\/\/)[^/\s@]*@/gi;

/** Takes user and password out of every URL in `text`. */
export function scrubUrls(text: string): string {
  return text.replace(URL_CREDENTIALS, '$1');
}

function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { kind, code, details } = error as { kind?: unknown; code?: unknown; details?: unknown };
  return {
    type: error.name,
    message: scrubUrls(error.message),
    ...(kind === undefined ? {} : { kind, details }),
    ...(code === undefined ? {} : { code }),
    stack: error.stack === undefined ? undefined : scrubUrls(error.stack),
    ...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
  };
}

/** JSON lines on stderr (stdout belongs to commands' answers); secrets are removed by key and from URLs. */
export function createLogger(level: LogLevel, destination: DestinationStream = pino.destination({ fd: 2, sync: true })): Logger {
  return pino(
    { level, redact: { paths: REDACTED_PATHS, censor: '[removed]' }, serializers: { err: serializeError, error: serializeError }, base: null },
    destination,
  );
}
