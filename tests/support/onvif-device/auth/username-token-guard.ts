import { createHash } from 'node:crypto';
import type { ReadElement } from '../xml/xml-reader.ts';
import type { AuthOptions } from './auth-options.ts';
import type { CredentialCheck } from './auth-verdict.ts';
import { readUsernameToken, type UsernameToken } from './username-token.ts';

/** Checks WS-Security UsernameTokens against the device's own clock (UsernameToken Profile 1.0, 3; ONVIF Core 5.9.5). */
export class UsernameTokenGuard {
  readonly #usedNonces = new Set<string>();

  /** @param deviceNowMs what the device believes the time to be. */
  check(security: ReadElement, options: AuthOptions, deviceNowMs: number): CredentialCheck {
    const token = readUsernameToken(security);
    if (token === undefined) return { accepted: false, reason: 'malformed' };
    if (token.username !== options.credentials.username) return { accepted: false, reason: 'unknown-user' };
    if (token.digest !== passwordDigest(token, options.credentials.password)) {
      return { accepted: false, reason: 'wrong-password' };
    }
    if (Math.abs(deviceNowMs - token.createdMs) > options.createdToleranceMs) {
      return { accepted: false, reason: 'clock-skew' };
    }
    return this.#spendNonce(token);
  }

  #spendNonce(token: UsernameToken): CredentialCheck {
    const nonce = token.nonce.toString('hex');
    if (this.#usedNonces.has(nonce)) return { accepted: false, reason: 'replayed' };
    this.#usedNonces.add(nonce);
    return { accepted: true };
  }
}

/** Base64 (SHA-1 (nonce + created + password)), the nonce as the bytes it decodes to. */
function passwordDigest(token: UsernameToken, password: string): string {
  return createHash('sha1').update(token.nonce).update(token.created, 'utf8').update(password, 'utf8').digest('base64');
}
