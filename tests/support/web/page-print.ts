import type { Page } from 'playwright-core';

/** A sheet of A4 at 96 dpi. */
const PAPER = { width: 794, height: 1123 };

/** What is wrong with a page as it is printed: what only a screen is for, words that aren't there, or more than the sheet's width. The window is another size after it. */
export async function printFaults(page: Page): Promise<readonly string[]> {
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: 'print' });
  const faults = await page.evaluate(() => {
    const shown = [
      ...document.querySelectorAll<HTMLElement>('header :is(button, nav), #main :is(search, video, .mantine-Button-root, .mantine-ActionIcon-root)'),
    ];
    const visible = shown.filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 120));
    const widerPx = document.documentElement.scrollWidth - innerWidth;
    const hasWords = document.querySelector<HTMLElement>('#main h1')?.checkVisibility() === true;
    return [...visible, ...(widerPx > 0 ? [`${widerPx} px wider than the sheet`] : []), ...(hasWords ? [] : ['no heading'])];
  });
  await page.emulateMedia({ media: null });
  return faults;
}
