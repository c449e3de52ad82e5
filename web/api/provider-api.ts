import type { BodyOf } from './api-route.ts';
import type { CurrentSession, NewSession } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Begins to sign in by the provider, with an invitation's token when one is to be used by it; answers where the browser goes. */
export async function beginProviderSignIn(invitation: string | undefined): Promise<string> {
  const body = invitation === undefined ? {} : { invitation };
  return (await callApi('POST /public/provider/sign-ins', { body })).url;
}

/** What the provider put behind the address to which it sent the browser back. */
export type ProviderAnswer = BodyOf<'POST /public/provider/sessions'>;

/** Signs in with it. Throws 401 `second_factor_required` where a code is wanted as well. */
export async function finishProviderSignIn(answer: ProviderAnswer): Promise<CurrentSession> {
  return current(await callApi('POST /public/provider/sessions', { body: answer }));
}

/** Sends that code. Throws 401 `wrong_second_factor` for a wrong one. */
export async function sendProviderCode(code: string): Promise<CurrentSession> {
  return current(await callApi('POST /public/provider/codes', { body: { code } }));
}

function current({ expiresAt, user }: NewSession): CurrentSession {
  return { expiresAt, user };
}

/** Ends a user's link to the provider. */
export function unlinkProvider(userId: string): Promise<void> {
  return callApi('DELETE /users/{id}/identity', { path: { id: userId } });
}
