import type { z } from 'zod';
import type { factorStateOut } from '../../domain/wire/account-wire.ts';
import type { ApiKey, CurrentSession, NewApiKey, OpenSession, Page, PaperCodeSheet } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Changes the own password; the other sessions end. Refusals: `wrong_password`, and what is wrong with the new one. */
export function changePassword(change: { readonly currentPassword: string; readonly newPassword: string }): Promise<CurrentSession> {
  return requestJson<CurrentSession>('/account/password', { method: 'POST', body: change });
}

/** Where the own account is signed in, newest first. */
export function listOwnSessions(cursor: string | undefined, signal?: AbortSignal): Promise<Page<OpenSession>> {
  return requestJson<Page<OpenSession>>('/account/sessions', { query: { cursor, limit: 20 }, signal });
}

/** Ends one of the own sessions. */
export function endOwnSession(id: string): Promise<void> {
  return requestJson<undefined>(pathOf`/account/sessions/${id}`, { method: 'DELETE' });
}

/** Ends all own sessions but this one. */
export function endOtherSessions(): Promise<void> {
  return requestJson<undefined>('/account/sessions', { method: 'DELETE' });
}

/** The password of an account that has one, and the code of the second factor where there is one. */
export interface FactorProof {
  readonly password?: string;
  readonly code?: string;
}

/** What an authenticator app takes; shown once. */
export interface FactorSetup {
  readonly secret: string;
  readonly uri: string;
}

export type FactorState = z.output<typeof factorStateOut>;

/** Whether the own account has a second factor. */
export function fetchFactorState(signal?: AbortSignal): Promise<FactorState> {
  return requestJson<FactorState>('/account/second-factor', { signal });
}

/** Begins to set up an authenticator app. */
export function beginSecondFactor(proof: FactorProof): Promise<FactorSetup> {
  return requestJson<FactorSetup>('/account/second-factor', { method: 'POST', body: proof });
}

/** Puts the app to use with its first code; the answer has the recovery codes, shown once. */
export function confirmSecondFactor(code: string): Promise<PaperCodeSheet> {
  return requestJson<PaperCodeSheet>('/account/second-factor/confirmation', { method: 'POST', body: { code: code.trim() } });
}

/** A new sheet of recovery codes in place of the old one. */
export function renewRecoveryCodes(proof: FactorProof): Promise<PaperCodeSheet> {
  return requestJson<PaperCodeSheet>('/account/second-factor/recovery-codes', { method: 'POST', body: proof });
}

/** Does without a second factor, where the role may. */
export function removeSecondFactor(proof: FactorProof): Promise<void> {
  return requestJson<undefined>('/account/second-factor/removal', { method: 'POST', body: proof });
}

/** The own keys for programs, newest first. */
export function listApiKeys(cursor: string | undefined, signal?: AbortSignal): Promise<Page<ApiKey>> {
  return requestJson<Page<ApiKey>>('/account/api-keys', { query: { cursor, limit: 20 }, signal });
}

/** Makes a key for a program; its token is shown once. */
export function makeApiKey(key: FactorProof & { readonly name: string; readonly days: number; readonly actions: readonly string[] }): Promise<NewApiKey> {
  return requestJson<NewApiKey>('/account/api-keys', { method: 'POST', body: key });
}

/** Ends one of the own keys. */
export function endApiKey(id: string): Promise<void> {
  return requestJson<undefined>(pathOf`/account/api-keys/${id}`, { method: 'DELETE' });
}
