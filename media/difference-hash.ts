const COLUMNS = 9;
const ROWS = 8;

/**
 * Difference hash: the picture in 9 by 8 fields, one bit for each pair of neighbours in a row, 1 where it gets brighter to the right.
 *
 * @param grey - one byte a pixel; rows from `firstRow` up to but without `endRow` are taken
 * @returns 16 hexadecimal digits
 */
export function differenceHash(grey: Uint8Array, width: number, firstRow: number, endRow: number): string {
  let bits = 0n;
  for (let row = 0; row < ROWS; row++) {
    const means = Array.from({ length: COLUMNS }, (_, column) => fieldMean(grey, width, firstRow, endRow, column, row));
    for (let column = 1; column < COLUMNS; column++) bits = (bits << 1n) | ((means[column] ?? 0) > (means[column - 1] ?? 0) ? 1n : 0n);
  }
  return bits.toString(16).padStart(16, '0');
}

function fieldMean(grey: Uint8Array, width: number, firstRow: number, endRow: number, column: number, row: number): number {
  const top = firstRow + Math.floor((row * (endRow - firstRow)) / ROWS);
  const bottom = firstRow + Math.floor(((row + 1) * (endRow - firstRow)) / ROWS);
  const left = Math.floor((column * width) / COLUMNS);
  const right = Math.floor(((column + 1) * width) / COLUMNS);
  let sum = 0;
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += grey[y * width + x] as number;
  return sum / ((bottom - top) * (right - left));
}
