import type { CurrentSession, NewSession } from './api-types.ts';
import { isApiProblem } from './api-problem.ts';
import { requestJson } from './http-client.ts';

/** Signs in; the session is kept in a cookie that scripts can't read. Throws 401 for wrong names or passwords and 429 after too many of them. */
export async function signIn(username: string, password: string): Promise<CurrentSession> {
  const { expiresAt, user } = await requestJson<NewSession>('/sessions', { method: 'POST', body: { username, password } });
  return { expiresAt, user };
}

/** Who is signed in; null when nobody is. */
export async function fetchCurrentSession(signal?: AbortSignal): Promise<CurrentSession | null> {
  try {
    return await requestJson<CurrentSession>('/sessions/current', { signal });
  } catch (error) {
    if (isApiProblem(error) && error.status === 401) return null;
    throw error;
  }
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  await requestJson<undefined>('/sessions/current', { method: 'DELETE' });
}
