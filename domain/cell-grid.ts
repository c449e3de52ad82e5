import { CELL_COLUMNS, CELL_ROWS, OVERLAY_ROWS_BOTTOM, OVERLAY_ROWS_TOP } from './picture-measures.ts';

const CELLS = CELL_COLUMNS * CELL_ROWS;

/** The cells that show the view: from the first one below the overlays up to but without the first one of those at the bottom. */
export const VIEW_CELLS = { first: OVERLAY_ROWS_TOP * CELL_COLUMNS, end: (CELL_ROWS - OVERLAY_ROWS_BOTTOM) * CELL_COLUMNS } as const;

/** Writes one whole number from 0 to 65,535 for each cell, row by row, as base64 of two bytes each, high byte first. */
export function encodeCells(values: ArrayLike<number>): string {
  let bytes = '';
  for (let cell = 0; cell < CELLS; cell++) {
    const value = Math.min(65_535, Math.max(0, Math.round(values[cell] ?? 0)));
    bytes += String.fromCharCode(value >> 8, value & 0xff);
  }
  return btoa(bytes);
}

/** The same for numbers from 0 to 255, a byte each. */
export function encodeByteCells(values: ArrayLike<number>): string {
  let bytes = '';
  for (let cell = 0; cell < CELLS; cell++) bytes += String.fromCharCode(Math.min(255, Math.max(0, Math.round(values[cell] ?? 0))));
  return btoa(bytes);
}

/** Reads what {@link encodeCells} or {@link encodeByteCells} wrote; undefined for anything else. */
export function decodeCells(text: string): Uint16Array | undefined {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    return undefined;
  }
  const width = bytes.length / CELLS;
  if (width !== 1 && width !== 2) return undefined;
  const cells = new Uint16Array(CELLS);
  for (let cell = 0; cell < CELLS; cell++)
    cells[cell] = width === 1 ? bytes.charCodeAt(cell) : bytes.charCodeAt(2 * cell) * 256 + bytes.charCodeAt(2 * cell + 1);
  return cells;
}

/** Largest difference between two grids in any cell of the view: a clock that goes on in the overlay does not count. */
export function largestCellDifference(a: Uint16Array, b: Uint16Array): number {
  let largest = 0;
  for (let cell = VIEW_CELLS.first; cell < VIEW_CELLS.end; cell++) largest = Math.max(largest, Math.abs((a[cell] ?? 0) - (b[cell] ?? 0)));
  return largest;
}

/** `old` moved towards `fresh` by `share` of the way, by at least one unit where they differ. */
export function approachCells(old: Uint16Array, fresh: ArrayLike<number>, share: number): Uint16Array {
  return old.map((value, cell) => {
    const step = ((fresh[cell] ?? 0) - value) * share;
    return value + (step > 0 ? Math.ceil(step) : Math.floor(step));
  });
}
