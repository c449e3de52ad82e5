import { AppError } from './app-error.ts';

/** Corners of a mask, each from 0 to 1 of the picture's width and height, from its top left corner. */
export type MaskOutline = readonly (readonly [x: number, y: number])[];

export const MASK_LIMITS = {
  corners: { least: 3, most: 40 },
  /** Live masks of one camera: who needs more should turn the camera. */
  live: 20,
  /** Narrower or lower than this part of the picture is a slip of the finger. */
  leastSide: 0.005,
  /** For how long a mask is lifted when nobody says. */
  liftedDays: 30,
  /** The longest that it may be lifted. */
  mostLiftedDays: 366,
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

const DAY_MS = 86_400_000;

/**
 * Until when a mask is lifted that somebody asks for at `atMs`: as was said, in 30 days when nothing was said, or null: for good.
 *
 * @param until - RFC 3339
 * @throws AppError `invalid` `lift_time_out_of_range` for the past, and for more than a year
 */
export function liftEndMs(until: string | null | undefined, atMs: number): number | null {
  if (until === null) return null;
  if (until === undefined) return atMs + MASK_LIMITS.liftedDays * DAY_MS;
  const untilMs = Date.parse(until);
  if (untilMs > atMs && untilMs <= atMs + MASK_LIMITS.mostLiftedDays * DAY_MS) return untilMs;
  throw new AppError('invalid', 'lift_time_out_of_range', `A mask is lifted until a time to come, ${MASK_LIMITS.mostLiftedDays} days from now at most.`);
}
