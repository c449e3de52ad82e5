import { createHash, randomBytes } from 'node:crypto';

/** Cookie that carries a browser's session token. */
export const SESSION_COOKIE = 'matpho_session';

/** A session's life: absolute, and without use. */
export const SESSION_LIFE = { absoluteMs: 12 * 3_600_000, idleMs: 2 * 3_600_000, touchEveryMs: 60_000 } as const;

/** 256 bits from the system's generator, base64url: nothing to guess. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What a key for programs begins with: tells it from a session's token, and lets scanners find one that was published by mistake. */
export const API_KEY_PREFIX = 'mpk_';

/** A new key for programs, as long as a session's token. */
export function newApiKeyToken(): string {
  return API_KEY_PREFIX + newSessionToken();
}

/** What is stored and looked up in place of the token. A plain hash is enough for a random 256-bit value. */
export function sessionTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
