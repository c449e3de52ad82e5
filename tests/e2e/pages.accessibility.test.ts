import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReleaseStack } from '../../platform/release-stack.ts';
import { DESKTOP, PHONE, type BrowserPage } from '../support/web/browser-page.ts';
import { makeCuttable, makeCuttableOutside, type CuttablePage } from '../support/web/cuttable-page.ts';
import { makeLongNamedTown } from '../support/web/long-named-town.ts';
import { accessibilityFaults, overflowPx, transitionCount } from '../support/web/page-checks.ts';
import { keyboardFaults } from '../support/web/page-keyboard.ts';
import { layoutFaults } from '../support/web/page-layout.ts';
import { printFaults } from '../support/web/page-print.ts';
import { openThroughStates, openWithoutConnection } from '../support/web/page-states.ts';
import { PAGE_PARTS, partFaults } from '../support/web/part-states.ts';
import type { PageRecords } from '../support/web/page-town.ts';
import { PAGE_VISITS } from '../support/web/page-visits.ts';
import { storePageRecords } from '../support/web/store-page-records.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

const TABLET = { width: 768, height: 1024 };
const WIDE = { width: 1920, height: 1080 };
/** What doesn't come from a page: that mail has been set up. No test asks whether it arrives. */
const SETTINGS = { MATPHO_SMTP_URL: 'smtp://127.0.0.1:9', MATPHO_SMTP_FROM: 'matpho@example.com' };

const stack = createReleaseStack();
let web: WebApp;
let records: PageRecords;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-pages-'));
  stack.push('folder', () => rm(folder, { recursive: true, force: true }));
  web = await startWebApp({ environment: SETTINGS });
  stack.push('application', () => web.close());
  const town = await makeLongNamedTown(web, folder);
  stack.push('town', () => town.close());
  records = await storePageRecords(town);
  // a package is made in it, for which alone there are five minutes
}, 420_000);
afterAll(async () => {
  const failures = await stack.releaseAll();
  if (failures.length > 0) throw failures[0]!.error;
});

/** What a browser says of code and live changes that don't come is no complaint here: that they don't is tried. */
const OF_NO_CONNECTION = /^WebSocket connection to|Failed to fetch dynamically imported module|Unable to preload CSS/;
const VISITS = Object.values(PAGE_VISITS).flat();
const PEOPLE = [...new Set(VISITS.map(({ who }) => who))];

describe.each(PEOPLE)(
  'with the longest names there are, a page of %s says that it loads, what failed and that there is no connection, tries again, and keeps the rules of WCAG AA and its window, from a phone to a wide screen, on paper and by the keyboard, without complaints of the browser:',
  (who) => {
    let opened: BrowserPage;
    let line: CuttablePage;
    beforeAll(async () => {
      opened = await web.open({ size: PHONE, path: '/manifest.webmanifest', ...(who !== 'nobody' && { user: who }) });
      line = who === 'nobody' ? makeCuttableOutside(opened.page) : await makeCuttable(opened.page);
      await opened.page.goto(who === 'nobody' ? '/forgotten' : '/nowhere');
      await opened.page.locator('h1').waitFor();
    });
    afterAll(() => opened.close());

    it.each(VISITS.filter((visit) => visit.who === who).map((visit) => [visit.name, visit] as const))('%s', async (_, { address, shows }) => {
      const { page, complaints } = opened;
      const before = complaints.length;
      await page.setViewportSize(PHONE);
      const faults: Record<string, unknown> = {};
      // from the page before
      faults['offline'] = await openWithoutConnection(page, line, address(records), shows);
      faults['states'] = await openThroughStates(page, address(records), shows);
      await page.goto(address(records));
      await page.locator(shows).first().waitFor();
      await page.waitForLoadState('networkidle');
      for (const size of [PHONE, TABLET, DESKTOP, WIDE]) {
        await page.setViewportSize(size);
        faults[`layout at ${size.width} px`] = await layoutFaults(page);
        // pages have one form on phones and one on desktops
        if (size === PHONE || size === DESKTOP) faults[`accessibility at ${size.width} px`] = await accessibilityFaults(page);
      }
      if (who !== 'nobody') faults['on paper'] = await printFaults(page);
      for (const size of [DESKTOP, PHONE]) {
        await page.setViewportSize(size);
        faults[`keyboard at ${size.width} px`] = await keyboardFaults(page);
      }
      const others = Object.values(PAGE_VISITS).filter((visits) => visits.every((visit) => visit.address !== address));
      const seen = await Promise.all(others.flat().map(async (other) => ((await page.locator(other.shows).first().isVisible()) ? [other.name] : [])));
      faults['shows what another page is known by'] = seen.flat();
      Object.assign(faults, await faultsInEnglish(page, shows));
      faults['transitions'] = (await transitionCount(page)) > 0 ? ['some'] : [];
      faults['complaints'] = complaints.slice(before).filter((text) => !OF_NO_CONNECTION.test(text));
      expect(Object.fromEntries(Object.entries(faults).filter(([, found]) => (found as readonly unknown[]).length > 0))).toEqual({});
    });
  },
);

it.each(Object.entries(PAGE_PARTS))('%s: says that it loads and what failed, and tries again, while the rest of its page is there', async (_, part) => {
  const { page, complaints, close } = await web.open({ user: part.who, path: '/manifest.webmanifest' });
  expect(await partFaults(page, part, records)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

/** What else is wrong when the reader changes the language, in the narrowest window; the page is in Vietnamese again after it. */
async function faultsInEnglish(page: Page, shows: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const choose = async (language: 'vi' | 'en'): Promise<void> => {
    await page.locator(`button[lang=${language}]`).click();
    await page.locator(`html[lang=${language}]`).waitFor();
    await page.locator(shows).first().waitFor();
  };
  await page.setViewportSize(PHONE);
  await choose('en');
  const faults = { 'layout in English': await layoutFaults(page), 'accessibility in English': await accessibilityFaults(page) };
  await choose('vi');
  return faults;
}

it('what lies wrong in a window is found', async () => {
  const { page, close } = await web.open({ size: PHONE, path: '/manifest.webmanifest' });
  const faultsOf = async (html: string): Promise<readonly string[]> => {
    await page.goto('about:blank');
    await page.setContent(`<!doctype html><meta name="viewport" content="width=device-width"><body style="margin:0;font:16px sans-serif">${html}`);
    return layoutFaults(page);
  };
  expect(await faultsOf('<p style="width:500px">rộng quá</p>')).toEqual(['the page is 140 px wider than its window']);
  expect(await faultsOf('<button>Một</button><button style="margin-left:-20px">Hai</button>')).toEqual(['button. "Một" lies on button. "Hai"']);
  expect(await faultsOf('<p style="width:60px;overflow:hidden;white-space:nowrap">một tên rất dài</p>')).toEqual([
    expect.stringMatching(/^text of p\. "một tên rất dài" goes beyond p\. .* by \d+ px$/),
  ]);
  expect(await faultsOf('<div style="height:20px;overflow:hidden"><p style="margin:0">một<br>hai</p></div>')).toEqual([
    expect.stringContaining('goes above or below'),
  ]);
  expect(await faultsOf('<button style="width:40px;white-space:nowrap">Gửi tất cả</button>')).toEqual([expect.stringContaining('goes beyond button')]);
  // dots are of one line: a name that breaks into lines has none, and lies over what is above and below
  const name = '<span style="display:block;width:90px;overflow:hidden;text-overflow:ellipsis">một tên rất dài, rất dài</span>';
  expect(await faultsOf(`<button style="height:20px;padding:0">${name}</button>`)).toEqual([expect.stringContaining('goes above or below button')]);
  // what is scrolled out of its part of the page lies on nothing
  const shelf = (buttons: string): string => `<div style="height:30px;overflow:auto">${buttons}</div><button>Sau</button>`;
  expect(await faultsOf(shelf('<button style="display:block;height:30px">Trên</button><button style="display:block;height:30px">Dưới</button>'))).toEqual([]);
  expect(
    await faultsOf(shelf('<button style="display:block;height:60px;margin-bottom:-20px">Trên</button><button>Dưới</button>').replace('30px', '90px')),
  ).toEqual(['button. "Trên" lies on button. "Dưới"']);
  const well =
    '<p style="width:60px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">một tên rất dài</p><div style="width:60px;overflow:auto"><p style="width:90px">cuộn</p></div><button>Một</button><button>Hai</button>';
  expect(await faultsOf(well)).toEqual([]);
  await faultsOf('<button style="width:9px;height:9px;padding:0">a</button><button style="width:9px;height:9px;padding:0">b</button>');
  const rulesBroken = async (): Promise<string[]> => (await accessibilityFaults(page)).map(({ rule }) => rule);
  expect(await rulesBroken()).toContain('target-size');
  // large enough, and just now under a head that stays in the window, from which scrolling frees it; what nothing frees is too small
  const covered = (spacePx: number): string => {
    const head = '<a href="#x" style="display:block;position:sticky;top:0;z-index:2;height:36px;margin-bottom:-20px;background:#fff">đầu</a>';
    const [space, button] = [`<div style="height:${spacePx}px"></div>`, '<button style="display:block;height:30px;width:100px">Một</button>'];
    return `${head}${space}${button}${button}${space}`;
  };
  await faultsOf(covered(2000));
  await page.evaluate(() => scrollTo(0, 1995));
  expect(await rulesBroken()).not.toContain('target-size');
  expect(await page.evaluate(() => scrollY)).toBe(1995);
  await faultsOf(covered(0));
  expect(await rulesBroken()).toContain('target-size');
  await close();
});

it('what a printed page lacks is found', async () => {
  const { page, close } = await web.open({ size: PHONE, path: '/manifest.webmanifest' });
  const faultsOf = async (boxPx: number, map: string): Promise<readonly string[]> => {
    await page.goto('about:blank');
    const region = `<div role="region" aria-label="Bản đồ"><div class="maplibregl-map">${map}</div></div>`;
    await page.setContent(`<!doctype html><body style="margin:0"><main id="main"><h1>Vụ việc</h1><div style="min-height:${boxPx}px">${region}</div></main>`);
    return printFaults(page);
  };
  const drawing = '<canvas height="150" style="display:block"></canvas>';
  const drawn = `${drawing}<script>document.querySelector('canvas').getContext('2d').fillRect(0, 0, 9, 9)</script>`;
  expect(await faultsOf(0, drawn)).toEqual([]);
  expect(await faultsOf(0, drawing)).toEqual(['the map "Bản đồ" is not drawn']);
  expect(await faultsOf(0, drawn.replace('display:block', 'display:none'))).toEqual(['the map "Bản đồ" is not drawn']);
  expect(await faultsOf(0, `${drawn}<div style="height:20px;overflow:auto"><p style="height:50px;margin:0">một</p></div>`)).toEqual([
    expect.stringMatching(/^30 px are cut off below: <div /),
  ]);
  expect(await faultsOf(200, drawn)).toEqual(['50 px of empty paper below the map "Bản đồ"']);
  await close();
});

it('what the keyboard does not come to, or comes to out of sight, is found', async () => {
  const { page, close } = await web.open({ size: PHONE, path: '/manifest.webmanifest' });
  const faultsOf = async (html: string): Promise<readonly string[]> => {
    await page.goto('about:blank');
    await page.setContent(`<!doctype html><meta name="viewport" content="width=device-width"><body style="margin:0;font:16px sans-serif">${html}`);
    return keyboardFaults(page);
  };
  const [first, last] = ['<button>Một</button>', '<button>Ba</button>'];
  const choices = ['a', 'b'].map((value) => `<label><input type="radio" name="loai" value="${value}">${value}</label>`).join('');
  const folded = '<details><summary>Thêm</summary><a href="#x">Mở</a></details>';
  const long = '<div style="height:2000px"></div>';
  expect(await faultsOf(`${first}<input type="date" aria-label="Ngày">${choices}${folded}<button disabled>Hai</button>${long}${last}`)).toEqual([]);
  expect(await faultsOf(`${first}<button tabindex="-1">Hai</button>${last}`)).toEqual([`the focus doesn't come to button. "Hai"`]);
  expect(await faultsOf(`${first}<div role="button">Hai</div>${last}`)).toEqual([`the focus doesn't come to div. "Hai"`]);
  expect(await faultsOf(`<a href="#a" tabindex="2">Một</a>${first}<a href="#b" tabindex="1">Hai</a>${last}`)).toContain(
    'the focus goes back from a. "Hai" to a. "Một"',
  );
  const trap = `<button onkeydown="event.preventDefault()">Hai</button>`;
  expect(await faultsOf(`${first}${trap}${last}`)).toEqual([
    `the focus doesn't come round: after 2 steps it is at button. "Hai"`,
    `the focus doesn't come to button. "Ba"`,
  ]);
  const head = '<div style="position:fixed;inset:0 0 auto;height:60px;background:#fff"></div>';
  expect(await faultsOf(`${head.replace('60px', '15px')}${first}<br><br>${last}`)).toEqual(['button. "Một" has the focus and lies under div.']);
  expect(await faultsOf(`${head}${first}${long}${last}`)).toEqual(['button. "Một" has the focus and lies under div.']);
  expect(await faultsOf(`${first}<button style="position:fixed;left:-500px">Hai</button>`)).toEqual([
    'button. "Hai" has the focus and lies outside the window',
  ]);
  await close();
});

it("a person's request is entered and answered, and who asked shows only when that is wanted", async () => {
  const { page, complaints, close } = await web.open({ user: 'board', path: '/subject-requests', size: PHONE });
  await page.getByRole('button', { name: 'Ghi yêu cầu mới' }).click();
  await page.getByLabel('Người này yêu cầu').selectOption('objection');
  await page.getByRole('button', { name: 'Ghi yêu cầu', exact: true }).click();
  await expect.poll(() => page.getByText('Không được để trống.').count()).toBe(2);
  await page.getByLabel('Họ tên người yêu cầu').fill('Lê Văn Xoá');
  await page.getByLabel('Cách liên lạc').fill('0987 654 321');
  await page.getByRole('button', { name: 'Ghi yêu cầu', exact: true }).click();
  // no other of this kind is there
  const item = page.getByRole('listitem').filter({ hasText: 'Phản đối việc xử lý' });
  await item.getByText('Chờ trả lời').waitFor();
  expect(await page.getByText('Lê Văn Xoá').count()).toBe(0);
  await item.getByRole('button', { name: /Hiện người yêu cầu/ }).click();
  await item.getByText('0987 654 321').waitFor();
  await item.getByRole('button', { name: 'Trả lời lần đầu' }).click();
  await item.getByRole('textbox').fill('Đã báo các bước tiếp theo');
  await item.getByRole('button', { name: 'Ghi lại' }).click();
  await item.getByText('Đã trả lời, đang làm').waitFor();
  if (process.env['SCREENSHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/subject-requests-360.png`, fullPage: true });
  await page.waitForLoadState('networkidle');
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

describe('with the keyboard alone', () => {
  it('the first key leads past the menu into the page', async () => {
    const { page, close } = await web.open({ user: 'officer', path: '/incidents' });
    await page.getByText('Đánh nhau trước chợ.').first().waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Đến nội dung chính');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
    await close();
  });

  it('the menu leads to a page whose heading has the focus', async () => {
    const { page, close } = await web.open({ user: 'officer', path: '/map' });
    await page.getByRole('link', { name: 'Vụ việc', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Vụ việc' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await close();
  });

  it('a camera is turned by the arrow keys, and what it sees follows', async () => {
    const { page, close } = await web.open({ user: 'board', path: '/cameras/new' });
    await page.getByRole('slider', { name: 'Hướng nhìn' }).focus();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.getByRole('textbox', { name: 'Hướng nhìn' }).inputValue()).toBe('5°');
    await close();
  });
});
