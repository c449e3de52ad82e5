import type { SimulatedFaults, SimulatedSource } from '../../domain/camera-source.ts';
import { burnInClock } from './burnt-in-clock.ts';
import { daylightAt, type Daylight } from './daylight.ts';
import { createRaster, packRgb, type Raster } from './raster.ts';
import { createScenePen, MOUNTED_VIEW, type SceneView } from './scene-pen.ts';
import { seededFraction } from './seeded-random.ts';
import { shrinkRaster, stretchRaster } from './resize-raster.ts';
import { drawStreet } from './street-drawing.ts';
import { planStreet } from './street-plan.ts';
import { drawTraffic } from './street-traffic.ts';

/** Size of a simulated camera's picture. */
export const FRAME_WIDTH_PX = 640;
export const FRAME_HEIGHT_PX = 360;

/** One picture, uncompressed. */
export interface DrawnFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Red, green, blue and 255 for each pixel, row by row from the top left. */
  readonly rgba: Uint8Array;
}

/** A lens out of focus melts squares of so many pixels into one. */
const BLUR_PX = 20;
/** What a sensor without infrared light still sees. */
const DARK_FACTOR = 0.04;

/**
 * What the simulated camera shows at an instant: a street with passers-by, and the device's own clock burnt in. Depends on
 * nothing but its arguments, so that any past instant can be drawn again.
 *
 * @param atMs - true time, epoch milliseconds; the burnt-in clock shows it shifted by `clockOffsetMs`
 */
export function drawFrame(source: Pick<SimulatedSource, 'seed' | 'faults'>, atMs: number): DrawnFrame {
  const { seed, faults } = source;
  const shownMs = faults.frozen === true ? frozenAtMs(seed) : atMs;
  const raster = drawView(seed, faults, shownMs);
  burnInClock(raster, shownMs + (faults.clockOffsetMs ?? 0));
  const { buffer, byteOffset, byteLength } = raster.pixels;
  return { widthPx: FRAME_WIDTH_PX, heightPx: FRAME_HEIGHT_PX, rgba: new Uint8Array(buffer, byteOffset, byteLength) };
}

/** A frozen camera stands at a daylight instant of January 2026, another one for each seed. */
function frozenAtMs(seed: number): number {
  return Date.UTC(2026, 0, 1 + Math.floor(seededFraction(seed, 41) * 28), 2) + Math.floor(seededFraction(seed, 42) * 6 * 3_600_000);
}

function drawView(seed: number, faults: SimulatedFaults, atMs: number): Raster {
  const light = faults.dark === true ? darkened(daylightAt(atMs)) : daylightAt(atMs);
  if (faults.covered === true) return drawCover(light);
  const scene = drawScene(seed, faults, atMs, light);
  return faults.blurred === true ? stretchRaster(shrinkRaster(scene, BLUR_PX), FRAME_WIDTH_PX, FRAME_HEIGHT_PX) : scene;
}

function drawScene(seed: number, faults: SimulatedFaults, atMs: number, light: Daylight): Raster {
  const raster = createRaster(FRAME_WIDTH_PX, FRAME_HEIGHT_PX);
  const pen = createScenePen(raster, faults.moved === true ? movedView(seed) : MOUNTED_VIEW, light.brightness);
  drawStreet(pen, planStreet(seed), light);
  drawTraffic(pen, seed, atMs, light.day);
  return raster;
}

/** Knocked aside: by a third of the picture, down or up, and askew. */
function movedView(seed: number): SceneView {
  const side = seededFraction(seed, 51) < 0.5 ? -1 : 1;
  return { shiftX: side * 210, shiftY: 60 * (seededFraction(seed, 52) < 0.5 ? -1 : 1), rotateRad: side * 0.12 };
}

function darkened(light: Daylight): Daylight {
  const dim = (color: Daylight['skyTop']): Daylight['skyTop'] => [color[0] * DARK_FACTOR, color[1] * DARK_FACTOR, color[2] * DARK_FACTOR];
  return { day: light.day, brightness: dim(light.brightness), skyTop: dim(light.skyTop), skyLow: dim(light.skyLow) };
}

/** Something hangs before the lens: a surface too near to show any detail, a little lighter at one edge. */
function drawCover(light: Daylight): Raster {
  const raster = createRaster(FRAME_WIDTH_PX, FRAME_HEIGHT_PX);
  for (let y = 0; y < FRAME_HEIGHT_PX; y++) {
    const level = 62 + (y / FRAME_HEIGHT_PX) * 26;
    raster.pixels.fill(
      packRgb([level * light.brightness[0], level * 0.94 * light.brightness[1], level * 0.86 * light.brightness[2]]),
      y * FRAME_WIDTH_PX,
      (y + 1) * FRAME_WIDTH_PX,
    );
  }
  return raster;
}
