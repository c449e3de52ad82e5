import { createRaster, packRgb, type Raster } from './raster.ts';

/** A smaller copy: each of its pixels is the mean of a square of `factor` by `factor`, which has to divide both sides. */
export function shrinkRaster(large: Raster, factor: number): Raster {
  const small = createRaster(large.widthPx / factor, large.heightPx / factor);
  for (let at = 0; at < small.pixels.length; at++) {
    const left = (at % small.widthPx) * factor;
    const top = Math.floor(at / small.widthPx) * factor;
    small.pixels[at] = meanOfSquare(large, left, top, factor);
  }
  return small;
}

function meanOfSquare(raster: Raster, left: number, top: number, side: number): number {
  let [red, green, blue] = [0, 0, 0];
  for (let y = top; y < top + side; y++) {
    for (let at = y * raster.widthPx + left; at < y * raster.widthPx + left + side; at++) {
      const pixel = raster.pixels[at] ?? 0;
      red += pixel & 0xff;
      green += (pixel >> 8) & 0xff;
      blue += (pixel >> 16) & 0xff;
    }
  }
  return packRgb([red / side ** 2, green / side ** 2, blue / side ** 2]);
}

/** A larger copy whose pixels run smoothly into each other (bilinear). */
export function stretchRaster(small: Raster, widthPx: number, heightPx: number): Raster {
  const large = createRaster(widthPx, heightPx);
  const from = new Uint8Array(small.pixels.buffer, small.pixels.byteOffset, small.pixels.byteLength);
  const to = new Uint8Array(large.pixels.buffer);
  const columns = samplePlaces(small.widthPx, widthPx);
  const rows = samplePlaces(small.heightPx, heightPx);
  const stride = small.widthPx * 4;
  let at = 0;
  for (let y = 0; y < heightPx; y++) {
    const upper = (rows.index[y] ?? 0) * stride;
    const below = (rows.share[y] ?? 0) / 256;
    for (let x = 0; x < widthPx; x++, at += 4) {
      const left = upper + (columns.index[x] ?? 0) * 4;
      const right = (columns.share[x] ?? 0) / 256;
      for (let channel = 0; channel < 3; channel++) {
        const corner = left + channel;
        const above = (from[corner] ?? 0) * (1 - right) + (from[corner + 4] ?? 0) * right;
        const under = (from[corner + stride] ?? 0) * (1 - right) + (from[corner + stride + 4] ?? 0) * right;
        to[at + channel] = above * (1 - below) + under * below;
      }
    }
  }
  return large;
}

/** For each target place the left (upper) of its two source places, and how much the other one counts, in 256ths. */
function samplePlaces(sourceCount: number, targetCount: number): { index: Uint16Array; share: Uint16Array } {
  const index = new Uint16Array(targetCount);
  const share = new Uint16Array(targetCount);
  for (let target = 0; target < targetCount; target++) {
    const place = Math.min(sourceCount - 1, Math.max(0, ((target + 0.5) * sourceCount) / targetCount - 0.5));
    const whole = Math.min(sourceCount - 2, Math.floor(place));
    index[target] = whole;
    share[target] = Math.round((place - whole) * 256);
  }
  return { index, share };
}
