import type { MaskOutline } from './privacy-mask.ts';

/** A mask is covered by so many boxes, one below the other: a few pixels more than it, never fewer. */
const STRIPS = 24;
/** A box without width means "all of it" to ffmpeg. */
const LEAST_WIDTH = 0.002;

/** A box in parts of the picture's width and height. */
export type MaskBox = readonly [left: number, top: number, right: number, bottom: number];

/** How far a polygon reaches to the left and right between two heights. A dent in its side is covered as well. */
function extentWithin(outline: MaskOutline, top: number, bottom: number): readonly [left: number, right: number] {
  const xs: number[] = [];
  outline.forEach(([x, y], nth) => {
    const [nextX, nextY] = outline[(nth + 1) % outline.length]!;
    if (y >= top && y <= bottom) xs.push(x);
    for (const height of [top, bottom]) {
      if (y !== nextY && height >= Math.min(y, nextY) && height <= Math.max(y, nextY)) xs.push(x + ((height - y) / (nextY - y)) * (nextX - x));
    }
  });
  const left = Math.min(...xs, 1 - LEAST_WIDTH);
  return [left, Math.max(...xs, left + LEAST_WIDTH)];
}

/** Boxes that cover a mask wholly: what is blackened in whatever people are shown, and what the page for drawing shows beforehand. */
export function maskBoxes(outline: MaskOutline): MaskBox[] {
  const ys = outline.map(([, y]) => y);
  const [highest, lowest] = [Math.min(...ys), Math.max(...ys)];
  const edge = (nth: number): number => highest + ((lowest - highest) * nth) / STRIPS;
  return Array.from({ length: STRIPS }, (_, nth) => {
    const [left, right] = extentWithin(outline, edge(nth), edge(nth + 1));
    return [left, edge(nth), right, edge(nth + 1)] as const;
  });
}
