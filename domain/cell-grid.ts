import { CELL_COLUMNS, CELL_ROWS, OVERLAY_ROWS_BOTTOM, OVERLAY_ROWS_TOP } from './picture-measures.ts';

const CELLS = CELL_COLUMNS * CELL_ROWS;

/** Writes one whole number from 0 to 65,535 for each cell, row by row, as base64 of two bytes each, high byte first. */
export function encodeCells(values: ArrayLike<number>): string {
  let bytes = '';
  for (let cell = 0; cell < CELLS; cell++) {
    const value = Math.min(65_535, Math.max(0, Math.round(values[cell] ?? 0)));
    bytes += String.fromCharCode(value >> 8, value & 0xff);
  }
  return btoa(bytes);
}

/** Reads what {@link encodeCells} wrote; undefined for anything else. */
export function decodeCells(text: string): Uint16Array | undefined {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    return undefined;
  }
  if (bytes.length !== 2 * CELLS) return undefined;
  return Uint16Array.from({ length: CELLS }, (_, cell) => bytes.charCodeAt(2 * cell) * 256 + bytes.charCodeAt(2 * cell + 1));
}

/** Largest difference between two grids in any cell. */
export function largestCellDifference(a: Uint16Array, b: Uint16Array): number {
  return a.reduce((largest, value, cell) => Math.max(largest, Math.abs(value - (b[cell] ?? 0))), 0);
}

/**
 * How alike two grids are, from -1 to 1: correlation of the cells after the mean of each row is taken out. Streets lie in layers (sky, houses,
 * pavement, road), so that without it any two of them would look alike. Rows of overlays don't count. 0 when a grid is even.
 */
export function cellLikeness(a: Uint16Array, b: Uint16Array): number {
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (let row = OVERLAY_ROWS_TOP; row < CELL_ROWS - OVERLAY_ROWS_BOTTOM; row++) {
    const [restA, restB] = [withoutMean(a, row), withoutMean(b, row)];
    for (let column = 0; column < CELL_COLUMNS; column++) {
      const [valueA, valueB] = [restA[column] ?? 0, restB[column] ?? 0];
      products += valueA * valueB;
      squaresA += valueA ** 2;
      squaresB += valueB ** 2;
    }
  }
  return squaresA === 0 || squaresB === 0 ? 0 : products / Math.sqrt(squaresA * squaresB);
}

function withoutMean(grid: Uint16Array, row: number): number[] {
  const values = Array.from(grid.subarray(row * CELL_COLUMNS, (row + 1) * CELL_COLUMNS));
  const mean = values.reduce((sum, value) => sum + value, 0) / CELL_COLUMNS;
  return values.map((value) => value - mean);
}

/** `old` moved towards `fresh` by `share` of the way, by at least one unit where they differ. */
export function approachCells(old: Uint16Array, fresh: Uint16Array, share: number): Uint16Array {
  return old.map((value, cell) => {
    const step = ((fresh[cell] ?? 0) - value) * share;
    return value + (step > 0 ? Math.ceil(step) : Math.floor(step));
  });
}
