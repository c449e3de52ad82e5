import type { Page } from 'playwright-core';

/** Milliseconds since somebody clicked to save an incident. */
export interface ShownTimes {
  /** The service had answered. */
  readonly savedMs: number;
  /** The list of candidates was on screen. */
  readonly listMs: number;
  /** Candidates were on the map. */
  readonly mapMs: number;
}

/** When and where an incident was. */
export interface SavedIncident {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lonDeg: number;
  readonly latDeg: number;
}

const SAVE = 'Lưu và tìm camera';

const day = (ms: number): string => new Date(ms).toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });
const time = (ms: number): string => new Date(ms).toLocaleTimeString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' });

async function fill(page: Page, { fromMs, toMs, lonDeg, latDeg }: SavedIncident): Promise<void> {
  await page.getByLabel('Loại vụ việc').selectOption('traffic_accident');
  await page.getByRole('textbox', { name: 'Mô tả' }).fill('Hai xe va nhau.');
  for (const [label, value] of [
    ['Từ ngày', day(fromMs)],
    ['Từ giờ', time(fromMs)],
    ['Đến ngày', day(toMs)],
    ['Đến giờ', time(toMs)],
    ['Vĩ độ', latDeg.toFixed(6)],
    ['Kinh độ', lonDeg.toFixed(6)],
  ] as const)
    await page.getByLabel(label).fill(value);
}

/** Enters an incident by the form at `/incidents/new` and waits until its candidates are drawn. Times are the page's own marks. */
export async function candidatesShown(page: Page, incident: SavedIncident): Promise<ShownTimes> {
  await page.goto('/incidents/new');
  await fill(page, incident);
  // whoever fills the form by hand takes longer than what is fetched meanwhile
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.addEventListener('click', () => performance.mark('bench-clicked'), { capture: true, once: true }));
  await page.getByRole('button', { name: SAVE }).click();
  await page.getByRole('button', { name: /^Camera số 1: / }).waitFor();
  // drawn a little later than the numbers that stand on it
  await page.waitForFunction(() => performance.getEntriesByName('candidates-on-map').length > 0);
  const [savedMs, listMs, mapMs] = await page.evaluate(() =>
    ['incident-saved', 'candidates-drawn', 'candidates-on-map'].map((mark) => performance.measure(mark, 'bench-clicked', mark).duration),
  );
  return { savedMs: savedMs!, listMs: listMs!, mapMs: mapMs! };
}
