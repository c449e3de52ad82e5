import type { DigestAlgorithm } from './digest-algorithm.ts';

/**
 * What the device asks of a client (ONVIF Core 5.9):
 * - `digest-md5`, `digest-sha256`, `digest-both`: HTTP digest, RFC 7616;
 * - `ws-usernametoken`: the legacy WS-Security token and no HTTP authentication for SOAP;
 * - `digest-or-ws`: either, as Core 5.9.1 describes for a device that has both;
 * - `basic`: outside the specification, but cameras do it;
 * - `none`: everything is open.
 */
export type AuthMode = 'none' | 'digest-md5' | 'digest-sha256' | 'digest-both' | 'ws-usernametoken' | 'digest-or-ws' | 'basic';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface AuthOptions {
  readonly credentials: Credentials;
  readonly authMode: AuthMode;
  readonly realm: string;
  /** Order of the challenges of `digest-both`, most preferred first. */
  readonly digestOrder: readonly DigestAlgorithm[];
  /** `none` challenges as RFC 2069 did, without qop, algorithm and charset (old cameras; MD5 only). */
  readonly digestQop: 'auth' | 'none';
  /** Whether the challenge says `charset=UTF-8` (RFC 7616, 3.3). Digests are checked in UTF-8 either way. */
  readonly digestCharset: boolean;
  /** Several challenges in header fields of their own, or in one field parted by commas (RFC 9110, 11.6.1). */
  readonly challengeFields: 'separate' | 'combined';
  /** Age at which a nonce becomes stale, on the clock of `now`. */
  readonly nonceLifetimeMs: number;
  /** Number of uses after which a nonce becomes stale. */
  readonly nonceMaxUses: number;
  /** How far `Created` of a UsernameToken may be from the device's own clock. */
  readonly createdToleranceMs: number;
  /**
   * What happens to a message with HTTP and WS-Security credentials together. A client should never send one; Core
   * 5.9.1 has the device check both in turn (`validate-both`). `refuse` makes the mistake visible.
   */
  readonly bothCredentials: 'refuse' | 'validate-both';
  /** Operations of access class PRE_AUTH for which this device wrongly demands a sign-in. */
  readonly authRequiredFor: readonly string[];
}

export const defaultAuthOptions: AuthOptions = {
  credentials: { username: 'admin', password: 'Mật-khẩu thử 1' },
  authMode: 'digest-md5',
  realm: 'onvif-test-device',
  digestOrder: ['SHA-256', 'MD5'],
  digestQop: 'auth',
  digestCharset: true,
  challengeFields: 'separate',
  nonceLifetimeMs: 60_000,
  nonceMaxUses: Number.POSITIVE_INFINITY,
  createdToleranceMs: 5_000,
  bothCredentials: 'refuse',
  authRequiredFor: [],
};
