import { existsSync } from 'node:fs';

const WHOLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const WITHOUT_WINDOWS = '/usr/bin/chromium-headless-shell';

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
 * Full path of an installed Chromium; for `executablePath` of playwright-core.
 *
 * @param kind `plain` is the one that can't open windows, if there is one: it draws the same pages for a third less computing, but shows no notifications. `whole` is what people have.
 * @throws Error when there is none.
 */
export function findChromium(kind: 'plain' | 'whole' = 'plain'): string {
  const candidates = kind === 'whole' ? WHOLE : [WITHOUT_WINDOWS, ...WHOLE];
  const path = candidates.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error('Chromium is missing: install the package chromium');
  return path;
}
