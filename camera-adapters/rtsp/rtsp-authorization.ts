import { randomBytes } from 'node:crypto';
import type { CameraCredentials } from '../../domain/camera-source.ts';
import { parseAuthChallenges } from './auth-challenge.ts';
import type { AuthChallenge } from './auth-challenge.ts';
import { DIGEST_ALGORITHMS, digestResponse } from './digest-response.ts';
import type { DigestAlgorithm } from './digest-response.ts';
import { foreignHostError } from './rtsp-error.ts';

/** How the sign-in went over the wire. */
export type RtspAuthScheme = 'digest' | 'basic';

/** Signs the requests of one connection. */
export interface RtspAuthorization {
  /**
   * Takes the challenges of a 401 and picks the strongest: digest by {@link DIGEST_ALGORITHMS}, basic only when no digest was offered.
   *
   * @returns whether it is worth sending the request again: the first time, and later when the camera says that only the nonce was old
   *   (`stale`) or, after a sign-in that worked, gives a new one. A wrong password is so never sent twice: cameras lock accounts.
   */
  accept(challengeFields: readonly string[]): boolean;
  /**
   * The `Authorization` field for a request, undefined before the first challenge.
   *
   * @throws AppError `camera`/`address_forbidden` when `uri` is not on the host that the credentials are for.
   */
  sign(method: string, uri: string): string | undefined;
  /** To be told of an answer that took the sign-in. */
  confirm(): void;
  readonly scheme: RtspAuthScheme | undefined;
}

interface DigestTerms {
  readonly scheme: 'digest';
  readonly algorithm: DigestAlgorithm;
  readonly algorithmText: string | undefined;
  readonly isSession: boolean;
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly withQop: boolean;
  readonly isStale: boolean;
}

type Terms = DigestTerms | { readonly scheme: 'basic' };

/**
 * HTTP authentication on an RTSP connection (RFC 2326 §D, RFC 7616, RFC 7617).
 *
 * @param dependencies.origin `rtsp://host[:port]` that the credentials belong to; nothing is signed for a URI elsewhere.
 * @param dependencies.clientNonce for tests with the RFCs' examples.
 */
export function createRtspAuthorization(dependencies: {
  readonly credentials: CameraCredentials | undefined;
  readonly origin: string;
  readonly clientNonce?: () => string;
}): RtspAuthorization {
  const { credentials, origin, clientNonce = () => randomBytes(12).toString('hex') } = dependencies;
  let terms: Terms | undefined;
  let nonceCount = 0;
  let isConfirmed = false;
  return {
    accept(challengeFields) {
      const offered = chooseTerms(parseAuthChallenges(challengeFields));
      const isWorthAnother = terms === undefined || isRenewal(terms, offered, isConfirmed);
      isConfirmed = false;
      terms = offered;
      nonceCount = 0;
      return credentials !== undefined && offered !== undefined && isWorthAnother;
    },
    sign(method, uri) {
      if (terms === undefined || credentials === undefined) return undefined;
      if (uri !== origin && !uri.startsWith(`${origin}/`)) throw foreignHostError();
      if (terms.scheme === 'basic') return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64')}`;
      nonceCount += 1;
      const needsClientNonce = terms.withQop || terms.isSession;
      return digestField(credentials, terms, { method, uri, nonceCount, clientNonce: needsClientNonce ? clientNonce() : '' });
    },
    confirm() {
      isConfirmed = terms !== undefined;
    },
    get scheme() {
      return terms?.scheme;
    },
  };
}

function isRenewal(before: Terms, offered: Terms | undefined, wasConfirmed: boolean): boolean {
  if (before.scheme !== 'digest' || offered?.scheme !== 'digest' || offered.nonce === before.nonce) return false;
  return offered.isStale || wasConfirmed;
}

function chooseTerms(challenges: readonly AuthChallenge[]): Terms | undefined {
  const digests = challenges.filter(({ scheme }) => scheme === 'digest');
  const [best] = digests
    .flatMap((challenge) => readDigest(challenge) ?? [])
    .sort((a, b) => DIGEST_ALGORITHMS.indexOf(a.algorithm) - DIGEST_ALGORITHMS.indexOf(b.algorithm));
  if (digests.length > 0) return best;
  return challenges.some(({ scheme }) => scheme === 'basic') ? { scheme: 'basic' } : undefined;
}

function readDigest({ params }: AuthChallenge): DigestTerms | undefined {
  const algorithmText = params.get('algorithm');
  const [, name = 'MD5', suffix = ''] = /^(.*?)(-sess)?$/i.exec((algorithmText ?? 'MD5').toUpperCase()) ?? [];
  const algorithm = DIGEST_ALGORITHMS.find((known) => known === name);
  const nonce = params.get('nonce');
  const qops =
    params
      .get('qop')
      ?.split(',')
      .map((word) => word.trim().toLowerCase()) ?? [];
  if (algorithm === undefined || nonce === undefined || (qops.length > 0 && !qops.includes('auth'))) return undefined;
  return {
    scheme: 'digest',
    algorithm,
    algorithmText,
    isSession: suffix !== '',
    realm: params.get('realm') ?? '',
    nonce,
    opaque: params.get('opaque'),
    withQop: qops.length > 0,
    isStale: params.get('stale')?.toLowerCase() === 'true',
  };
}

function digestField(
  credentials: CameraCredentials,
  terms: DigestTerms,
  use: { readonly method: string; readonly uri: string; readonly nonceCount: number; readonly clientNonce: string },
): string {
  const nonceCount = use.nonceCount.toString(16).padStart(8, '0');
  const { algorithm, isSession, realm, nonce } = terms;
  const { method, uri, clientNonce } = use;
  const response = digestResponse(credentials, {
    algorithm,
    isSession,
    realm,
    nonce,
    method,
    uri,
    clientNonce,
    ...(terms.withQop ? { qop: { nonceCount, clientNonce } } : {}),
  });
  const fields = [usernameField(credentials.username), `realm=${quote(realm)}`, `nonce=${quote(nonce)}`, `uri=${quote(uri)}`, `response="${response}"`];
  // written only where the challenge had them: some cameras refuse a field that they did not offer
  if (terms.algorithmText !== undefined) fields.push(`algorithm=${terms.algorithmText}`);
  if (terms.opaque !== undefined) fields.push(`opaque=${quote(terms.opaque)}`);
  if (terms.withQop) fields.push('qop=auth', `nc=${nonceCount}`, `cnonce="${clientNonce}"`);
  else if (isSession) fields.push(`cnonce="${clientNonce}"`);
  return `Digest ${fields.join(', ')}`;
}

/** Names outside of ASCII go as RFC 7616 §3.4 (`username*`, RFC 5987) has it. */
function usernameField(username: string): string {
  const isPlain = /^[\x20-\x7e]*$/.test(username);
  return isPlain
    ? `username=${quote(username)}`
    : `username*=UTF-8''${encodeURIComponent(username).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
