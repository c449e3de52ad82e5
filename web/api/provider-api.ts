import type { CurrentSession, NewSession } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Begins to sign in by the provider, with an invitation's token when one is to be used by it; answers where the browser goes. */
export async function beginProviderSignIn(invitation: string | undefined): Promise<string> {
  const body = invitation === undefined ? {} : { invitation };
  return (await requestJson<{ readonly url: string }>('/public/provider/sign-ins', { method: 'POST', body })).url;
}

/** What the provider put behind the address to which it sent the browser back. */
export interface ProviderAnswer {
  readonly state: string;
  readonly code?: string | undefined;
  readonly iss?: string | undefined;
  readonly error?: string | undefined;
}

/** Signs in with it. Throws 401 `second_factor_required` where a code is wanted as well. */
export async function finishProviderSignIn(answer: ProviderAnswer): Promise<CurrentSession> {
  return current(await requestJson<NewSession>('/public/provider/sessions', { method: 'POST', body: answer }));
}

/** Sends that code. Throws 401 `wrong_second_factor` for a wrong one. */
export async function sendProviderCode(code: string): Promise<CurrentSession> {
  return current(await requestJson<NewSession>('/public/provider/codes', { method: 'POST', body: { code } }));
}

function current({ expiresAt, user }: NewSession): CurrentSession {
  return { expiresAt, user };
}

/** Ends a user's link to the provider. */
export function unlinkProvider(userId: string): Promise<void> {
  return requestJson<undefined>(pathOf`/users/${userId}/identity`, { method: 'DELETE' });
}
