import { AppError, toAppError } from '../domain/app-error.ts';

const HANG_UPS = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ENOTCONN',
]);
const OWN_SHORTAGES = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EADDRNOTAVAIL', 'EADDRINUSE', 'EACCES', 'EPERM']);

/** System or OpenSSL code of a foreign error, upper case; empty when it has none. */
function codeOf(error: unknown): string {
  const code = error !== null && typeof error === 'object' && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/**
 * Converts what a socket to a camera fails with. An `AppError` passes unchanged.
 *
 * @returns kind and code `unreachable`/`connection_refused`, `unreachable`/`camera_unreachable`, `timeout`/`camera_timeout`,
 *   `camera`/`tls_failed`, `cancelled`/`contact_cancelled` for an abort, or `unavailable`/`sockets_exhausted` when it is this machine that lacks
 *   something; `internal` for what no socket fails with.
 */
export function socketError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'AbortError') return cancelledError();
  if (name === 'TimeoutError') return timeoutError({ cause: error });
  const code = codeOf(error);
  const options = { cause: error, details: code === '' ? {} : { system: code } };
  if (code === 'ECONNREFUSED') {
    return new AppError(
      'unreachable',
      'connection_refused',
      'The device answers, but nothing listens at this port. Check the port and that the service is switched on in the camera.',
      options,
    );
  }
  if (code === 'ETIMEDOUT') return timeoutError(options);
  if (OWN_SHORTAGES.has(code)) {
    return new AppError(
      'unavailable',
      'sockets_exhausted',
      'This machine could not open a connection. Check its limits on open files and ports, and its firewall.',
      options,
    );
  }
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code.includes('CERT') || code === 'EPROTO') {
    return new AppError(
      'camera',
      'tls_failed',
      'The camera did not agree on an encrypted connection. Check that this port speaks TLS and renew the camera firmware or certificate.',
      options,
    );
  }
  if (!HANG_UPS.has(code)) return toAppError(error);
  return new AppError(
    'unreachable',
    'camera_unreachable',
    'The camera could not be reached or hung up. Check its power, its cable and the network between.',
    options,
  );
}

/** Kind `timeout`, code `camera_timeout`. */
export function timeoutError(options: { cause?: unknown; details?: Readonly<Record<string, unknown>> } = {}): AppError {
  return new AppError('timeout', 'camera_timeout', 'The camera did not answer in time. Check its load and the network between.', options);
}

/** Kind `cancelled`, code `contact_cancelled`. */
export function cancelledError(): AppError {
  return new AppError('cancelled', 'contact_cancelled', 'The contact with the camera was ended before it was done.');
}
