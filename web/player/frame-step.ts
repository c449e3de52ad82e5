/** A video that stands still and shows a frame. Times are seconds from its beginning. */
export interface FrameSource {
  /** When the shown frame begins. */
  readonly shownS: number;
  /** How long a frame lasts; null while none was seen to follow another. */
  readonly frameS: number | null;
  readonly lengthS: number;
  /** Goes to a moment; when the frame that is shown there begins. */
  show(atS: number): Promise<number>;
}

/** No camera of this product takes more in a second: a step of less goes over no frame. */
const SHORTEST_FRAME_S = 1 / 60;
/** Frames last up to a second. */
const MOST_TRIES = 64;
/** Surely within the frame before, and above what times are rounded to. */
const JUST_BEFORE_S = 0.002;

/**
 * Goes one frame on or back. Copies say nothing of how many pictures a second they have, and it changes within one: so what is shown is looked at.
 *
 * @returns when the frame that is shown now begins; null when there is none on that side
 */
export async function stepFrame(source: FrameSource, direction: 1 | -1): Promise<number | null> {
  const { shownS, lengthS } = source;
  if (direction === -1) return shownS - JUST_BEFORE_S < 0 ? null : source.show(shownS - JUST_BEFORE_S);
  const stepS = source.frameS ?? SHORTEST_FRAME_S;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const atS = shownS + (1.5 + tries) * stepS;
    if (atS >= lengthS) return null;
    const reachedS = await source.show(atS);
    if (reachedS > shownS + JUST_BEFORE_S / 2) return reachedS;
  }
  return null;
}
