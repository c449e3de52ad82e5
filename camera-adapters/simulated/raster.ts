/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A picture in memory, row by row from the top left; each pixel is red, green, blue, opaque in the order of bytes. */
export interface Raster {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels: Uint32Array;
}

/** A black raster. */
export function createRaster(widthPx: number, heightPx: number): Raster {
  return { widthPx, heightPx, pixels: new Uint32Array(widthPx * heightPx).fill(packRgb([0, 0, 0])) };
}

/** A colour as one pixel. The machine is little-endian, as all are that Node runs on. */
export function packRgb([red, green, blue]: Rgb): number {
  return (0xff000000 | (clampByte(blue) << 16) | (clampByte(green) << 8) | clampByte(red)) >>> 0;
}

function clampByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
}

/** Fills the pixels from (`left`, `top`) up to but without (`right`, `bottom`), as far as they lie inside. */
export function fillRect(raster: Raster, left: number, top: number, right: number, bottom: number, pixel: number): void {
  const fromX = Math.max(0, Math.round(left));
  const toX = Math.min(raster.widthPx, Math.round(right));
  const toY = Math.min(raster.heightPx, Math.round(bottom));
  if (fromX >= toX) return;
  for (let y = Math.max(0, Math.round(top)); y < toY; y++) raster.pixels.fill(pixel, y * raster.widthPx + fromX, y * raster.widthPx + toX);
}

/** Fills a convex polygon given as x, y, x, y, … */
export function fillConvex(raster: Raster, corners: readonly number[], pixel: number): void {
  let top = Infinity;
  let bottom = -Infinity;
  for (let index = 1; index < corners.length; index += 2) {
    top = Math.min(top, corners[index] ?? 0);
    bottom = Math.max(bottom, corners[index] ?? 0);
  }
  const lastY = Math.min(raster.heightPx - 1, Math.round(bottom) - 1);
  for (let y = Math.max(0, Math.round(top)); y <= lastY; y++) fillPolygonRow(raster, corners, y, pixel);
}

/** The span between the outermost edges that cross the middle of the row. */
function fillPolygonRow(raster: Raster, corners: readonly number[], y: number, pixel: number): void {
  const middle = y + 0.5;
  let left = Infinity;
  let right = -Infinity;
  for (let index = 0; index < corners.length; index += 2) {
    const next = (index + 2) % corners.length;
    const [x1, y1, x2, y2] = [corners[index] ?? 0, corners[index + 1] ?? 0, corners[next] ?? 0, corners[next + 1] ?? 0];
    if (y1 > middle === y2 > middle) continue;
    const x = x1 + ((middle - y1) / (y2 - y1)) * (x2 - x1);
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  const fromX = Math.max(0, Math.round(left));
  const toX = Math.min(raster.widthPx, Math.round(right));
  if (fromX < toX) raster.pixels.fill(pixel, y * raster.widthPx + fromX, y * raster.widthPx + toX);
}

/** Fills a disc. */
export function fillDisc(raster: Raster, centreX: number, centreY: number, radius: number, pixel: number): void {
  for (let y = Math.round(centreY - radius); y < centreY + radius; y++) {
    const halfWidth = Math.sqrt(Math.max(0, radius ** 2 - (y + 0.5 - centreY) ** 2));
    fillRect(raster, centreX - halfWidth, y, centreX + halfWidth, y + 1, pixel);
  }
}
