import { DESKTOP } from '../../tests/support/web/browser-page.ts';
import { figure, type BenchFigure } from '../bench-result.ts';
import { candidatesShown } from './candidates-shown.ts';
import { freezesDuring, watchLongTasks } from './long-tasks.ts';
import { makeWebRegistry } from './registry-ground.ts';
import { asUser } from './signed-in-page.ts';
import { onWebGround } from './web-ground.ts';

/** All within 250 m, so that an incident among them has as many candidates as one may have. */
const CAMERAS = 1200;
const LONGEST_MS = 100;
const MINUTE_MS = 60_000;
const HALF_STEP_DEG = 0.004;
const CARD = 'main li[id^="camera-"]';

/** How long a page is kept waiting while all candidates of an incident are loaded and another is then chosen, beside the page at rest. */
export async function manyCandidatesFigures(progress: (line: string) => void): Promise<BenchFigure[]> {
  return onWebGround(
    (db) => makeWebRegistry(db, CAMERAS, progress, { camerasPerNeighbourhood: CAMERAS }),
    ({ url, browser, filled: registry }) =>
      asUser(browser, { url, user: registry, size: DESKTOP }, async (_profile, page) => {
        await watchLongTasks(page);
        progress('all candidates of an incident');
        const toMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 60 * MINUTE_MS;
        const [lonDeg, latDeg] = [registry.area.west + HALF_STEP_DEG, registry.area.south + HALF_STEP_DEG];
        await candidatesShown(page, { fromMs: toMs - 2 * MINUTE_MS, toMs, lonDeg, latDeg });
        await page.waitForLoadState('networkidle');
        const rest = await freezesDuring(page, () => page.waitForTimeout(3000));
        const first = await page.locator(CARD).count();
        const begunMs = performance.now();
        const loading = await freezesDuring(page, async () => {
          await page.getByRole('button', { name: 'Tải hết các camera còn lại' }).click();
          await page.getByRole('status').filter({ hasText: 'Đã hiện đủ' }).waitFor();
        });
        const tookMs = performance.now() - begunMs;
        const all = await page.locator(CARD).count();
        const at = `all ${all} candidates of an incident`;
        return [
          figure(`${at} loaded, ${first} were there`, tookMs, 'ms'),
          figure(`${at} loaded: longest task, against the limit of a list`, loading.longestTaskMs, 'ms', LONGEST_MS),
          figure(`${at} loaded: longest time between two frames, against the page at rest`, loading.longestGapMs, 'ms', rest.longestGapMs),
        ];
      }),
  );
}
