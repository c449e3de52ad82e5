import { maskBoxes } from '../../domain/mask-boxes.ts';
import type { MaskOutline } from '../../domain/privacy-mask.ts';

/** ffmpeg's filters that blacken masks (ffmpeg-filters, drawbox), to the full pixels around them, whatever the picture's size. */
export function maskFilters(outlines: readonly MaskOutline[]): string[] {
  return outlines.flatMap(maskBoxes).map(([left, top, right, bottom]) => {
    const [x, y, toX, toY] = [`floor(iw*${left.toFixed(6)})`, `floor(ih*${top.toFixed(6)})`, `ceil(iw*${right.toFixed(6)})`, `ceil(ih*${bottom.toFixed(6)})`];
    return `drawbox=x=${x}:y=${y}:w=${toX}-${x}:h=${toY}-${y}:color=black:t=fill`;
  });
}
