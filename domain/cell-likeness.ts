import { VIEW_CELLS } from './cell-grid.ts';
import { CELL_COLUMNS, CELL_ROWS, OVERLAY_ROWS_BOTTOM, OVERLAY_ROWS_TOP } from './picture-measures.ts';

const FIRST_ROW = OVERLAY_ROWS_TOP;
const END_ROW = CELL_ROWS - OVERLAY_ROWS_BOTTOM;

/** Which cells count, 1 each; 0 for those that glare hides. */
export type CellMask = Uint8Array;

/** Columns and rows that a view may have been shifted by, and from how many cells on that counts as shifted. */
const SHIFT = { columns: 9, rows: 3, least: 2 };

/**
 * How alike two grids of structure are, from -1 to 1: correlation of the cells after the mean of each row is taken out. Streets lie in layers (sky, houses, pavement, road),
 * so that without it any two of them would look alike. Rows of overlays don't count. 0 when a grid is even.
 *
 * @param shift - `b` is looked at so many columns to the right and rows down
 */
export function cellLikeness(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  mask?: CellMask,
  shift: { columns: number; rows: number } = { columns: 0, rows: 0 },
): number {
  const sums = { products: 0, squaresA: 0, squaresB: 0 };
  for (let row = Math.max(FIRST_ROW, FIRST_ROW - shift.rows); row < Math.min(END_ROW, END_ROW - shift.rows); row++) addRow(sums, a, b, row, shift, mask);
  return sums.squaresA <= 0 || sums.squaresB <= 0 ? 0 : sums.products / Math.sqrt(sums.squaresA * sums.squaresB);
}

/** Sums of one row about its own means. */
function addRow(
  sums: { products: number; squaresA: number; squaresB: number },
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  row: number,
  shift: { columns: number; rows: number },
  mask: CellMask | undefined,
): void {
  const endColumn = Math.min(CELL_COLUMNS, CELL_COLUMNS - shift.columns);
  const offset = shift.rows * CELL_COLUMNS + shift.columns;
  let [count, sumA, sumB, products, squaresA, squaresB] = [0, 0, 0, 0, 0, 0];
  for (let column = Math.max(0, -shift.columns); column < endColumn; column++) {
    const cell = row * CELL_COLUMNS + column;
    if (mask !== undefined && mask[cell + offset] === 0) continue;
    const [valueA, valueB] = [a[cell] as number, b[cell + offset] as number];
    count++;
    sumA += valueA;
    sumB += valueB;
    products += valueA * valueB;
    squaresA += valueA * valueA;
    squaresB += valueB * valueB;
  }
  if (count === 0) return;
  sums.products += products - (sumA * sumB) / count;
  sums.squaresA += squaresA - (sumA * sumA) / count;
  sums.squaresB += squaresB - (sumB * sumB) / count;
}

/** The likeness at the shift that fits best, of those by more than a swaying mast makes. */
export function bestShiftedLikeness(a: ArrayLike<number>, b: ArrayLike<number>, mask?: CellMask): number {
  let best = -1;
  for (let rows = -SHIFT.rows; rows <= SHIFT.rows; rows++) {
    for (let columns = -SHIFT.columns; columns <= SHIFT.columns; columns++) {
      if (Math.abs(columns) < SHIFT.least && Math.abs(rows) < SHIFT.least) continue;
      best = Math.max(best, cellLikeness(a, b, mask, { columns, rows }));
    }
  }
  return best;
}

/** How alike light is spread over two pictures, from -1 to 1: correlation of the brightness of the view's cells. Survives blur, not another view or a cover. */
export function layoutLikeness(a: ArrayLike<number>, b: ArrayLike<number>, mask?: CellMask): number {
  let [count, sumA, sumB, products, squaresA, squaresB] = [0, 0, 0, 0, 0, 0];
  for (let cell = VIEW_CELLS.first; cell < VIEW_CELLS.end; cell++) {
    if (mask !== undefined && mask[cell] === 0) continue;
    const [valueA, valueB] = [a[cell] as number, b[cell] as number];
    count++;
    sumA += valueA;
    sumB += valueB;
    products += valueA * valueB;
    squaresA += valueA * valueA;
    squaresB += valueB * valueB;
  }
  const [spreadA, spreadB] = [squaresA - (sumA * sumA) / count, squaresB - (sumB * sumB) / count];
  return count === 0 || spreadA <= 0 || spreadB <= 0 ? 0 : (products - (sumA * sumB) / count) / Math.sqrt(spreadA * spreadB);
}

/** Share of the cells taken for mere noise. */
const NOISE_QUANTILE = 0.05;
/** A cell has lost its structure when less than this share of it is left. */
const LEFT_SHARE = 0.4;

/** Share of the better structured half of the usual view's cells that have lost their structure, 0 to 1. Noise, which gives structure to every cell, is taken out of both. */
export function lostStructureShare(usual: ArrayLike<number>, now: ArrayLike<number>, mask?: CellMask): number {
  const [before, after] = [withoutNoise(usual), withoutNoise(now)];
  const median = before.toSorted()[Math.floor(before.length / 2)] ?? 0;
  let [looked, lost] = [0, 0];
  for (let index = 0; index < before.length; index++) {
    const was = before[index] as number;
    if (was < median || was === 0 || (mask !== undefined && mask[VIEW_CELLS.first + index] === 0)) continue;
    looked++;
    if ((after[index] as number) < LEFT_SHARE * was) lost++;
  }
  return looked === 0 ? 0 : lost / looked;
}

/** Cells of the view only. */
function withoutNoise(grid: ArrayLike<number>): Float64Array {
  const view = Float64Array.from({ length: VIEW_CELLS.end - VIEW_CELLS.first }, (_, index) => grid[VIEW_CELLS.first + index] as number);
  const noise = view.toSorted()[Math.floor(view.length * NOISE_QUANTILE)] ?? 0;
  return view.map((value) => Math.sqrt(Math.max(0, value * value - noise * noise)));
}
