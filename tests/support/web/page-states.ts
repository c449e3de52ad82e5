import type { Locator, Page, Route } from 'playwright-core';
import type { CuttablePage } from './cuttable-page.ts';

/** What a page asks the service for to fill itself: not who is signed in and which service this is, and not what a map draws bit by bit. */
const isOfPage = (route: Route): boolean => {
  const request = route.request();
  const { pathname } = new URL(request.url());
  return request.method() === 'GET' && !/\/(?:public|tiles|base-map|events|fonts)(?:\/|$)/.test(pathname) && request.resourceType() !== 'image';
};

/** What a service says in which something broke. */
export const BROKEN = { status: 500, contentType: 'application/json', body: JSON.stringify({ code: 'internal', message: 'Something broke.' }) };
const LOADING = '[role=status]:visible:has-text("Đang tải")';
const FAILED = '[role=alert]:visible';
/** Each click is answered by one more round of requests; a page that needs more than this never comes back. */
const MOST_TRIES = 12;

/**
 * Opens `address` on a service that first doesn't answer, then fails, then works: the page has to say each, and to come to what it `shows` by nothing but its own buttons. Returns what it failed to do.
 * A page that shows everything without asking has no such states.
 */
export async function openThroughStates(page: Page, address: string, shows: string): Promise<readonly string[]> {
  const faults: string[] = [];
  let release = (): void => {};
  const answered = new Promise<void>((resolve) => (release = resolve));
  let isBroken = true;
  const pattern = '**/api/v1/**';
  await page.route(pattern, async (route) => {
    if (!isBroken || !isOfPage(route)) return route.fallback();
    await answered;
    // the page may be gone by then
    await route.fulfill(BROKEN).catch(() => undefined);
  });
  const shown = page.locator(shows).first();
  await page.goto(address, { waitUntil: 'commit' });
  const loading = page.locator(LOADING).first();
  // a page that says nothing of it would wait for ever
  await loading
    .or(shown)
    .first()
    .waitFor()
    .catch(() => faults.push('says nothing while it loads'));
  release();
  // a place where something is announced later is no announcement yet
  const failed = page.locator(FAILED).filter({ hasText: /\S/ });
  await failed
    .or(shown)
    .first()
    .waitFor()
    .catch(() => faults.push('says nothing of what failed'));
  isBroken = false;
  if (faults.length === 0) faults.push(...(await comesBack(page, shown)));
  await page.unroute(pattern);
  return faults;
}

/** Presses what a page calls "try again" until it shows what it should; what it failed to do. */
async function comesBack(page: Page, shown: Locator): Promise<readonly string[]> {
  const faults: string[] = [];
  const retry = page.locator(`${FAILED} >> role=button`);
  for (let tries = 0; tries < MOST_TRIES && faults.length === 0 && !(await shown.isVisible()); tries += 1) {
    await retry
      .or(shown)
      .first()
      .waitFor()
      .catch(() => faults.push('what failed can not be tried again'));
    // it may have come by itself in this moment
    if ((await retry.count()) > 0)
      await retry
        .first()
        .click({ timeout: 5000 })
        .catch(() => undefined);
    // another part may fail next
    await shown.waitFor({ timeout: 1000 }).catch(() => undefined);
  }
  if (faults.length === 0 && !(await shown.isVisible())) faults.push('does not come back by its own buttons');
  return faults;
}

/**
 * Goes to `address` from wherever the application is, as its links do, while nothing reaches the service, neither data nor code: the page has to say so and to be no empty one, and to come, once the
 * connection is back, to what it `shows`, by itself or by its own buttons. Returns what it failed to do.
 */
export async function openWithoutConnection(page: Page, line: CuttablePage, address: string, shows: string): Promise<readonly string[]> {
  const faults: string[] = [];
  const shown = page.locator(shows).first();
  await line.cut();
  await page.evaluate((to) => history.pushState(null, '', to), address);
  const failed = page.locator(FAILED).filter({ hasText: /\S/ });
  await failed
    .or(page.locator(LOADING))
    .or(shown)
    .first()
    .waitFor()
    .catch(() => faults.push('is empty'));
  await line.said().catch(() => faults.push('does not say so'));
  await line.restore();
  return [...faults, ...(await comesBack(page, shown))].map((fault) => `without a connection: ${fault}`);
}
