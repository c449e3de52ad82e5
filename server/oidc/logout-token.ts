import { createRemoteJWKSet, customFetch, jwtVerify, type FetchImplementation, type JWTVerifyGetKey } from 'jose';
import type { ServerMetadata } from 'openid-client';
import { AppError, isAppError } from '../../domain/app-error.ts';
import { providerText } from './provider-text.ts';

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

/** Verifies a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.6). Errors: malformed `logout_token_refused`; `provider_unavailable`, when its keys can't be had. */
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
    const { events, nonce, iat = 0 } = payload;
    const [subject, sid] = [providerText(payload.sub), providerText(payload['sid'])];
    const isLogout = typeof events === 'object' && events !== null && typeof (events as Readonly<Record<string, unknown>>)[EVENT] === 'object';
    const isTyped = protectedHeader.typ === undefined || /^(?:application\/)?(?:logout\+jwt|jwt)$/i.test(protectedHeader.typ);
    // an ID token has a nonce: none may pass for this
    if (!isLogout || !isTyped || nonce !== undefined || (subject === undefined && sid === undefined)) throw logoutRefused();
    return { issuer, subject, sid, issuedAtMs: iat * 1000 };
  } catch (error) {
    throw isAppError(error) ? error : logoutRefused();
  }
}

function logoutRefused(): AppError {
  return new AppError('malformed', 'logout_token_refused', 'This is no logout token of the provider for this service, or it is too old.');
}
