import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PHONE } from '../../tests/support/web/browser-page.ts';
import { figure, type BenchFigure } from '../bench-result.ts';
import { makeDemoGround } from './demo-ground.ts';
import { FAST_3G, imitateLine, SLOW_3G, type LineProfile } from './line-profile.ts';
import { asUser } from './signed-in-page.ts';
import { startSlowLine, type SlowLine } from './slow-line.ts';
import { countTransferred, type Transferred } from './transferred-bytes.ts';
import { watchUsable, type UsableTimes } from './usable-watch.ts';
import { onWebGround, type WebUser } from './web-ground.ts';

const MOST_KB = 300;
const USABLE_MS = 2000;
/** As Lighthouse slows a desk down to a phone. */
const CPU_SLOWDOWN = 4;
const VISITS = 5;
/** The worker begins when the page has been quiet for two seconds, or after 15. */
const WORKER_MS = 60_000;
const PARTS: readonly Transferred['part'][] = ['page', 'code', 'styles', 'font', 'API', 'other'];

const kilobytes = (transferred: readonly Transferred[]): number => transferred.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;

/** Hashed files must never be asked for again, and texts must come compressed. @throws Error naming what doesn't. */
function checkHeaders(transferred: readonly Transferred[]): void {
  for (const { url, part, decodedBytes, headers } of transferred) {
    if (url.includes('/assets/') && !headers['cache-control']?.includes('immutable')) throw new Error(`${url} may not be kept for long`);
    if (decodedBytes > 2000 && part !== 'font' && headers['content-encoding'] === undefined) throw new Error(`${url} came as it is`);
  }
}

/** All that the first visit transfers until it is usable, without a map: a board's phone shows none. `encodings`: what the browser takes, if not all it can. */
async function firstVisit(browser: Browser, url: string, user: WebUser, encodings?: 'gzip'): Promise<readonly Transferred[]> {
  const transferred = await asUser(browser, { url, user, size: PHONE }, async (profile, page) => {
    const all = await countTransferred(await profile.newCDPSession(page));
    if (encodings !== undefined) await profile.setExtraHTTPHeaders({ 'accept-encoding': encodings });
    const usable = await watchUsable(page);
    await page.goto('/', { waitUntil: 'networkidle' });
    const first = [...all];
    await usable();
    return first;
  });
  checkHeaders(transferred);
  return transferred;
}

/** What a first visit weighs, by kind, and to a browser that takes gzip only. */
async function weigh(browser: Browser, url: string, user: WebUser): Promise<BenchFigure[]> {
  const transferred = await firstVisit(browser, url, user);
  const zipped = await firstVisit(browser, url, user, 'gzip');
  const other = zipped.find(({ headers }) => ![undefined, 'gzip'].includes(headers['content-encoding']));
  if (other !== undefined) throw new Error(`${other.url} came as ${other.headers['content-encoding']} to a browser that takes gzip`);
  return [
    figure('first load of a board, all that is transferred, against the limit', kilobytes(transferred), 'kB', MOST_KB),
    figure('the same to a browser that takes no Brotli (no HTTPS): gzip', kilobytes(zipped), 'kB', MOST_KB),
    ...PARTS.map((part) => figure(`of that: ${part}`, kilobytes(transferred.filter((one) => one.part === part)), 'kB')),
    figure('requests of the first load', transferred.length, ''),
  ];
}

/** One visit on a slowed processor. */
async function visit(
  profile: BrowserContext,
  page: Page,
  slowDown: (session: Awaited<ReturnType<BrowserContext['newCDPSession']>>) => Promise<void> | void,
): Promise<UsableTimes> {
  const session = await profile.newCDPSession(page);
  const usable = await watchUsable(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await slowDown(session);
  await page.goto('/', { waitUntil: 'commit' });
  return usable();
}

/** The best of several: what else the machine does is no part of it. */
async function best(visits: number, once: () => Promise<UsableTimes>): Promise<UsableTimes> {
  const all: UsableTimes[] = [];
  for (let nth = 0; nth < visits; nth += 1) all.push(await once());
  return all.reduce((least, times) => (times.clickTakenMs < least.clickTakenMs ? times : least));
}

/** What nobody saw before: nothing is kept. */
function coldVisits(browser: Browser, url: string, user: WebUser, profile: LineProfile | null): Promise<UsableTimes> {
  return best(VISITS, () =>
    asUser(browser, { url, user, size: PHONE }, (context, page) =>
      visit(context, page, (session) => (profile === null ? undefined : imitateLine(session, profile))),
    ),
  );
}

/** Installed, or opened before: the worker has its files, and the browser what the board saw. Worker and page share the slow line. */
function warmVisits(browser: Browser, line: SlowLine, user: WebUser, rate: LineProfile['rate']): Promise<UsableTimes> {
  line.set(null);
  return asUser(browser, { url: line.url, user, size: PHONE, withWorker: true }, async (profile, first) => {
    await first.goto('/');
    await first.locator('main li a[href^="/cameras/"]').first().waitFor();
    const worker = profile.serviceWorkers()[0] ?? (await profile.waitForEvent('serviceworker', { timeout: WORKER_MS }));
    while (
      (await worker.evaluate(() => (globalThis as unknown as { registration: { active: { state: string } | null } }).registration.active?.state)) !==
      'activated'
    )
      await pause(200);
    await first.close();
    return best(VISITS, async () => {
      line.set(rate);
      const page = await profile.newPage();
      const times = await visit(profile, page, async (session) => {
        // as when it is opened from the home screen
        await session.send('ServiceWorker.enable');
        await session.send('ServiceWorker.stopAllWorkers');
      });
      await page.close();
      line.set(null);
      return times;
    });
  });
}

function usableFigures(label: string, { drawnMs, clickTakenMs }: UsableTimes, limitMs: number | null): BenchFigure[] {
  return [figure(`${label}: the list is on screen`, drawnMs, 'ms', limitMs), figure(`${label}: and a click is taken`, clickTakenMs, 'ms', limitMs)];
}

/** Weight of a board's first load, and when its list is there: new and again, on slow lines and a slow processor, beside no line at all. */
export async function firstLoadFigures(progress: (line: string) => void): Promise<BenchFigure[]> {
  return onWebGround(makeDemoGround, async ({ url, browser, filled: user }) => {
    progress('first load of a board');
    const weight = await weigh(browser, url, user);
    const bare = await coldVisits(browser, url, user, null);
    const figures = [...weight, ...usableFigures(`new, CPU ${CPU_SLOWDOWN} times slower, no slow line`, bare, USABLE_MS)];
    const line = await startSlowLine(url);
    try {
      for (const profile of [FAST_3G, SLOW_3G]) {
        progress(`${profile.name}: new, and again`);
        figures.push(
          ...usableFigures(
            `${profile.name} as Chrome imitates it, CPU ${CPU_SLOWDOWN} times slower, new`,
            await coldVisits(browser, url, user, profile),
            bare.drawnMs,
          ),
        );
        const warm = await warmVisits(browser, line, user, profile.rate);
        figures.push(...usableFigures(`${profile.name}, CPU ${CPU_SLOWDOWN} times slower, opened before; against the limit`, warm, USABLE_MS));
      }
    } finally {
      await line.close();
    }
    return figures;
  });
}
