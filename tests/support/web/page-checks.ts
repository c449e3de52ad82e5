import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { untilDrawn } from './page-layout.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One rule of WCAG that a page breaks, and where. */
export interface AccessibilityFault {
  readonly rule: string;
  readonly impact: string;
  readonly where: readonly string[];
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What of axe is used in a page; there nodes also have their elements, which don't leave it. */
interface Axe {
  run(root: Document | Element, options: unknown): Promise<{ violations: (AxeResult['violations'][number] & { nodes: { element: Element }[] })[] }>;
}

/** Rules of WCAG 2.2 A and AA (contrast, names, structure, size of what is pressed) that the page breaks as it stands. */
export async function accessibilityFaults(page: Page): Promise<readonly AccessibilityFault[]> {
  // colours are compared with what lies behind them: what was just changed, or given another size, must have been drawn
  await page.evaluate(untilDrawn, page.viewportSize()?.width);
  // evaluated through the debugger: the page's own policy allows no script from elsewhere; half a megabyte, once for each document
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(judge);
  return violations.map(({ id, impact, nodes }) => ({
    rule: id,
    impact: impact ?? '',
    where: nodes.map(({ html, failureSummary = '' }) => `${html.slice(0, 160)} ${failureSummary.replaceAll(/\s+/g, ' ').slice(0, 240)}`),
  }));
}

/** Runs in the page, so it stands alone. */
async function judge(): Promise<AxeResult['violations']> {
  const { axe } = globalThis as unknown as { axe: Axe };
  // what keeps a rule is not described: a path to each element is what takes longest
  const options = { resultTypes: ['violations'], elementRef: true };
  const { violations } = await axe.run(document, {
    ...options,
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    // off unless it is asked for: what a finger meets has 24 by 24 pixels, or as much room
    rules: { 'target-size': { enabled: true } },
  });
  const scrolled = { left: scrollX, top: scrollY };
  const isTooSmall = async ({ element }: { element: Element }): Promise<boolean> => {
    // half of a button may lie below what is fixed to the window, as all that is scrolled does: it is judged where nothing covers it
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    // a long list keeps only the rows in sight
    if (!element.isConnected) return true;
    return (await axe.run(element, { ...options, runOnly: { type: 'rule', values: ['target-size'] } })).violations.length > 0;
  };
  const kept = [];
  for (const { id, impact, nodes } of violations) {
    const judged = [];
    for (const node of nodes) if (id !== 'target-size' || (await isTooSmall(node))) judged.push({ html: node.html, failureSummary: node.failureSummary ?? '' });
    if (judged.length > 0) kept.push({ id, impact, nodes: judged });
  }
  scrollTo({ ...scrolled, behavior: 'instant' });
  return kept;
}

/** How many elements would change little by little although less motion was asked for; 0 when every change is there at once. */
export async function transitionCount(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) =>
        ['', '::before', '::after'].some((part) => !/^0s(, 0s)*$/.test(getComputedStyle(element, part).transitionDuration)),
      ).length,
  );
}

/** How many pixels the page is wider than its window once it has been drawn at its size; 0 when nothing sticks out. */
export async function overflowPx(page: Page): Promise<number> {
  await page.evaluate(untilDrawn, page.viewportSize()?.width);
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}
