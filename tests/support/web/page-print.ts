import type { Page } from 'playwright-core';
import { untilDrawn } from './page-layout.ts';

/** A sheet of A4 at 96 dpi. */
const PAPER = { width: 794, height: 1123 };

/** What is wrong with a page as it is printed: what only a screen is for, words that aren't there, a map without its drawing, empty paper where a map was on the screen, what scrolls and is cut off, or more than the sheet's width. The window is another size after it. */
export async function printFaults(page: Page): Promise<readonly string[]> {
  await page.setViewportSize(PAPER);
  await page.evaluate(untilDrawn, PAPER.width);
  // browsers say so before they print
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const faults = await page.evaluate(() => {
    const SLACK_PX = 8;
    const shown = [
      ...document.querySelectorAll<HTMLElement>('header :is(button, nav), #main :is(search, video, .mantine-Button-root, .mantine-ActionIcon-root)'),
    ];
    const visible = shown.filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 120));
    const widerPx = document.documentElement.scrollWidth - innerWidth;
    const hasWords = document.querySelector<HTMLElement>('#main h1')?.checkVisibility() === true;
    const isDrawn = (canvas: HTMLCanvasElement): boolean => {
      const box = canvas.getBoundingClientRect();
      if (!canvas.checkVisibility() || box.width < 1 || box.height < 1) return false;
      // WebGL's are empty on paper
      return (
        canvas
          .getContext('2d')
          ?.getImageData(0, 0, canvas.width, canvas.height)
          .data.some((part) => part > 0) === true
      );
    };
    const ofMaps = [...document.querySelectorAll<HTMLElement>('#main [role=region]:has(> .maplibregl-map)')].flatMap((region) => {
      const box = region.parentElement!;
      if (!box.checkVisibility()) return [];
      const name = region.getAttribute('aria-label');
      const contentPx = Math.max(...[...box.children].map((child) => child.getBoundingClientRect().bottom)) - box.getBoundingClientRect().bottom;
      return [
        ...([...region.querySelectorAll('canvas')].some(isDrawn) ? [] : [`the map "${name}" is not drawn`]),
        ...(contentPx < -SLACK_PX ? [`${Math.round(-contentPx)} px of empty paper below the map "${name}"`] : []),
      ];
    });
    const cutOff = [...document.querySelectorAll<HTMLElement>('#main :not(textarea)')].flatMap((part) => {
      const hiddenPx = part.scrollHeight - part.clientHeight;
      const scrolls = ['auto', 'scroll'].includes(getComputedStyle(part).overflowY);
      return scrolls && hiddenPx > 1 && part.checkVisibility() ? [`${hiddenPx} px are cut off below: ${part.outerHTML.slice(0, 120)}`] : [];
    });
    return [...visible, ...cutOff, ...ofMaps, ...(widerPx > 0 ? [`${widerPx} px wider than the sheet`] : []), ...(hasWords ? [] : ['no heading'])];
  });
  await page.emulateMedia({ media: null });
  return faults;
}
