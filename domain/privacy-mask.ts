import { AppError } from './app-error.ts';

/** Corners of a mask, each from 0 to 1 of the picture's width and height, from its top left corner. */
export type MaskOutline = readonly (readonly [x: number, y: number])[];

export const MASK_LIMITS = {
  corners: { least: 3, most: 40 },
  /** Live masks of one camera: who needs more should turn the camera. */
  live: 20,
  /** Narrower or lower than this part of the picture is a slip of the finger. */
  leastSide: 0.005,
} as const;

/**
 * Refuses a mask that hides nothing.
 *
 * @throws AppError `invalid` `mask_too_small`
 */
export function checkMaskOutline(outline: MaskOutline): void {
  const side = (axis: 0 | 1): number => Math.max(...outline.map((corner) => corner[axis])) - Math.min(...outline.map((corner) => corner[axis]));
  if (Math.min(side(0), side(1)) >= MASK_LIMITS.leastSide) return;
  throw new AppError('invalid', 'mask_too_small', 'This mask hides nothing. Draw it over what must not be seen.');
}
