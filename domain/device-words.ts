/** Names as browsers and systems write them in `User-Agent` (RFC 9110, 10.1.5), the telling ones first: nearly every browser claims to be several others as well. */
const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['coc_coc_browser', 'Cốc Cốc'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['Zalo', 'Zalo'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['CriOS', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const;

/**
 * Browser and system in a few words by which people recognise their own devices, such as "Chrome, Android"; of a program its name. Null when the header says nothing that is known. Versions and models
 * are left out: they are of no use for that, and tell devices apart more than is needed.
 */
export function deviceWords(userAgent: string | undefined): string | null {
  if (userAgent === undefined) return null;
  const browser = BROWSERS.find(([mark]) => userAgent.includes(`${mark}/`))?.[1];
  const system = SYSTEMS.find(([mark]) => userAgent.includes(mark))?.[1];
  const known = [browser, system].filter((word) => word !== undefined);
  if (known.length > 0) return known.join(', ');
  return /^([A-Za-z][A-Za-z-]{1,29})(?:[/ ]|$)/.exec(userAgent)?.[1] ?? null;
}
