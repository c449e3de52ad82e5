import type { CurrentSession, NewSession } from './api-types.ts';
import { requestJson } from './http-client.ts';

/** Signs in; the session is kept in a cookie that scripts can't read. Throws 401 for wrong names or passwords and 429 after too many of them. */
export async function signIn(username: string, password: string): Promise<CurrentSession> {
  const { expiresAt, user } = await requestJson<NewSession>('/sessions', { method: 'POST', body: { username, password } });
  return { expiresAt, user };
}

/** Who is signed in; null when nobody is, which is an answer: a refusal would be an error in the console of whoever has yet to sign in. */
export async function fetchCurrentSession(signal?: AbortSignal): Promise<CurrentSession | null> {
  return (await requestJson<{ readonly session: CurrentSession | null }>('/public/session', { signal })).session;
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  await requestJson<undefined>('/sessions/current', { method: 'DELETE' });
}
