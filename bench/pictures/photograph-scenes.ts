import { existsSync } from 'node:fs';
import { sharpEngine } from '../../media/sharp-engine.ts';
import { halfOf, type PictureScene, type SceneLook } from './picture-scene.ts';
import { rasterOf, type RgbRaster } from './rgb-raster.ts';

/** Debian packages whose photographs are read; nothing of them is kept. */
export const PHOTOGRAPH_PACKAGES = ['lomiri-wallpapers-16.04', 'opencv-doc'] as const;

const BACKGROUNDS = '/usr/share/backgrounds';
const SAMPLES = '/usr/share/doc/opencv-doc/examples';

/** Photographs that the thresholds of the first version were read off. */
const KNOWN = [
  'Bridge_by_Sander_Klootwijk',
  'Dragonfly_by_Bolly',
  'Picture_0B_by_freespace',
  'Picture_1A_by_freespace',
  'Wine_by_Jakkub_Mede',
  'aitzgorri_by_Aitzol_Berasategi',
  'friends_by_Aitzol_Berasategi',
  'life_by_Aitzol_Berasategi',
  'picosdeeuropa_by_Aitzol_Berasategi',
  'sunset_by_Aitzol_Berasategi',
].map((name) => `${BACKGROUNDS}/${name}.jpg`);

/** Streets, houses, signs, rooms. Left out are close-ups, pictures smaller than 600 px, drawings and what has a readable number plate. */
const FRESH = [
  ...[2, 3, 4, 5, 6].map((number) => `text/scenetext0${number}.jpg`),
  ...['building.jpg', 'home.jpg', 'leuvenA.jpg', 'aero1.jpg', 'graf1.png', 'aloeL.jpg', 'board.jpg', 'left.jpg'].map((name) => `data/${name}`),
  'data/rubberwhale1.png',
  'alphamat/input_images/plant.jpg',
].map((name) => `${SAMPLES}/${name}`);

/** Share of the photograph that a camera sees. */
const WINDOW_SHARE = 0.76;
/** Where the mounted camera's window begins, leaving room to be shifted to the other side. */
const WINDOW_START = 0.02;

/** Whether all photographs are on this machine. */
export function hasPhotographs(): boolean {
  return [...KNOWN, ...FRESH].every((path) => existsSync(path));
}

/** A camera in front of each photograph; `knownOnly` leaves out those of the larger package. */
export function photographScenes(knownOnly = false): PictureScene[] {
  return [...KNOWN.map((path) => photographScene(path, true)), ...(knownOnly ? [] : FRESH.map((path) => photographScene(path, false)))];
}

function photographScene(path: string, isKnown: boolean): PictureScene {
  const name = path.split('/').at(-1)!.split('.')[0]!;
  let loaded: Promise<RgbRaster> | undefined;
  return {
    name,
    source: 'photograph',
    half: halfOf(name, 'photograph', isKnown),
    async view(look) {
      loaded ??= load(path);
      return cut(await loaded, look, name.length % 2 === 0);
    },
  };
}

/** Larger ones than any camera's window needs are made smaller first. */
async function load(path: string): Promise<RgbRaster> {
  return rasterOf(sharpEngine(path).resize({ width: 2600, withoutEnlargement: true }));
}

/** The window that the camera sees, in the size that such a camera has; every other large one delivers 1080p. */
async function cut(photograph: RgbRaster, { shiftX, shiftY, rotateDeg }: SceneLook, isFine: boolean): Promise<RgbRaster> {
  const { widthPx, heightPx, rgb } = photograph;
  const width = Math.floor(Math.min(widthPx, (heightPx * 16) / 9) * WINDOW_SHARE);
  const height = Math.floor((width * 9) / 16);
  const left = placed(widthPx, width, WINDOW_START * widthPx + shiftX * width);
  const top = placed(heightPx, height, (heightPx - height) / 2 + shiftY * height);
  const window = sharpEngine(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } }).extract({ left, top, width, height });
  const size = widthPx >= 2000 && isFine ? { width: 1920, height: 1080 } : widthPx >= 1000 ? { width: 1280, height: 720 } : { width: 704, height: 396 };
  if (rotateDeg === 0) return rasterOf(window.resize(size.width, size.height, { fit: 'fill' }));
  return turned(await rasterOf(window), rotateDeg, size);
}

function placed(room: number, length: number, start: number): number {
  return Math.round(Math.min(room - length, Math.max(0, start)));
}

/** Turned about its middle; of the corners, which nobody photographed, nothing is shown. */
async function turned({ rgb, widthPx, heightPx }: RgbRaster, rotateDeg: number, size: { width: number; height: number }): Promise<RgbRaster> {
  const whole = await rasterOf(sharpEngine(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } }).rotate(rotateDeg));
  const [width, height] = [Math.floor(widthPx * 0.76), Math.floor(heightPx * 0.76)];
  const inner = sharpEngine(whole.rgb, { raw: { width: whole.widthPx, height: whole.heightPx, channels: 3 } }).extract({
    left: Math.floor((whole.widthPx - width) / 2),
    top: Math.floor((whole.heightPx - height) / 2),
    width,
    height,
  });
  return rasterOf(inner.resize(size.width, size.height, { fit: 'fill' }));
}
