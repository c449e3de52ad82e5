import type { Page } from 'playwright-core';
import { DESKTOP } from '../../tests/support/web/browser-page.ts';
import { figure, type BenchFigure } from '../bench-result.ts';
import { freezesDuring, watchLongTasks, type Freezes } from './long-tasks.ts';
import { makeWebRegistry } from './registry-ground.ts';
import { asUser } from './signed-in-page.ts';
import { onWebGround } from './web-ground.ts';

/** Of one ward, Hạc Thành, as the press has it. */
const CAMERAS = 33_060;
const ROWS = 3000;
const LONGEST_MS = 100;
const WHEEL_PX = 800;

const lastRow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, ...[...document.querySelectorAll<HTMLElement>('main li[data-index]')].map((row) => Number(row.dataset['index']))));

async function scrollRows(page: Page, rows: number): Promise<void> {
  await page.locator('main li').nth(3).hover();
  while ((await lastRow(page)) < rows) {
    await page.mouse.wheel(0, WHEEL_PX);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

async function typeAndClear(page: Page): Promise<void> {
  const search = page.getByRole('searchbox');
  await search.pressSequentially('ngõ 1234', { delay: 80 });
  await page.getByText('Ngõ 1234 đường').first().waitFor();
  await search.fill('');
  await page.getByText(`Ngõ ${CAMERAS} đường`).first().waitFor();
}

async function clickStates(page: Page): Promise<void> {
  const states = page.getByRole('group', { name: 'Lọc theo tình trạng' }).getByRole('button');
  for (const nth of [3, 2, 1, 0]) {
    const answered = page.waitForResponse((response) => response.url().includes('/cameras?'), { timeout: 5000 }).catch(() => undefined);
    await states.nth(nth).click();
    await answered;
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  }
}

function freezeFigures(label: string, { longestTaskMs, longestGapMs }: Freezes, rest: Freezes): BenchFigure[] {
  return [
    figure(`${label}: longest task, against the limit`, longestTaskMs, 'ms', LONGEST_MS),
    figure(`${label}: longest time between two frames, against the same page at rest`, longestGapMs, 'ms', rest.longestGapMs),
  ];
}

/** How long a list of 33,060 cameras keeps its reader waiting while it is scrolled, searched and filtered, beside the page at rest. */
export async function longListFigures(progress: (line: string) => void): Promise<BenchFigure[]> {
  return onWebGround(
    (db) => makeWebRegistry(db, CAMERAS, progress),
    ({ url, browser, filled: user }) =>
      asUser(browser, { url, user, size: DESKTOP }, async (_profile, page) => {
        await watchLongTasks(page);
        await page.goto('/map', { waitUntil: 'networkidle' });
        const at = `list of ${CAMERAS.toLocaleString('en')} cameras`;
        progress(at);
        const rest = await freezesDuring(page, () => page.waitForTimeout(3000));
        return [
          ...freezeFigures(`${at}, ${ROWS.toLocaleString('en')} rows scrolled`, await freezesDuring(page, () => scrollRows(page, ROWS)), rest),
          ...freezeFigures(`${at}, words typed and cleared`, await freezesDuring(page, () => typeAndClear(page)), rest),
          ...freezeFigures(`${at}, four states clicked`, await freezesDuring(page, () => clickStates(page)), rest),
        ];
      }),
  );
}
