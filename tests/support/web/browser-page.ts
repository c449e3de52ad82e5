import type { Browser, Page } from 'playwright-core';

/** Narrowest phone and usual desktop that the product is for. */
export const PHONE = { width: 360, height: 740 } as const;
export const DESKTOP = { width: 1280, height: 800 } as const;

/** How a page is opened. */
export interface PageOptions {
  readonly size?: { readonly width: number; readonly height: number };
  /** Language that an earlier visit chose. */
  readonly language?: 'vi' | 'en';
  /** A finger instead of a mouse. */
  readonly hasTouch?: boolean;
  /** What a browser without WebGL says. */
  readonly withoutWebGl?: boolean;
  /** The application's service worker runs; elsewhere it would answer in the place of what a test looks at. */
  readonly serviceWorker?: boolean;
}

/** A page, and what its browser complained about. */
export interface BrowserPage {
  readonly page: Page;
  /** Uncaught errors, errors in the console, and breaches of the content security policy; refused requests (4xx) are answers, not complaints. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Opens an empty page in a browser profile of its own; addresses are relative to `url`. */
export async function openBrowserPage(browser: Browser, url: string, options: PageOptions): Promise<BrowserPage> {
  const profile = await browser.newContext({
    baseURL: url,
    viewport: options.size ?? DESKTOP,
    reducedMotion: 'reduce',
    hasTouch: options.hasTouch ?? false,
    serviceWorkers: options.serviceWorker === true ? 'allow' : 'block',
  });
  if (options.language !== undefined) await profile.addInitScript((language) => localStorage.setItem('matpho.language', language), options.language);
  if (options.withoutWebGl) await profile.addInitScript(hideWebGl);
  await profile.addInitScript(tellOfPolicy);
  // what doesn't come at all; a busy machine takes its time
  profile.setDefaultTimeout(60_000);
  const page = await profile.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  return {
    page,
    complaints,
    async close() {
      // a route that is still answering something would fail with the page, outside of any test
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await profile.close();
    },
  };
}

function tellOfPolicy(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    reportError(new Error(`security policy: ${violatedDirective} ${blockedURI}`)),
  );
}

function hideWebGl(): void {
  const original = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
    return kind.startsWith('webgl') ? null : (original as (...all: unknown[]) => unknown).call(this, kind, ...rest);
  } as typeof original;
}
