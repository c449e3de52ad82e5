import type { MaskOutline } from '../../domain/privacy-mask.ts';

/** A mask is covered by so many boxes, one below the other: a few pixels more than it, never fewer. */
const STRIPS = 24;
/** A box without width means "all of it" to ffmpeg. */
const LEAST_WIDTH = 0.002;

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

/** Boxes that cover a mask wholly, in parts of the picture: left, top, right, bottom. */
export function maskBoxes(outline: MaskOutline): (readonly [left: number, top: number, right: number, bottom: number])[] {
  const ys = outline.map(([, y]) => y);
  const [highest, lowest] = [Math.min(...ys), Math.max(...ys)];
  const edge = (nth: number): number => highest + ((lowest - highest) * nth) / STRIPS;
  return Array.from({ length: STRIPS }, (_, nth) => {
    const [left, right] = extentWithin(outline, edge(nth), edge(nth + 1));
    return [left, edge(nth), right, edge(nth + 1)] as const;
  });
}

/** ffmpeg's filters that blacken masks (ffmpeg-filters, drawbox), to the full pixels around them, whatever the picture's size. */
export function maskFilters(outlines: readonly MaskOutline[]): string[] {
  return outlines.flatMap(maskBoxes).map(([left, top, right, bottom]) => {
    const [x, y, toX, toY] = [`floor(iw*${left.toFixed(6)})`, `floor(ih*${top.toFixed(6)})`, `ceil(iw*${right.toFixed(6)})`, `ceil(ih*${bottom.toFixed(6)})`];
    return `drawbox=x=${x}:y=${y}:w=${toX}-${x}:h=${toY}-${y}:color=black:t=fill`;
  });
}
