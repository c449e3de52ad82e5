import { existsSync } from 'node:fs';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Arguments with which headless Chromium draws MapLibre without a GPU, as root, and asks no other host. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Full path of the installed Chromium; for `executablePath` of playwright-core.
 *
 * @throws Error when there is none.
 */
export function findChromium(): string {
  const path = candidates.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error('Chromium is missing: install the package chromium');
  return path;
}
