/** Most cameras whose pictures are asked for at once: a screen or two of a list. */
export const MOST_OWN_PICTURES = 20;

/** Pictures that a board takes of one camera without a case are for seeing whether it works: enough to turn it by, and for a look an hour on a long day, and too few to be a recording. */
const PICTURE_LIMITS = [
  { most: 10, withinMs: 10 * 60_000 },
  { most: 60, withinMs: 24 * 3_600_000 },
] as const;

/** Longest time that {@link ownPictureWaitMs} looks back, and most pictures in it. */
export const PICTURES_LOOKED_AT = { most: 60, withinMs: 24 * 3_600_000 } as const;

/**
 * How long, in milliseconds from `nowMs`, a board waits before it takes another picture of the same camera; 0: not at all.
 *
 * @param askedAtMs when the last ones were asked for, in epoch milliseconds, newest first, at least {@link PICTURES_LOOKED_AT}
 */
export function ownPictureWaitMs(askedAtMs: readonly number[], nowMs: number): number {
  const waits = PICTURE_LIMITS.map(({ most, withinMs }) => (askedAtMs[most - 1] ?? -Infinity) + withinMs - nowMs);
  return Math.max(0, ...waits);
}
