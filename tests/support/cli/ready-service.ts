import { expect } from 'vitest';

/** Resolves once the service at `url` (plain HTTP) says that it is ready. */
export async function untilReady(url: string): Promise<void> {
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 30_000, interval: 100 }).toBe(200);
}

/** Signs in with a password that was given, changes it as is asked, and returns the session's token. */
export async function signInFirst(url: string, username: string, givenPassword: string, newPassword: string): Promise<string> {
  const { token = '' } = await signIn(url, username, givenPassword);
  const answer = await fetch(`${url}/api/v1/account/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ currentPassword: givenPassword, newPassword }),
  });
  expect(answer.status).toBe(200);
  return token;
}

/** Signs in and returns the status and, when it worked, the answer. */
export async function signIn(
  url: string,
  username: string,
  password: string,
): Promise<{ readonly status: number; readonly token?: string; readonly user?: { readonly mustChangePassword: boolean } }> {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return { status: answer.status, ...(answer.ok ? ((await answer.json()) as { token: string; user: { mustChangePassword: boolean } }) : {}) };
}
