import { existsSync } from 'node:fs';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Parts of the browser that are switched off. */
const DISABLED_FEATURES = [
  // the suggestions below the address field: two pages of their own for each window, which nobody sees
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // those that Playwright switches off by an argument of its own, which this one takes the place of
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];

/** Arguments with which headless Chromium draws MapLibre without a GPU, as root, and asks no other host. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  // only the map goes by the imitated GPU: putting whole pages together on it takes longer than all else that a page does
  '--disable-gpu-compositing',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
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
