import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createReleaseStack } from '../../platform/release-stack.ts';
import { chromiumArguments, findChromium } from '../support/services/chromium-path.ts';
import { DESKTOP, openBrowserPage, PHONE, type BrowserPage } from '../support/web/browser-page.ts';
import { pageAddresses } from '../support/web/page-addresses.ts';
import type { PageRecords } from '../support/web/page-town.ts';
import { PAGE_VISITS, type PageVisit } from '../support/web/page-visits.ts';
import { storePageRecords } from '../support/web/store-page-records.ts';
import { startDemoTown, type DemoTown } from './demo-town.ts';
import { screensIndex } from './screens-index.ts';

const FOLDER = fileURLToPath(new URL('../../docs/screens/', import.meta.url));
/** A long list goes on below what a picture shows. */
const MOST_HEIGHT_PX = 1800;
/** A town of 118 cameras, whose workers find out what is dead, and a package of minutes of video. */
const START_MS = 900_000;
const PICTURE_MS = 120_000;
const MAP_MS = 20_000;

const stack = createReleaseStack();
let demo: DemoTown;
let records: PageRecords;
let browser: Browser;

beforeAll(async () => {
  demo = await startDemoTown();
  stack.push('demo town', () => demo.close());
  records = await storePageRecords(demo.town);
  browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
  stack.push('browser', () => browser.close());
}, START_MS);
afterAll(async () => {
  const failures = await stack.releaseAll();
  if (failures.length > 0) throw failures[0]!.error;
});

/** Streets and cameras come after everything else: waits until a map shows more than its ground, which some have nothing on. */
async function untilMapsDrawn(page: Page): Promise<void> {
  const map = page.locator('canvas.maplibregl-canvas').first();
  if (!(await map.isVisible())) return;
  const isDrawn = async (): Promise<boolean> => {
    const { width, height } = (await map.boundingBox())!;
    const shot = sharp(await map.screenshot()).extract({
      left: Math.round(width / 4),
      top: Math.round(height / 4),
      width: Math.round(width / 2),
      height: Math.round(height / 2),
    });
    return (await shot.stats()).channels.some(({ stdev }) => stdev > 1);
  };
  await vi.waitUntil(isDrawn, { timeout: MAP_MS, interval: 500 }).catch(() => undefined);
}

/** The page as if its window were as high as it is long, so that what is fixed to the window's foot stands at the end; as a compressed picture. */
async function takePicture(page: Page, size: { readonly width: number; readonly height: number }, path: string): Promise<void> {
  await page.setViewportSize(size);
  await page.waitForLoadState('networkidle');
  const heightPx = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.min(Math.max(heightPx, size.height), MOST_HEIGHT_PX) });
  await page.waitForLoadState('networkidle');
  await untilMapsDrawn(page);
  const shot = await page.screenshot({ animations: 'disabled' });
  await writeFile(`${FOLDER}${path}`, await sharp(shot).webp({ quality: 42, effort: 6 }).toBuffer());
}

describe.each(['vi', 'en'] as const)('in the language %s', (language) => {
  const profiles = new Map<PageVisit['who'], BrowserPage>();
  const profileOf = async (who: PageVisit['who']): Promise<BrowserPage> => {
    const opened = profiles.get(who) ?? (await openBrowserPage(browser, demo.url, { language }));
    if (!profiles.has(who) && who !== 'nobody')
      await opened.page.request.post(`${demo.url}/api/v1/sessions`, { data: { username: who, password: demo.town.password } });
    profiles.set(who, opened);
    return opened;
  };
  beforeAll(async () => {
    await rm(`${FOLDER}${language}`, { recursive: true, force: true });
    await mkdir(`${FOLDER}${language}`, { recursive: true });
  });
  afterAll(() => Promise.all([...profiles.values()].map(({ close }) => close())));

  it.each(Object.values(PAGE_VISITS).flatMap((visits) => visits.map((visit) => [visit.name, visit] as const)))(
    '%s',
    { timeout: PICTURE_MS },
    async (name, visit) => {
      const { page } = await profileOf(visit.who);
      await page.setViewportSize(DESKTOP);
      await page.goto(visit.address(records));
      await page.locator(visit.shows).first().waitFor({ timeout: 60_000 });
      await takePicture(page, DESKTOP, `${language}/${name}.webp`);
      if (visit.onPhones) await takePicture(page, PHONE, `${language}/${name}-360.webp`);
    },
  );
});

it('no page is without pictures, and the index has them all', async () => {
  expect(Object.keys(PAGE_VISITS).toSorted()).toEqual(pageAddresses().toSorted());
  await writeFile(`${FOLDER}README.md`, screensIndex(PAGE_VISITS));
});
