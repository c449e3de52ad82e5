import { expect } from 'vitest';

/** Resolves once the service at `url` (plain HTTP) says that it is ready. */
export async function untilReady(url: string): Promise<void> {
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 30_000, interval: 100 }).toBe(200);
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
