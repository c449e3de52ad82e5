import { expect, test } from 'vitest';
import { socketError } from '../../../camera-adapters/socket-error.ts';
import { AppError } from '../../../domain/app-error.ts';

const system = (code: string): Error => Object.assign(new Error(`connect ${code} 10.0.0.9:554`), { code });

test.each([
  [system('ECONNREFUSED'), 'unreachable', 'connection_refused'],
  [system('ECONNRESET'), 'unreachable', 'camera_unreachable'],
  [system('EHOSTUNREACH'), 'unreachable', 'camera_unreachable'],
  [system('ETIMEDOUT'), 'timeout', 'camera_timeout'],
  [system('EMFILE'), 'unavailable', 'sockets_exhausted'],
  [system('ERR_SSL_WRONG_VERSION_NUMBER'), 'camera', 'tls_failed'],
  [system('DEPTH_ZERO_SELF_SIGNED_CERT'), 'camera', 'tls_failed'],
  [new DOMException('aborted', 'AbortError'), 'cancelled', 'contact_cancelled'],
  [new DOMException('late', 'TimeoutError'), 'timeout', 'camera_timeout'],
  [new TypeError('a bug of ours'), 'internal', 'internal_error'],
  ['text', 'internal', 'internal_error'],
])('%s becomes %s/%s, without the address in its message', (error, kind, code) => {
  const converted = socketError(error);
  expect(converted).toMatchObject({ kind, code });
  expect(converted.message).not.toContain('10.0.0.9');
});

test('an AppError passes unchanged', () => {
  const error = new AppError('camera', 'auth_failed', 'x');
  expect(socketError(error)).toBe(error);
});
