import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { Registry } from 'prom-client';
import { inject } from 'vitest';
import { MESSAGE_CHANNELS } from '../../../domain/messages/message-terms.ts';
import type { AddressPolicy } from '../../../domain/address-rule.ts';
import { systemClock } from '../../../platform/clock.ts';
import { readConfig } from '../../../platform/config.ts';
import { createReleaseStack } from '../../../platform/release-stack.ts';
import type { OidcSettings } from '../../../server/oidc/oidc-settings.ts';
import { startServer } from '../../../server/server.ts';
import type { DiscoverySettings } from '../../../workers/jobs/discover-cameras-job.ts';
import { startWorker } from '../../../workers/worker.ts';
import { chromiumArguments, findChromium } from '../services/chromium-path.ts';
import { startTestApp, TEST_PASSWORD, type TestApp, type TestUser } from '../test-app.ts';
import { openBrowserPage, type BrowserPage, type PageOptions } from './browser-page.ts';

/** The whole product behind one address, with a browser: API, workers on simulated cameras, and the web application as built from the sources. */
export interface WebApp {
  readonly api: TestApp;
  readonly url: string;
  /** The web application as built, for another server beside this one. */
  readonly webFolder: string;
  /** A page of a browser profile of its own, signed in when `user` is given. */
  open(options?: PageOptions & { readonly user?: TestUser; readonly path?: string }): Promise<BrowserPage>;
  close(): Promise<void>;
}

/** How the product of a test file differs from the usual one. */
export interface WebAppOptions {
  /** Settings of the product, such as where mail goes. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly addressPolicy?: AddressPolicy;
  readonly discovery?: DiscoverySettings;
  /** People may sign in by this provider. */
  readonly oidc?: OidcSettings;
  /** The browser as people have it, for what the one without windows lacks: notifications. */
  readonly wholeBrowser?: boolean;
  /** The web application is a copy of this file's own, in `webFolder`: it may change it while other files use theirs. */
  readonly ownWebFolder?: boolean;
}

/** Starts one for a test file; `close` fails when anything could not be stopped. */
export async function startWebApp({ environment = {}, oidc, wholeBrowser = false, ownWebFolder = false, ...options }: WebAppOptions = {}): Promise<WebApp> {
  const stack = createReleaseStack();
  const api = await startTestApp(options);
  stack.push('api', () => api.close());
  const dataDir = await mkdtemp(join(tmpdir(), 'matpho-web-data-'));
  stack.push('data folder', () => rm(dataDir, { recursive: true, force: true }));
  const config = readConfig({ MATPHO_DATA_DIR: dataDir, ...environment });
  const messageChannels = MESSAGE_CHANNELS.filter((channel) => config.messages[channel] !== undefined);
  const pushHosts = config.messages.push?.hosts;
  const { mapArchive } = config;
  const webFolder = ownWebFolder ? join(dataDir, 'web') : inject('webFolder');
  if (ownWebFolder) await cp(inject('webFolder'), webFolder, { recursive: true });
  const settings = { demo: true, mapArchive, messageChannels, pushHosts, webFolder, oidc, publicUrl: undefined as string | undefined };
  const context = { ...api.context, clock: systemClock, settings };
  const server = await startServer(context, { host: '127.0.0.1', port: 0 });
  stack.push('server', () => server.close());
  // the port is known only now
  settings.publicUrl = server.url;
  const worker = await startWorker({
    ...context,
    // workers act for nobody: they stand outside the second wall
    db: api.db,
    ...options,
    config,
    backend: api.backend,
    packageBuilding: api.packageBuilding,
    registry: new Registry(),
  });
  stack.push('worker', () => worker.stop());
  const browser = await chromium.launch({ executablePath: findChromium(wholeBrowser ? 'whole' : 'plain'), args: [...chromiumArguments] });
  stack.push('browser', () => browser.close());
  return {
    api,
    url: server.url,
    webFolder,
    open: (options = {}) => openSignedIn(browser, server.url, options),
    async close() {
      const failures = await stack.releaseAll();
      if (failures.length > 0) throw failures[0]!.error;
    },
  };
}

async function openSignedIn(browser: Browser, url: string, options: PageOptions & { readonly user?: TestUser; readonly path?: string }): Promise<BrowserPage> {
  const opened = await openBrowserPage(browser, url, options);
  if (options.user !== undefined) {
    const answer = await opened.page.request.post(`${url}/api/v1/sessions`, { data: { username: options.user, password: TEST_PASSWORD } });
    if (!answer.ok()) throw new Error(`sign-in as ${options.user} failed with ${answer.status()}`);
  }
  await opened.page.goto(options.path ?? '/');
  return opened;
}
