import type { Sharp } from 'sharp';
import { sharpEngine } from '../../media/sharp-engine.ts';

/** An uncompressed picture, red, green and blue for each pixel, row by row. */
export interface RgbRaster {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Uint8Array;
}

/** The raster as the start of sharp's operations. */
export function sharpOf({ rgb, widthPx, heightPx }: RgbRaster): Sharp {
  return sharpEngine(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } });
}

/** What comes out of sharp's operations. */
export async function rasterOf(picture: Sharp): Promise<RgbRaster> {
  const { data, info } = await picture.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, rgb: data };
}

/** Each value passed through a table of 256: exposure, gamma, haze. */
export function toned({ rgb, ...size }: RgbRaster, tone: (value: number) => number): RgbRaster {
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => tone(value));
  const out = new Uint8Array(rgb.length);
  for (let at = 0; at < rgb.length; at++) out[at] = table[rgb[at]!]!;
  return { ...size, rgb: out };
}

/** Shapes laid over the picture, drawn at half its size; `svg` is what stands inside an `<svg>` of the picture's own size. */
export async function drawnOver(raster: RgbRaster, svg: string, blend: Blend = 'over', blurPx = 0): Promise<RgbRaster> {
  const { widthPx, heightPx } = raster;
  const [width, height] = [widthPx / 2, heightPx / 2];
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${widthPx} ${heightPx}">`;
  const image = sharpEngine(Buffer.from(`${head}${svg}</svg>`)).ensureAlpha();
  const shapes = await (blurPx < 0.6 ? image : image.blur(blurPx / 2)).raw().toBuffer();
  const out = new Uint8Array(raster.rgb);
  const mix = BLENDS[blend];
  for (let at = 0, x = 0, row = 0; at < out.length; at += 3) {
    const from = ((row >> 1) * width + (x >> 1)) * 4;
    const alpha = shapes[from + 3]!;
    if (alpha > 0) {
      for (let channel = 0; channel < 3; channel++) {
        const below = out[at + channel]!;
        out[at + channel] = below + ((mix(below, shapes[from + channel]!) - below) * alpha) / 255;
      }
    }
    if (++x === widthPx) [x, row] = [0, row + 1];
  }
  return { widthPx, heightPx, rgb: out };
}

/** How a shape's colour meets the one below. */
type Blend = 'over' | 'screen' | 'multiply';

const BLENDS: Readonly<Record<Blend, (below: number, shape: number) => number>> = {
  over: (_, shape) => shape,
  screen: (below, shape) => 255 - ((255 - below) * (255 - shape)) / 255,
  multiply: (below, shape) => (below * shape) / 255,
};

/** Lengths that are given for a picture 1920 wide, in this one. */
export function scaled({ widthPx }: RgbRaster, lengthPx: number): number {
  return (lengthPx * widthPx) / 1920;
}

/** Out of focus by a Gaussian of `sigmaPx` (of 1920). */
export async function blurred(raster: RgbRaster, sigmaPx: number): Promise<RgbRaster> {
  return rasterOf(sharpOf(raster).blur(Math.max(0.3, scaled(raster, sigmaPx))));
}

/** Each pixel becomes the mean of its row from `radiusPx` to its left to as far to its right. */
export function smeared({ rgb, widthPx, heightPx }: RgbRaster, radiusPx: number): RgbRaster {
  const radius = Math.max(1, Math.round(radiusPx));
  const out = new Uint8Array(rgb.length);
  for (let y = 0; y < heightPx; y++) for (let channel = 0; channel < 3; channel++) smearRow(rgb, out, y * widthPx * 3 + channel, widthPx, radius);
  return { widthPx, heightPx, rgb: out };
}

function smearRow(from: Uint8Array, to: Uint8Array, start: number, widthPx: number, radius: number): void {
  const value = (x: number): number => from[start + 3 * Math.min(widthPx - 1, Math.max(0, x))]!;
  let sum = 0;
  for (let x = -radius; x <= radius; x++) sum += value(x);
  for (let x = 0; x < widthPx; x++) {
    to[start + 3 * x] = sum / (2 * radius + 1);
    sum += value(x + radius + 1) - value(x - radius);
  }
}
