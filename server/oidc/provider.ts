import type { FetchImplementation, JWTVerifyGetKey } from 'jose';
import * as client from 'openid-client';
import { AppError, isAppError } from '../../domain/app-error.ts';
import type { ServerContext } from '../server-context.ts';
import { providerKeys, verifyLogoutToken, type ProviderLogout } from './logout-token.ts';
import { discoveryFailure } from './discovery-failure.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { createProviderFetch, providerUnavailable } from './provider-fetch.ts';
import { providerText } from './provider-text.ts';

/** What a sign-in is bound to, from the way out until the way back. */
export interface SignInBinding {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636); secret. */
  readonly verifier: string;
}

/** What the provider's answer brings back through the browser. */
export interface ProviderAnswer {
  readonly state: string;
  readonly code?: string | undefined;
  /** RFC 9207. */
  readonly iss?: string | undefined;
  readonly error?: string | undefined;
}

/** Who somebody is, as the provider's signed ID token says. */
export interface ProvenIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** The provider's own session, if it names one. */
  readonly sid: string | null;
  /** The provider asked for what the operator takes for a second factor. */
  readonly countsAsFactor: boolean;
}

/** Where the OpenID Connect provider is asked. */
export interface Provider {
  /** A new way out: the address at the provider, and what the way back is bound to. Errors: `oidc_not_configured`, `provider_unavailable`. */
  begin(): Promise<{ readonly url: string; readonly binding: SignInBinding }>;
  /** Changes the code that came back for an ID token and verifies it. Errors: `provider_refused` (unauthenticated, `details.reason`), `provider_unavailable`. */
  prove(answer: ProviderAnswer, binding: SignInBinding): Promise<ProvenIdentity>;
  /** Where somebody ends the provider's own session; undefined when it has no such place, or doesn't answer. */
  signOutUrl(): Promise<string | undefined>;
  /** Verifies what the provider sends when somebody signed out there. Errors: as {@link begin}, and malformed `logout_token_refused`. */
  readLogout(token: string): Promise<ProviderLogout>;
}

const FRESH_MS = 3_600_000;
const PAUSE_AFTER_FAILURE_MS = 3_000;
/**
 * What a provider refuses with (RFC 6749, sections 4.1.2.1 and 5.2; OpenID Connect Core 1.0, section 3.1.2.6). Nothing else of it is told or logged: it stands in an address, where anybody can write a name.
 */
const KNOWN_ERRORS: ReadonlySet<string> = new Set([
  ...['invalid_request', 'unauthorized_client', 'access_denied', 'unsupported_response_type', 'invalid_scope', 'server_error', 'temporarily_unavailable'],
  ...['invalid_client', 'invalid_grant', 'unsupported_grant_type'],
  ...['interaction_required', 'login_required', 'account_selection_required', 'consent_required', 'request_not_supported', 'registration_not_supported'],
]);

/** A provider that is asked when the first person signs in, and again until it answers: the service starts while it is away. */
export function createProvider({ settings, clock, addressPolicy, logger }: ServerContext): Provider {
  const { oidc } = settings;
  const configuration =
    oidc === undefined ? () => Promise.reject(oidcNotConfigured()) : createDiscovery(oidc, { clock, logger }, () => addressPolicy.ownEndpoints ?? []);
  const placeOf = (path: string): string => new URL(path, settings.publicUrl).href;
  return {
    async begin() {
      const { config } = await configuration();
      const binding = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
      const parameters = {
        scope: 'openid',
        redirect_uri: placeOf('/sign-in/provider'),
        state: binding.state,
        nonce: binding.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(binding.verifier),
        code_challenge_method: 'S256',
        ...(oidc === undefined || oidc.secondFactorAcr.length === 0 ? {} : { acr_values: oidc.secondFactorAcr.join(' ') }),
      };
      const url = placeInBrowser(() => client.buildAuthorizationUrl(config, parameters), oidc);
      if (url === undefined) throw providerUnavailable();
      return { url, binding };
    },
    async prove(answer, binding) {
      const { config } = await configuration();
      try {
        return toIdentity(await changeCode(config, new URL(placeOf('/sign-in/provider')), answer, binding), oidc);
      } catch (error) {
        const refusal = toRefusal(error);
        logger.warn({ code: refusal.code, reason: refusal.details['reason'] }, 'a sign-in by the provider was refused');
        throw refusal;
      }
    },
    async signOutUrl() {
      const known = await configuration().catch(() => undefined);
      if (known?.config.serverMetadata().end_session_endpoint === undefined) return undefined;
      // without the ID token as a hint: it would stand in an address. The provider asks the person instead
      return placeInBrowser(() => client.buildEndSessionUrl(known.config, { post_logout_redirect_uri: placeOf('/sign-in') }), oidc);
    },
    async readLogout(token) {
      const { config, keys } = await configuration();
      if (keys === undefined) throw providerUnavailable();
      return verifyLogoutToken(token, config.serverMetadata(), config.clientMetadata().client_id, { keys, nowMs: clock.now() });
    },
  };
}

/** The refusal where the operator has set up no provider. */
export function oidcNotConfigured(): AppError {
  return new AppError('not_found', 'oidc_not_configured', 'There is no sign-in service here. Sign in with user name and password.');
}

/** An address for a browser; undefined where the provider's document has none, or one that leads elsewhere than to a web page, such as `javascript:`. */
function placeInBrowser(build: () => URL, oidc: OidcSettings | undefined): string | undefined {
  try {
    const url = build();
    return url.protocol === 'https:' || (url.protocol === 'http:' && oidc?.issuer.startsWith('http:') === true) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** What the provider says of itself, and its keys for logout tokens; the library sees to those for ID tokens. */
interface Discovered {
  readonly config: client.Configuration;
  readonly keys: JWTVerifyGetKey | undefined;
}

/** The provider's document, asked once for all who wait, again after an hour, and after a failure not before 3 s. An old one serves while a new one can't be had; why is in the log of the service either way. */
function createDiscovery(
  oidc: OidcSettings,
  { clock, logger }: Pick<ServerContext, 'clock' | 'logger'>,
  ownEndpoints: Parameters<typeof createProviderFetch>[0]['ownEndpoints'],
) {
  const fetchProvider = createProviderFetch({ issuer: oidc.issuer, ownEndpoints });
  let known: (Discovered & { readonly atMs: number }) | undefined;
  let asking: Promise<Discovered> | undefined;
  let failedAtMs = -Infinity;
  const ask = async (): Promise<Discovered> => {
    try {
      const config = await discover(oidc, fetchProvider as client.CustomFetch);
      known = { config, keys: providerKeys(config.serverMetadata(), fetchProvider as FetchImplementation), atMs: clock.now() };
      return known;
    } catch (error) {
      logger.warn(
        { issuer: oidc.issuer, reason: discoveryFailure(error), servesOld: known !== undefined },
        'the document of the sign-in provider could not be had',
      );
      failedAtMs = clock.now();
      if (known !== undefined) return known;
      throw providerUnavailable();
    } finally {
      asking = undefined;
    }
  };
  return async (): Promise<Discovered> => {
    const nowMs = clock.now();
    if (known !== undefined && (nowMs - known.atMs < FRESH_MS || nowMs - failedAtMs < PAUSE_AFTER_FAILURE_MS)) return known;
    if (nowMs - failedAtMs < PAUSE_AFTER_FAILURE_MS) throw providerUnavailable();
    asking ??= ask();
    return asking;
  };
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings, fetchProvider: client.CustomFetch): Promise<client.Configuration> {
  // which of the two the provider takes is known only afterwards (RFC 6749, section 2.3.1; basic unless it says otherwise)
  const authenticate: client.ClientAuth = (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const isPost = methods !== undefined && !methods.includes('client_secret_basic') && methods.includes('client_secret_post');
    return (isPost ? client.ClientSecretPost : client.ClientSecretBasic)(clientSecret)(server, ...rest);
  };
  return client.discovery(new URL(issuer), clientId, undefined, authenticate, {
    [client.customFetch]: fetchProvider,
    // a token's signature is verified although it comes by TLS; plain HTTP is for this machine, which the settings see to
    execute: [client.enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : [])],
  });
}

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>;

async function changeCode(config: client.Configuration, url: URL, answer: ProviderAnswer, { state, nonce, verifier }: SignInBinding): Promise<Tokens> {
  for (const [name, value] of Object.entries(answer)) if (value !== undefined) url.searchParams.set(name, value);
  return client.authorizationCodeGrant(config, url, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
}

function toIdentity(tokens: Tokens, oidc: OidcSettings | undefined): ProvenIdentity {
  const claims = tokens.claims();
  const subject = providerText(claims?.sub);
  if (claims === undefined || subject === undefined) throw refused('no_subject');
  const { sid, acr, amr } = claims;
  const methods = Array.isArray(amr) ? (amr as readonly unknown[]) : [];
  const countsAsFactor = (typeof acr === 'string' && oidc?.secondFactorAcr.includes(acr)) || oidc?.secondFactorAmr.some((method) => methods.includes(method));
  return {
    issuer: claims.iss,
    subject,
    sid: providerText(sid) ?? null,
    countsAsFactor: countsAsFactor === true,
  };
}

function refused(reason: string): AppError {
  return new AppError(
    'unauthenticated',
    'provider_refused',
    'The sign-in service did not confirm who you are. Begin anew; if it persists, tell the administrator.',
    {
      details: { reason },
    },
  );
}

/** What went wrong as a code alone: the library's errors carry answers of the provider, and those carry tokens. */
function toRefusal(error: unknown): AppError {
  for (let each: unknown = error; each instanceof Error; each = each.cause) if (isAppError(each)) return each;
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
    return refused(KNOWN_ERRORS.has(error.error) ? error.error : 'unknown');
  return refused(shortCode((error as { readonly code?: unknown } | null)?.code));
}

function shortCode(code: unknown): string {
  return typeof code === 'string' && /^[A-Za-z_]{1,60}$/.test(code) ? code.toLowerCase() : 'unknown';
}
