import { decodeCells, VIEW_CELLS } from './cell-grid.ts';
import { bestShiftedLikeness, cellLikeness, layoutLikeness, lostStructureShare, type CellMask } from './cell-likeness.ts';
import type { MeasuredImage } from './picture-measures.ts';
import type { PictureReference, ReferenceLight } from './picture-memory.ts';
import type { PictureThresholds } from './picture-thresholds.ts';

/** How a picture differs from how the view usually looks. Shares of what is usual are 1 when nothing has changed. */
export interface PictureComparison {
  /** Of the reference. */
  readonly light: ReferenceLight;
  /** Likeness of structure and of the spread of light, -1 to 1. */
  readonly likeness: number;
  readonly layoutLikeness: number;
  /** The best likeness of the view when it is thought shifted; only looked for (else -1) when `likeness` is poor. */
  readonly shiftedLikeness: number;
  /** Share of the usual structure that is gone. */
  readonly lostShare: number;
  readonly sharpnessShare: number;
  readonly detailShare: number;
  readonly contrastShare: number;
  /** Light shines into the lens by night: headlights. What it hides is left out of the likenesses; sharpness and contrast say nothing. */
  readonly isDazzled: boolean;
}

/** Compares a picture with a reference; undefined when their grids can't be read. */
export function comparePicture({ measures, layout }: MeasuredImage, reference: PictureReference, thresholds: PictureThresholds): PictureComparison | undefined {
  const [structure, brightness] = [decodeCells(layout.cellStructure), decodeCells(layout.cellBrightness)];
  const [usualStructure, usualBrightness] = [decodeCells(reference.cellStructure), decodeCells(reference.cellBrightness)];
  if (!structure || !brightness || !usualStructure || !usualBrightness) return undefined;
  const glare = reference.light === 'night' ? findGlare(brightness, usualBrightness, thresholds) : { mask: undefined, isDazzled: false };
  const likeness = cellLikeness(usualStructure, structure, glare.mask);
  return {
    light: reference.light,
    likeness,
    layoutLikeness: layoutLikeness(usualBrightness, brightness, glare.mask),
    shiftedLikeness: likeness < thresholds.shiftSearchLikeness ? bestShiftedLikeness(usualStructure, structure, glare.mask) : -1,
    lostShare: lostStructureShare(usualStructure, structure, glare.mask),
    sharpnessShare: measures.sharpness / Math.max(0.001, reference.sharpness),
    detailShare: measures.detailShare / Math.max(0.01, reference.detailShare),
    contrastShare: measures.contrast / Math.max(1, reference.contrast),
    isDazzled: glare.isDazzled,
  };
}

/** Cells that are bright now and were not: a few are headlights, most of them would be something else. `brightness` in 64ths, `usual` in steps. */
function findGlare(brightness: Uint16Array, usual: Uint16Array, thresholds: PictureThresholds): { mask: CellMask | undefined; isDazzled: boolean } {
  const mask = new Uint8Array(brightness.length).fill(1);
  let glaring = 0;
  for (let cell = VIEW_CELLS.first; cell < VIEW_CELLS.end; cell++) {
    const now = (brightness[cell] as number) / 64;
    if (now < thresholds.glareBrightness || now < (usual[cell] as number) + thresholds.glareRise) continue;
    mask[cell] = 0;
    glaring++;
  }
  const share = glaring / (VIEW_CELLS.end - VIEW_CELLS.first);
  const isDazzled = share >= thresholds.glareLeastShare && share <= thresholds.glareMostShare;
  return { mask: isDazzled ? mask : undefined, isDazzled };
}
