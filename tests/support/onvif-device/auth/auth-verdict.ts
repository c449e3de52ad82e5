import type { DigestAlgorithm } from './digest-algorithm.ts';

/** The kind of credentials that a request carried; `both` is HTTP and WS-Security together. */
export type CredentialScheme = 'none' | 'basic' | 'digest' | 'ws-usernametoken' | 'both' | 'unknown';

/** Why credentials were refused; never says what they were. */
export type RefusalReason =
  'missing' | 'wrong-scheme' | 'malformed' | 'unknown-user' | 'wrong-password' | 'stale-nonce' | 'replayed' | 'wrong-uri' | 'clock-skew' | 'both-credentials';

/** Outcome of checking one kind of credentials. */
export type CredentialCheck = { readonly accepted: true } | { readonly accepted: false; readonly reason: RefusalReason };

/** What the log of requests keeps about a request's sign-in. */
export interface AuthRecord {
  readonly scheme: CredentialScheme;
  readonly algorithm?: DigestAlgorithm;
  /** `not-required`: the operation is open, so that credentials were not looked at. */
  readonly verdict: 'not-required' | 'accepted' | 'refused';
  readonly reason?: RefusalReason;
}
