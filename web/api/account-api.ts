import type { AnswerOf, BodyOf } from './api-route.ts';
import type { ApiKey, CurrentSession, NewApiKey, OpenSession, Page, PaperCodeSheet } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Changes the own password; the other sessions end. Refusals: `wrong_password`, and what is wrong with the new one. */
export function changePassword(change: { readonly currentPassword: string; readonly newPassword: string }): Promise<CurrentSession> {
  return callApi('POST /account/password', { body: change });
}

/** Where the own account is signed in, newest first. */
export function listOwnSessions(cursor: string | undefined, signal?: AbortSignal): Promise<Page<OpenSession>> {
  return callApi('GET /account/sessions', { query: { cursor, limit: 20 }, signal });
}

/** Ends one of the own sessions. */
export function endOwnSession(id: string): Promise<void> {
  return callApi('DELETE /account/sessions/{id}', { path: { id } });
}

/** Ends all own sessions but this one. */
export function endOtherSessions(): Promise<void> {
  return callApi('DELETE /account/sessions');
}

/** The password of an account that has one, and the code of the second factor where there is one. */
export type FactorProof = BodyOf<'POST /account/second-factor'>;

/** What an authenticator app takes; shown once. */
export type FactorSetup = Required<AnswerOf<'POST /account/second-factor'>>;

export type FactorState = AnswerOf<'GET /account/second-factor'>;

/** Whether the own account has a second factor. */
export function fetchFactorState(signal?: AbortSignal): Promise<FactorState> {
  return callApi('GET /account/second-factor', { signal });
}

/** Begins to set up an authenticator app. */
export async function beginSecondFactor(proof: FactorProof): Promise<FactorSetup> {
  const { secret, uri } = await callApi('POST /account/second-factor', { body: proof });
  // only an answer that is given again by its idempotency key comes without, and there is none
  return { secret: secret!, uri: uri! };
}

/** Puts the app to use with its first code; the answer has the recovery codes, shown once. */
export function confirmSecondFactor(code: string): Promise<PaperCodeSheet> {
  return callApi('POST /account/second-factor/confirmation', { body: { code: code.trim() } });
}

/** A new sheet of recovery codes in place of the old one. */
export function renewRecoveryCodes(proof: FactorProof): Promise<PaperCodeSheet> {
  return callApi('POST /account/second-factor/recovery-codes', { body: proof });
}

/** Does without a second factor, where the role may. */
export function removeSecondFactor(proof: FactorProof): Promise<void> {
  return callApi('POST /account/second-factor/removal', { body: proof });
}

/** The own keys for programs, newest first. */
export function listApiKeys(cursor: string | undefined, signal?: AbortSignal): Promise<Page<ApiKey>> {
  return callApi('GET /account/api-keys', { query: { cursor, limit: 20 }, signal });
}

/** Makes a key for a program; its token is shown once. */
export function makeApiKey(key: FactorProof & { readonly name: string; readonly days: number; readonly actions: readonly string[] }): Promise<NewApiKey> {
  return callApi('POST /account/api-keys', { body: key });
}

/** Ends one of the own keys. */
export function endApiKey(id: string): Promise<void> {
  return callApi('DELETE /account/api-keys/{id}', { path: { id } });
}
