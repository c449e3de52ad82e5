import type { AuthMode, AuthOptions } from './auth-options.ts';
import type { AuthRecord, CredentialCheck, CredentialScheme } from './auth-verdict.ts';
import { basicChallenge, checkBasic } from './basic-check.ts';
import type { DigestCheck, DigestedRequest, DigestGuard } from './digest-guard.ts';
import { offeredAlgorithms } from './offered-algorithms.ts';

/** An HTTP request as far as its sign-in goes; `authorization` is the header field as it came. */
export interface HttpCredentialRequest extends DigestedRequest {
  readonly authorization: string | undefined;
}

/** Outcome of HTTP authentication; a refusal comes with the challenges of the 401. */
interface HttpAuthOutcome {
  readonly record: AuthRecord;
  readonly challenges?: readonly string[];
}

/** The scheme that an `Authorization` field names. */
export function httpScheme(authorization: string | undefined): CredentialScheme {
  if (authorization === undefined) return 'none';
  const scheme = authorization.split(' ', 1)[0]?.toLowerCase();
  return scheme === 'digest' || scheme === 'basic' ? scheme : 'unknown';
}

/**
 * Checks a request on the HTTP level (ONVIF Core 5.9.1).
 *
 * @param mode a mode with an HTTP scheme, or `none`; WS-Security is not looked at here.
 */
export function authenticateHttp(mode: AuthMode, request: HttpCredentialRequest, options: AuthOptions, guard: DigestGuard, nowMs: number): HttpAuthOutcome {
  const scheme = httpScheme(request.authorization);
  if (mode === 'none') return { record: { scheme, verdict: 'not-required' } };
  const check = checkCredentials(mode, scheme, request, options, guard, nowMs);
  const algorithm = check.algorithm && { algorithm: check.algorithm };
  if (check.accepted) return { record: { scheme, ...algorithm, verdict: 'accepted' } };
  return {
    record: { scheme, ...algorithm, verdict: 'refused', reason: check.reason },
    challenges: challengesFor(mode, check, options, guard, nowMs),
  };
}

function checkCredentials(
  mode: AuthMode,
  scheme: CredentialScheme,
  request: HttpCredentialRequest,
  options: AuthOptions,
  guard: DigestGuard,
  nowMs: number,
): DigestCheck {
  if (scheme === 'none') return { accepted: false, reason: 'missing' };
  if (scheme !== (mode === 'basic' ? 'basic' : 'digest')) return { accepted: false, reason: 'wrong-scheme' };
  const field = (request.authorization ?? '').slice(scheme.length + 1);
  if (mode === 'basic') return checkBasic(field, options.credentials);
  return guard.check(field, request, offeredAlgorithms(mode, options), options, nowMs);
}

function challengesFor(mode: AuthMode, check: CredentialCheck, options: AuthOptions, guard: DigestGuard, nowMs: number): readonly string[] {
  if (mode === 'basic') return [basicChallenge(options)];
  const stale = !check.accepted && (check.reason === 'stale-nonce' || check.reason === 'replayed');
  const challenges = guard.challenges(offeredAlgorithms(mode, options), options, nowMs, stale);
  return options.challengeFields === 'combined' ? [challenges.join(', ')] : challenges;
}
