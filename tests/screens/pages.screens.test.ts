import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { createReleaseStack } from '../../platform/release-stack.ts';
import { chromiumArguments, findChromium } from '../support/services/chromium-path.ts';
import { DESKTOP, openBrowserPage, PHONE, type BrowserPage } from '../support/web/browser-page.ts';
import type { PageRecords } from '../support/web/page-town.ts';
import { PAGE_VISITS, type PageVisit } from '../support/web/page-visits.ts';
import { storePageRecords } from '../support/web/store-page-records.ts';
import { startDemoTown, type DemoTown } from './demo-town.ts';
import { screensIndex } from './screens-index.ts';

const FOLDER = fileURLToPath(new URL('../../docs/screens/', import.meta.url));
/** A long list goes on below what a picture shows. */
const MOST_HEIGHT_PX = 2400;

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
});
afterAll(async () => {
  const failures = await stack.releaseAll();
  if (failures.length > 0) throw failures[0]!.error;
});

/** The page at its whole length, as a compressed picture. */
async function takePicture(page: Page, path: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  const { width } = page.viewportSize()!;
  const heightPx = await page.evaluate(() => document.documentElement.scrollHeight);
  const shot = await page.screenshot({ fullPage: true, animations: 'disabled', clip: { x: 0, y: 0, width, height: Math.min(heightPx, MOST_HEIGHT_PX) } });
  await writeFile(`${FOLDER}${path}`, await sharp(shot).webp({ quality: 55, effort: 6 }).toBuffer());
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

  it.each(Object.values(PAGE_VISITS).flatMap((visits) => visits.map((visit) => [visit.name, visit] as const)))('%s', async (name, visit) => {
    const { page } = await profileOf(visit.who);
    await page.setViewportSize(DESKTOP);
    await page.goto(visit.address(records));
    await page.locator(visit.shows).first().waitFor({ timeout: 60_000 });
    await takePicture(page, `${language}/${name}.webp`);
    if (!visit.onPhones) return;
    await page.setViewportSize(PHONE);
    await takePicture(page, `${language}/${name}-360.webp`);
  });
});

it('the index of the pictures', () => writeFile(`${FOLDER}README.md`, screensIndex(PAGE_VISITS)));
