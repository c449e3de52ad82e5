import { createRemoteJWKSet, customFetch, jwtVerify, type FetchImplementation, type JWTVerifyGetKey } from 'jose';
import type { ServerMetadata } from 'openid-client';
import { AppError } from '../../domain/app-error.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const TOLERANCE_S = 30;
/** Older ones are not acted upon: whoever kept one can't end what was opened since. */
const LONGEST_AGE_S = 300;

/** Whose sessions the provider has ended, up to when. */
export interface ProviderLogout {
  readonly issuer: string;
  readonly subject?: string | undefined;
  readonly sid?: string | undefined;
  readonly issuedAtMs: number;
}

/** The keys that the provider publishes, fetched by `fetchProvider` when they are first needed, and again for one that isn't known. */
export function providerKeys({ jwks_uri }: ServerMetadata, fetchProvider: FetchImplementation): JWTVerifyGetKey | undefined {
  return jwks_uri === undefined ? undefined : createRemoteJWKSet(new URL(jwks_uri), { [customFetch]: fetchProvider });
}

/** Verifies a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.6). Errors: malformed `logout_token_refused`. */
export async function verifyLogoutToken(
  token: string,
  { issuer, id_token_signing_alg_values_supported: listed = ['RS256'] }: ServerMetadata,
  clientId: string,
  { keys, nowMs }: { readonly keys: JWTVerifyGetKey; readonly nowMs: number },
): Promise<ProviderLogout> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      // never `none`, never one by the client's secret
      algorithms: listed.filter((alg) => /^(?:(?:RS|PS|ES)\d{3}|EdDSA|Ed25519)$/.test(alg)),
      currentDate: new Date(nowMs),
      clockTolerance: TOLERANCE_S,
      maxTokenAge: LONGEST_AGE_S,
      requiredClaims: ['iat', 'jti', 'events'],
    });
    const { sub, sid, events, nonce, iat = 0 } = payload;
    const isLogout = typeof events === 'object' && events !== null && typeof (events as Readonly<Record<string, unknown>>)[EVENT] === 'object';
    const isTyped = protectedHeader.typ === undefined || /^(?:application\/)?(?:logout\+jwt|jwt)$/i.test(protectedHeader.typ);
    // an ID token has a nonce: none may pass for this
    if (!isLogout || !isTyped || nonce !== undefined || (typeof sub !== 'string' && typeof sid !== 'string')) throw logoutRefused();
    return { issuer, subject: textOf(sub), sid: textOf(sid), issuedAtMs: iat * 1000 };
  } catch {
    throw logoutRefused();
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function logoutRefused(): AppError {
  return new AppError('malformed', 'logout_token_refused', 'This is no logout token of the provider for this service, or it is too old.');
}
