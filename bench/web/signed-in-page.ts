import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { DESKTOP, PHONE } from '../../tests/support/web/browser-page.ts';
import type { WebUser } from './web-ground.ts';

/** Works with a browser profile of its own, in which `user` is signed in to the service at `url`. */
export async function asUser<T>(
  browser: Browser,
  {
    url,
    user,
    size,
    withWorker = false,
  }: { readonly url: string; readonly user: WebUser; readonly size: typeof PHONE | typeof DESKTOP; readonly withWorker?: boolean },
  work: (profile: BrowserContext, page: Page) => Promise<T>,
): Promise<T> {
  const profile = await browser.newContext({ baseURL: url, viewport: size, serviceWorkers: withWorker ? 'allow' : 'block' });
  try {
    const answer = await profile.request.post('/api/v1/sessions', { data: { username: user.username, password: user.password } });
    if (!answer.ok()) throw new Error(`sign-in answered ${answer.status()}`);
    return await work(profile, await profile.newPage());
  } finally {
    await profile.close();
  }
}
