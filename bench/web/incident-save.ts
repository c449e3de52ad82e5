import { DESKTOP } from '../../tests/support/web/browser-page.ts';
import { figure, type BenchFigure } from '../bench-result.ts';
import { candidatesShown, type ShownTimes } from './candidates-shown.ts';
import { makeWebRegistry } from './registry-ground.ts';
import { asUser } from './signed-in-page.ts';
import { onWebGround } from './web-ground.ts';

/** Of a province of today. */
const CAMERAS = 5500;
const INCIDENTS = 5;
const SHOWN_MS = 1000;
const MINUTE_MS = 60_000;
/** From the middle of one neighbourhood to the next. */
const STEP_DEG = 0.008;

/** From the click that saves an incident to its candidates in the list and on the map: the best of several, since what else the machine does is no part of it; the service's own answer beside it. */
export async function incidentSaveFigures(progress: (line: string) => void): Promise<BenchFigure[]> {
  return onWebGround(
    (db) => makeWebRegistry(db, CAMERAS, progress),
    ({ url, browser, filled: registry }) =>
      asUser(browser, { url, user: registry, size: DESKTOP }, async (_profile, page) => {
        progress('incidents saved');
        const all: ShownTimes[] = [];
        for (let nth = 0; nth < INCIDENTS; nth += 1) {
          const toMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - (nth + 1) * 60 * MINUTE_MS;
          const lonDeg = registry.area.west + (nth + 0.5) * STEP_DEG;
          all.push(await candidatesShown(page, { fromMs: toMs - 2 * MINUTE_MS, toMs, lonDeg, latDeg: registry.area.south + STEP_DEG / 2 }));
        }
        const best = all.reduce((least, times) => (times.mapMs < least.mapMs ? times : least));
        const at = `${CAMERAS.toLocaleString('en')} cameras: from the click on "save"`;
        return [
          figure(`${at} to the service's answer`, best.savedMs, 'ms'),
          figure(`${at} to the candidates in the list, against the answer`, best.listMs, 'ms', best.savedMs),
          figure(`${at} to the candidates on the map, against the limit`, best.mapMs, 'ms', SHOWN_MS),
        ];
      }),
  );
}
