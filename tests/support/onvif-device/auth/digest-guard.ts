import type { AuthOptions } from './auth-options.ts';
import type { CredentialCheck } from './auth-verdict.ts';
import { type DigestAlgorithm, digestHex } from './digest-algorithm.ts';
import { type DigestCredentials, readDigestCredentials } from './digest-credentials.ts';
import { NonceStore } from './nonce-store.ts';
import { quotedString } from './quoted-string.ts';

/** The request that a digest has to fit. */
export interface DigestedRequest {
  readonly method: string;
  /** The request target as it came, path and query. */
  readonly target: string;
}

export type DigestCheck = CredentialCheck & { readonly algorithm?: DigestAlgorithm };

/** Checks `Authorization: Digest` (RFC 7616, 3.4; ONVIF Core 5.9.1 and 5.9.3). */
export class DigestGuard {
  readonly #nonces = new NonceStore();

  /** The `Digest …` challenges for a 401, one an algorithm, all with one nonce (RFC 7616, 3.3 and 3.7). */
  challenges(algorithms: readonly DigestAlgorithm[], options: AuthOptions, nowMs: number, stale: boolean): string[] {
    const nonce = this.#nonces.issue(nowMs);
    const base = `realm=${quotedString(options.realm)}, nonce="${nonce}", opaque="${this.#nonces.opaque}"`;
    const staleness = stale ? ', stale=true' : '';
    if (options.digestQop === 'none') return [`Digest ${base}${staleness}`];
    const charset = options.digestCharset ? ', charset=UTF-8' : '';
    return algorithms.map((algorithm) => `Digest ${base}, qop="auth", algorithm=${algorithm}${charset}${staleness}`);
  }

  check(field: string, request: DigestedRequest, algorithms: readonly DigestAlgorithm[], options: AuthOptions, nowMs: number): DigestCheck {
    const given = readDigestCredentials(field);
    const algorithm = algorithms.find((offered) => offered === given?.algorithm.toUpperCase());
    if (given === undefined || algorithm === undefined || !this.#isComplete(given, options)) {
      return { accepted: false, reason: 'malformed' };
    }
    if (given.uri !== request.target) return { accepted: false, reason: 'wrong-uri', algorithm };
    if (given.username !== options.credentials.username) {
      return { accepted: false, reason: 'unknown-user', algorithm };
    }
    // The response is checked before the nonce: `stale=true` tells a client that its password was right (RFC 7616, 3.3).
    if (given.response.toLowerCase() !== expectedResponse(algorithm, given, request.method, options)) {
      return { accepted: false, reason: 'wrong-password', algorithm };
    }
    return { ...this.#spendNonce(given, options, nowMs), algorithm };
  }

  /** Makes every nonce stale. */
  expireNonces(): void {
    this.#nonces.forgetAll();
  }

  #isComplete(given: DigestCredentials, options: AuthOptions): boolean {
    if (given.realm !== options.realm || given.opaque !== this.#nonces.opaque) return false;
    if (options.digestQop === 'none') return given.qop === undefined;
    return given.qop === 'auth' && /^[0-9a-f]{8}$/.test(given.nc ?? '') && (given.cnonce ?? '') !== '';
  }

  #spendNonce(given: DigestCredentials, options: AuthOptions, nowMs: number): CredentialCheck {
    const state = this.#nonces.state(given.nonce, given.nc, nowMs, options);
    if (state === 'stale') return { accepted: false, reason: 'stale-nonce' };
    if (state === 'replayed') return { accepted: false, reason: 'replayed' };
    this.#nonces.use(given.nonce, given.nc);
    return { accepted: true };
  }
}

/** RFC 7616, 3.4.1 to 3.4.3; without qop RFC 2069, 2.1.2. */
function expectedResponse(algorithm: DigestAlgorithm, given: DigestCredentials, method: string, { credentials, realm }: AuthOptions): string {
  const secret = digestHex(algorithm, `${credentials.username}:${realm}:${credentials.password}`);
  const message = digestHex(algorithm, `${method}:${given.uri}`);
  const counted = given.qop === undefined ? '' : `${given.nc}:${given.cnonce}:${given.qop}:`;
  return digestHex(algorithm, `${secret}:${given.nonce}:${counted}${message}`);
}
