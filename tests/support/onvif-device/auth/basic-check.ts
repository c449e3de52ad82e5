import type { AuthOptions, Credentials } from './auth-options.ts';
import type { CredentialCheck } from './auth-verdict.ts';
import { quotedString } from './quoted-string.ts';

/** The challenge of RFC 7617, 2 and 2.1. */
export function basicChallenge({ realm }: AuthOptions): string {
  return `Basic realm=${quotedString(realm)}, charset="UTF-8"`;
}

/** Checks `Authorization: Basic` (RFC 7617, 2): Base64 of `user:password` in UTF-8. */
export function checkBasic(field: string, expected: Credentials): CredentialCheck {
  const token = field.trim();
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(token)) return { accepted: false, reason: 'malformed' };
  const pair = Buffer.from(token, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon === -1) return { accepted: false, reason: 'malformed' };
  if (pair.slice(0, colon) !== expected.username) return { accepted: false, reason: 'unknown-user' };
  if (pair.slice(colon + 1) !== expected.password) return { accepted: false, reason: 'wrong-password' };
  return { accepted: true };
}
