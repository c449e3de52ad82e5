/** Grid of cells in which a picture is measured: wide enough for a layout, too coarse to show anybody. */
export const CELL_COLUMNS = 32;
export const CELL_ROWS = 18;

/**
 * What was measured of a picture. JSON-safe; kept beside the picture and, of the last one, as memory. Brightness runs
 * from 0 to 255. All but `cellBrightness` leave out the top and bottom rows, where devices burn in their clock and name.
 */
export interface PictureMeasures {
  readonly meanBrightness: number;
  /** Standard deviation of brightness. */
  readonly contrast: number;
  /** Shares of pixels that are nearly black or nearly white, 0 to 1. */
  readonly nearBlackShare: number;
  readonly nearWhiteShare: number;
  /** Share of blocks in which anything at all can be made out, 0 to 1. */
  readonly detailShare: number;
  /**
   * Energy of the finest differences (variance of the Laplacian, 4 neighbours, at 640 by 360) as a share of the whole contrast of a
   * block, upper quartile over the blocks with detail: independent of how light or contrasty the scene is. 0 without detail.
   */
  readonly sharpness: number;
  /** 64-bit difference hash, 16 hexadecimal digits: pictures that look alike differ in few bits. */
  readonly differenceHash: string;
  /** Mean brightness of each cell, row by row, in 64ths; the whole picture. */
  readonly cellBrightness: readonly number[];
  /** How much structure (edges) lies in each cell, row by row, 0 to 255; cells of the rows left out are 0. */
  readonly cellStructure: readonly number[];
}

/** Rows of cells, at the top and at the bottom, that are left out. */
export const OVERLAY_ROWS_TOP = 4;
export const OVERLAY_ROWS_BOTTOM = 2;
