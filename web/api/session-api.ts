import type { BodyOf } from './api-route.ts';
import type { CurrentSession } from './api-types.ts';
import { callApi } from './call-api.ts';

/** What is typed to sign in; the code only where the service asked for it. */
export type SignInInput = BodyOf<'POST /sessions'>;

/** Signs in; the session is kept in a cookie that scripts can't read. Throws 401 for wrong names, passwords or codes and where a code is wanted, and 429 after too many of them. */
export async function signIn(input: SignInInput): Promise<CurrentSession> {
  const { expiresAt, user } = await callApi('POST /sessions', { body: input });
  return { expiresAt, user };
}

/** Who is signed in; null when nobody is, which is an answer: a refusal would be an error in the console of whoever has yet to sign in. */
export async function fetchCurrentSession(signal?: AbortSignal): Promise<CurrentSession | null> {
  return (await callApi('GET /public/session', { signal })).session;
}

/** Ends the session on the server; answers where the provider's own session is ended, for one that came by it. */
export async function signOut(): Promise<string | undefined> {
  const answer = await callApi('DELETE /sessions/current');
  return answer?.providerSignOutUrl;
}
