import { daylightAt } from '../../camera-adapters/simulated/daylight.ts';
import { createRaster } from '../../camera-adapters/simulated/raster.ts';
import { createScenePen, SCENE_HEIGHT, SCENE_WIDTH } from '../../camera-adapters/simulated/scene-pen.ts';
import { drawStreet } from '../../camera-adapters/simulated/street-drawing.ts';
import { planStreet } from '../../camera-adapters/simulated/street-plan.ts';
import { drawTraffic } from '../../camera-adapters/simulated/street-traffic.ts';
import { halfOf, type PictureScene } from './picture-scene.ts';
import type { RgbRaster } from './rgb-raster.ts';

/** Noon of a day; how dark it is at night is the camera's affair, not the scene's. */
const NOON = daylightAt(Date.UTC(2026, 0, 1, 5));
const SIZE = { widthPx: 1280, heightPx: 720 };

/** Streets of the simulator, one for each seed. */
export function drawnScenes(seeds: readonly number[]): PictureScene[] {
  return seeds.map((seed) => ({
    name: `street-${seed}`,
    source: 'drawn',
    half: halfOf(`street-${seed}`, 'drawn'),
    view: ({ shiftX, shiftY, rotateDeg, atMs }) => {
      const raster = createRaster(SIZE.widthPx, SIZE.heightPx);
      const view = { shiftX: -shiftX * SCENE_WIDTH, shiftY: -shiftY * SCENE_HEIGHT, rotateRad: (rotateDeg * Math.PI) / 180 };
      const pen = createScenePen(raster, view, NOON.brightness);
      drawStreet(pen, planStreet(seed), NOON);
      drawTraffic(pen, seed, atMs, NOON.day);
      return Promise.resolve({ ...SIZE, rgb: withoutAlpha(raster.pixels) });
    },
  }));
}

function withoutAlpha(pixels: Uint32Array): RgbRaster['rgb'] {
  const rgb = new Uint8Array(pixels.length * 3);
  for (let at = 0; at < pixels.length; at++) {
    const pixel = pixels[at]!;
    rgb[at * 3] = pixel & 0xff;
    rgb[at * 3 + 1] = (pixel >> 8) & 0xff;
    rgb[at * 3 + 2] = (pixel >> 16) & 0xff;
  }
  return rgb;
}
