import { seededFraction, seededSequence } from '../../camera-adapters/simulated/seeded-random.ts';
import { traffic, type Condition } from './ordinary-conditions.ts';
import { MOUNTED, type PictureScene, type SceneLook } from './picture-scene.ts';
import { drawnOver, rasterOf, sharpOf, type RgbRaster } from './rgb-raster.ts';
import { byNight, exposed, noisy, type NightLight } from './sensor-model.ts';

/** What is special about one picture; everything else follows from the camera and the time. */
export interface Shot {
  readonly atMs: number;
  /** How the camera points; as mounted unless said. */
  readonly look?: Partial<SceneLook>;
  /** Another place that it looks at. */
  readonly elsewhere?: PictureScene;
  readonly night?: boolean;
  /** Light by night, 1 is usual. */
  readonly level?: number;
  /** In the scene or before the lens. */
  readonly conditions?: readonly Condition[];
  /** What the sensor delivers instead. */
  readonly quality?: number;
  readonly gain?: number;
}

/** A camera in front of a scene. */
export interface ModelCamera {
  readonly nightLight: NightLight;
  /** Scene, light, weather and sensor, without the device's clock. */
  expose(shot: Shot): Promise<RgbRaster>;
  /** The file that the device makes of it, its clock burnt in. */
  encode(raster: RgbRaster, atMs: number, quality?: number): Promise<Uint8Array>;
}

/** A share of the picture's width by which the mast sways. */
const SWAY = 0.002;

/** Each camera has its own quality, light by night and noise, by its scene's name. */
export function createModelCamera(scene: PictureScene): ModelCamera {
  const seed = [...scene.name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7);
  const quality = [50, 65, 80, 90][Math.floor(seededFraction(seed, 1) * 4)]!;
  const nightLight: NightLight = seededFraction(seed, 2) < 0.6 ? 'infrared' : 'street_lamp';
  const noise = 1 + 2 * seededFraction(seed, 3);
  return {
    nightLight,
    async expose({ atMs, look, elsewhere, night = false, level = 1, conditions = [], gain }) {
      const random = seededSequence(seed ^ Math.floor(atMs / 1000));
      const swayed = { ...MOUNTED, ...look, atMs };
      const sway = { ...swayed, shiftX: swayed.shiftX + (random() - 0.5) * SWAY, shiftY: swayed.shiftY + (random() - 0.5) * SWAY };
      let raster = await traffic(await (elsewhere ?? scene).view(sway), random);
      if (night) raster = byNight(raster, nightLight, level);
      for (const condition of conditions) raster = await condition(raster, random);
      return noisy(exposed(raster, gain ?? 0.88 + 0.24 * random()), night ? 2.2 * noise : noise, random);
    },
    async encode(raster, atMs, otherQuality) {
      return sharpOf(await withClock(raster, atMs))
        .jpeg({ quality: otherQuality ?? quality })
        .toBuffer();
    },
  };
}

/** Date and time above, the camera's name below, as most devices write them. */
async function withClock(raster: RgbRaster, atMs: number): Promise<RgbRaster> {
  const size = Math.round(raster.widthPx / 36);
  const text = new Date(atMs + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const style = `font-family="DejaVu Sans Mono" font-size="${size}" fill="white" stroke="black" stroke-width="0.6"`;
  const svg = `<text x="${size}" y="${size * 1.5}" ${style}>${text}</text><text x="${raster.widthPx - size * 8}" y="${raster.heightPx - size * 0.7}" ${style}>Camera 01</text>`;
  const { rgb, widthPx, heightPx } = await drawnOver(raster, svg);
  return { rgb, widthPx, heightPx };
}

/** A raster in another size, for a place that another camera photographed. */
export async function fitted(raster: RgbRaster, widthPx: number, heightPx: number): Promise<RgbRaster> {
  return rasterOf(sharpOf(raster).resize(widthPx, heightPx, { fit: 'fill' }));
}
