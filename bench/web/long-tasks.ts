import type { Page } from 'playwright-core';

/** How long the page kept somebody waiting, at worst, in milliseconds. */
export interface Freezes {
  /** The longest task of the page's main thread; 0 when none took 50 ms. */
  readonly longestTaskMs: number;
  /** Between two frames. */
  readonly longestGapMs: number;
}

interface Watched {
  longestTaskMs: number;
  longestGapMs: number;
}

/** Runs in the page before anything of it. */
function watchFreezes(): void {
  const watched: Watched = { longestTaskMs: 0, longestGapMs: 0 };
  Object.assign(globalThis, { benchFreezes: watched });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.longestTaskMs = Math.max(watched.longestTaskMs, duration);
  }).observe({ type: 'longtask', buffered: true });
  let lastMs = performance.now();
  const tick = (nowMs: number): void => {
    watched.longestGapMs = Math.max(watched.longestGapMs, nowMs - lastMs);
    lastMs = nowMs;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

/** Prepares a page for {@link freezesDuring}. */
export async function watchLongTasks(page: Page): Promise<void> {
  await page.addInitScript(watchFreezes);
}

/** What `work` did to the page's main thread. */
export async function freezesDuring(page: Page, work: () => Promise<void>): Promise<Freezes> {
  const watched = () => (globalThis as unknown as { benchFreezes: Watched }).benchFreezes;
  await page.evaluate(`Object.assign(benchFreezes, { longestTaskMs: 0, longestGapMs: 0 })`);
  await work();
  // the observer hears of a task when it has ended
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  return page.evaluate(watched);
}
