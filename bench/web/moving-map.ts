import type { Page } from 'playwright-core';
import { DESKTOP } from '../../tests/support/web/browser-page.ts';
import { figure, type BenchFigure } from '../bench-result.ts';
import { percentile } from '../percentile.ts';
import { dragAround, frameGapsDuring, watchMapFrames, zoomBy } from './map-frames.ts';
import { makeWebRegistry } from './registry-ground.ts';
import { asUser } from './signed-in-page.ts';
import { onWebGround } from './web-ground.ts';

const CAMERAS = 100_000;
const LEAST_PER_SECOND = 30;
const STEPS = 25;
/** Turns of the wheel between two looks: from single cameras to the whole province. */
const TURNS = 8;
const LOOKS = ['single cameras', 'a neighbourhood', 'a ward', 'a district', 'the province'] as const;
/** On the map, beside the list. */
const MIDDLE = { x: 850, y: 430 } as const;
const CORNER = { x: 640, y: 300 } as const;

/** Waits until nothing is drawn any more. */
async function atRest(page: Page): Promise<void> {
  while ((await frameGapsDuring(page, () => page.waitForTimeout(1000))).length > 0);
}

function speedFigures(label: string, gapsMs: readonly number[], bare: readonly number[]): BenchFigure[] {
  const perSecond = (gaps: readonly number[], share: number): number => 1000 / percentile(gaps, share);
  return [
    figure(`${label}, half of the frames come at least as fast as, against the limit`, perSecond(gapsMs, 0.5), '1/s', LEAST_PER_SECOND),
    figure(`${label}, 95 of 100 do, against the same page with an empty map`, perSecond(gapsMs, 0.95), '1/s', perSecond(bare, 0.95)),
  ];
}

/** Frames a second of the map of 100,000 cameras while it is moved, drawn without any graphics processor, beside a map without cameras. */
export async function movingMapFigures(progress: (line: string) => void): Promise<BenchFigure[]> {
  return onWebGround(
    (db) => makeWebRegistry(db, CAMERAS, progress),
    ({ url, browser, filled: user }) =>
      asUser(browser, { url, user, size: DESKTOP }, async (_profile, page) => {
        await watchMapFrames(page);
        await page.goto('/map');
        await page.locator('main canvas.maplibregl-canvas').waitFor();
        await atRest(page);
        progress('map without cameras');
        // the country, of which a corner far from all cameras is in sight
        await zoomBy(page, CORNER, -TURNS * 2);
        await atRest(page);
        const bare = await frameGapsDuring(page, () => dragAround(page, CORNER, STEPS));
        await page.locator('main li button').first().click();
        await atRest(page);
        const figures: BenchFigure[] = [];
        for (const look of LOOKS) {
          progress(`map of ${CAMERAS.toLocaleString('en')} cameras: ${look}`);
          figures.push(
            ...speedFigures(
              `map of ${CAMERAS.toLocaleString('en')} cameras, ${look} in sight, drawn by hand`,
              await frameGapsDuring(page, () => dragAround(page, CORNER, STEPS)),
              bare,
            ),
          );
          if (look === LOOKS.at(-1)) break;
          const zooming = await frameGapsDuring(page, () => zoomBy(page, MIDDLE, TURNS));
          figures.push(...speedFigures(`going on from there, zoomed out`, zooming, bare));
          await atRest(page);
        }
        return figures;
      }),
  );
}
