import type { ReferenceLight } from './picture-memory.ts';

/**
 * Where a picture stops being all right. Each verdict counts for one picture only: how many in a row are believed is the health policy's affair.
 *
 * All figures were read off the calibration half of the labelled set (docs/design/picture-check.md) before the test half was opened.
 */
export interface PictureThresholds {
  /** Dark: at least this share of the pixels is nearly black. */
  readonly darkShare: number;
  /** Covered, view unknown: detail in at most this share of the blocks. */
  readonly coveredDetailShare: number;
  /** Covered in part: this share of the usual structure is gone and less than this share of the usual detail is left. */
  readonly coveredLostShare: number;
  readonly coveredDetailShareOfUsual: number;
  /** Covered by a veil: this share of the usual structure is gone and less than this share of the usual contrast is left. */
  readonly veiledLostShare: number;
  readonly veiledContrastShare: number;
  /** Unsharp and light spread as usual at least to this likeness: the view itself out of focus, and not something else before it. */
  readonly sameLayoutLikeness: number;
  /** Blurred: sharpness below this, or below this share of what it usually is; only where there is this much detail. */
  readonly blurredSharpness: number;
  readonly blurredShareOfUsual: { readonly [L in ReferenceLight]: number };
  readonly blurredLeastDetailShare: number;
  /** For the share of usual, light is spread as usual at least to this likeness. */
  readonly blurredLayoutLikeness: number;
  /** Moved: thought shifted, the view is this like the usual one and by this much more like than unshifted. Looked for below this likeness. */
  readonly shiftedLikeness: number;
  readonly shiftedGain: number;
  readonly shiftSearchLikeness: number;
  /** Moved as well: likeness of structure, and that of the spread of light with this weight, are together below this. */
  readonly movedLikeness: number;
  readonly layoutWeight: number;
  /** Glare: cells at least this bright (0 to 255) and brighter than usual by this; dazzled between these shares of the view. */
  readonly glareBrightness: number;
  readonly glareRise: number;
  readonly glareLeastShare: number;
  readonly glareMostShare: number;
  /** How far a reference moves towards each picture that is all right. */
  readonly referenceShare: number;
  /** Frozen: this many pictures in a row are the same file, each at least `identicalGapMs` after the one before (some cameras keep a picture for seconds). */
  readonly identicalPictures: number;
  readonly identicalGapMs: number;
  /**
   * Frozen as well: this many pictures in a row by daylight of which no cell of the view differs by more than `similarCellUnits` (64ths of a
   * brightness step) from the one before, at least `similarGapMs` apart. By day the light itself changes.
   */
  readonly similarPictures: number;
  readonly similarGapMs: number;
  readonly similarCellUnits: number;
  readonly similarLeastBrightness: number;
  /** Frozen as well, by whatever light: so many that differ by no more than this. A lit alley at night may stand still, but a sensor's noise does not. */
  readonly stillPictures: number;
  readonly stillCellUnits: number;
}

export const PICTURE_THRESHOLDS: PictureThresholds = {
  darkShare: 0.97,
  coveredDetailShare: 0.05,
  coveredLostShare: 0.35,
  coveredDetailShareOfUsual: 0.8,
  veiledLostShare: 0.5,
  veiledContrastShare: 0.3,
  sameLayoutLikeness: 0.7,
  blurredSharpness: 0.02,
  blurredShareOfUsual: { day: 0.25, night: 0.15 },
  blurredLeastDetailShare: 0.2,
  blurredLayoutLikeness: 0.5,
  shiftedLikeness: 0.5,
  shiftedGain: 0.2,
  shiftSearchLikeness: 0.6,
  movedLikeness: 0.4,
  layoutWeight: 0.4,
  glareBrightness: 150,
  glareRise: 70,
  glareLeastShare: 0.02,
  glareMostShare: 0.6,
  referenceShare: 0.1,
  identicalPictures: 2,
  identicalGapMs: 5000,
  similarPictures: 4,
  similarGapMs: 60_000,
  similarCellUnits: 8,
  similarLeastBrightness: 60,
  stillPictures: 12,
  stillCellUnits: 3,
};
