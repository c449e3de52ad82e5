import type { Page } from 'playwright-core';

/** Milliseconds since the address was asked for. */
export interface UsableTimes {
  /** A camera of the list was on screen with its words. */
  readonly drawnMs: number;
  /** A click on it was taken and its page asked for. */
  readonly clickTakenMs: number;
}

type Moment = keyof UsableTimes;
type Tell = (moment: Moment, atMs: number) => void;

/** A camera of a list, as a reader finds it. */
const CAMERA_LINK = 'main li a[href^="/cameras/"]';
const TELL = 'tellBench';

/** Runs in the page before anything of it: tells when the first camera of a list has been put on screen, and when a click on it leads somewhere. */
function watchList({ selector, tellName }: { readonly selector: string; readonly tellName: string }): void {
  const tell = (moment: Moment): void => (globalThis as unknown as Record<string, Tell>)[tellName]!(moment, performance.now());
  const observer = new MutationObserver(() => {
    const link = document.querySelector<HTMLElement>(selector);
    if (link === null || link.offsetHeight === 0 || link.innerText.trim() === '') return;
    observer.disconnect();
    // the frame that shows it ends before the next task begins
    requestAnimationFrame(() => setTimeout(() => tell('drawnMs')));
  });
  observer.observe(document, { childList: true, subtree: true, attributes: true });
  const push = history.pushState.bind(history);
  history.pushState = (...words) => {
    tell('clickTakenMs');
    push(...words);
  };
}

/** Prepares a page; what it gives waits until the list is on screen, clicks its first camera, and tells when both was. */
export async function watchUsable(page: Page): Promise<() => Promise<UsableTimes>> {
  const times: Partial<Record<Moment, number>> = {};
  const moments = new Map<Moment, () => void>();
  const happened = (moment: Moment) => new Promise<void>((resolve) => moments.set(moment, resolve));
  const [drawn, taken] = [happened('drawnMs'), happened('clickTakenMs')];
  await page.exposeFunction(TELL, (moment: Moment, atMs: number) => {
    times[moment] ??= atMs;
    moments.get(moment)?.();
  });
  await page.addInitScript(watchList, { selector: CAMERA_LINK, tellName: TELL });
  return async () => {
    await drawn;
    const box = (await page.locator(CAMERA_LINK).first().boundingBox())!;
    await page.mouse.click(box.x + 60, box.y + 12);
    await taken;
    return times as UsableTimes;
  };
}
