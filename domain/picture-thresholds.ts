/**
 * Where a picture stops being all right. Each verdict counts for one picture only: how many in a row are believed is the health policy's affair.
 *
 * The figures were read off 27 photographs at 1920 by 1080, each blurred, dimmed, shifted and covered with noise, and the simulator's streets by day
 * and by night. Sharpness in focus 0.1 to 3; only the background of close-ups lies below; out of focus by a Gaussian of 6 px 0.005 to 0.05, by 12 px
 * below 0.005. Likeness of the same view at night with noise above 0.85, with heavy traffic above 0.65; of a view shifted by 20 % of its width below 0.4.
 */
export interface PictureThresholds {
  /** Dark: at least this share of the pixels is nearly black. */
  readonly darkShare: number;
  /** Covered: detail in at most this share of the blocks. */
  readonly coveredDetailShare: number;
  /** Blurred: sharpness below this, or below `blurredShareOfUsual` of what it was when the camera was all right. */
  readonly blurredSharpness: number;
  readonly blurredShareOfUsual: number;
  /** Moved: likeness to every reference below this. */
  readonly movedLikeness: number;
  /** How far a reference moves towards each picture that is all right. */
  readonly referenceShare: number;
  /** Frozen: this many pictures in a row are the same file, each at least `identicalGapMs` after the one before (some cameras keep a picture for seconds). */
  readonly identicalPictures: number;
  readonly identicalGapMs: number;
  /**
   * Frozen as well: this many pictures in a row by daylight of which no cell differs by more than `similarCellUnits` (64ths of a
   * brightness step) from the one before, at least `similarGapMs` apart. By day the light itself changes; a lit alley at night may stand still.
   */
  readonly similarPictures: number;
  readonly similarGapMs: number;
  readonly similarCellUnits: number;
  readonly similarLeastBrightness: number;
}

export const PICTURE_THRESHOLDS: PictureThresholds = {
  darkShare: 0.97,
  coveredDetailShare: 0.05,
  blurredSharpness: 0.02,
  blurredShareOfUsual: 0.15,
  movedLikeness: 0.4,
  referenceShare: 0.1,
  identicalPictures: 2,
  identicalGapMs: 5000,
  similarPictures: 4,
  similarGapMs: 60_000,
  similarCellUnits: 8,
  similarLeastBrightness: 60,
};
