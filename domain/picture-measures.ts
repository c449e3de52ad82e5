/** Grid of cells in which a picture is measured: enough to tell one view from another, too coarse to show anybody. */
export const CELL_COLUMNS = 32;
export const CELL_ROWS = 18;

/** Rows of cells at the top and at the bottom where devices burn in their clock and name; they are left out of most measures. */
export const OVERLAY_ROWS_TOP = 4;
export const OVERLAY_ROWS_BOTTOM = 2;

/**
 * What was measured of a picture; JSON-safe and small, kept beside it. Brightness runs from 0 to 255. The rows of overlays are left out.
 */
export interface PictureMeasures {
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  readonly meanBrightness: number;
  /** Standard deviation of brightness. */
  readonly contrast: number;
  /** Shares of pixels that are nearly black (below 24) or nearly white (above 240), 0 to 1. */
  readonly nearBlackShare: number;
  readonly nearWhiteShare: number;
  /** Share of blocks in which anything at all can be made out, 0 to 1. */
  readonly detailShare: number;
  /**
   * Energy of the finest differences (variance of the Laplacian, 4 neighbours, at 480 by 270) as a share of a block's whole variance, of the sharpest tenth of the blocks with
   * detail: does not depend on how light or how contrasty the scene is. What the smoothest tenth of the picture has of it is taken for noise, and out of all. 0 without detail,
   * about 0.2 to 3 in focus.
   */
  readonly sharpness: number;
  /** 64-bit difference hash, 16 hexadecimal digits: pictures that look alike differ in few bits. */
  readonly differenceHash: string;
}

/** How light and structure are spread over a picture, as `encodeCells` and `encodeByteCells` write them. Memory for comparing the next picture, kept for no other purpose. */
export interface PictureLayout {
  /** Mean brightness of each cell in 64ths; the whole picture. */
  readonly cellBrightness: string;
  /** How much structure (edges) lies in each cell, 0 to 255 in one byte; 0 in the rows of overlays. */
  readonly cellStructure: string;
}

/** One picture, measured. */
export interface MeasuredImage {
  readonly measures: PictureMeasures;
  readonly layout: PictureLayout;
}
