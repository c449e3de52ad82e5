import { CELL_COLUMNS, CELL_ROWS, type PictureMeasures } from '../domain/picture-measures.ts';

/** Which part of the picture is looked at, in pixels; `cell` divides all of them. */
export interface TextureFrame {
  readonly width: number;
  readonly firstRow: number;
  readonly endRow: number;
  readonly cell: number;
}

/** A block whose brightness deviates less than this holds nothing but sky, wall or noise. */
const DETAIL_DEVIATION = 5;

/** Variance of the Laplacian that rounding to whole numbers (20/12) and compression leave even in smooth blocks. */
const NOISE_FLOOR = 4;

interface CellSums {
  readonly count: Float64Array;
  readonly brightness: Float64Array;
  readonly brightnessSquares: Float64Array;
  readonly laplacian: Float64Array;
  readonly laplacianSquares: Float64Array;
  readonly gradient: Float64Array;
}

/** Detail, sharpness and layout of structure of a grey picture (one byte a pixel). */
export function measureTexture(grey: Uint8Array, frame: TextureFrame): Pick<PictureMeasures, 'detailShare' | 'sharpness' | 'cellStructure'> {
  const sums = sumCells(grey, frame);
  const blocks = blockMeasures(sums, frame);
  const detailed = blocks.filter((block) => block.deviation > DETAIL_DEVIATION);
  const fineness = detailed.map((block) => block.fineShare).toSorted((a, b) => a - b);
  return {
    detailShare: Math.round((detailed.length / blocks.length) * 1000) / 1000,
    sharpness: Math.round((fineness[Math.floor(fineness.length * 0.75)] ?? 0) * 10_000) / 10_000,
    // The square root keeps a few hard edges from outweighing all others.
    cellStructure: Array.from(sums.gradient, (sum, cell) => Math.min(255, Math.round(16 * Math.sqrt(sum / Math.max(1, sums.count[cell] ?? 0))))),
  };
}

function sumCells(grey: Uint8Array, frame: TextureFrame): CellSums {
  const { width, firstRow, endRow, cell } = frame;
  const make = (): Float64Array => new Float64Array(CELL_COLUMNS * CELL_ROWS);
  const sums = { count: make(), brightness: make(), brightnessSquares: make(), laplacian: make(), laplacianSquares: make(), gradient: make() };
  for (let y = firstRow; y < endRow; y++) {
    // The outermost columns have no neighbour on one side.
    for (let x = 1; x < width - 1; x++) addPixel(sums, grey, y * width + x, width, Math.floor(y / cell) * CELL_COLUMNS + Math.floor(x / cell));
  }
  return sums;
}

function addPixel(sums: CellSums, grey: Uint8Array, at: number, width: number, cell: number): void {
  const here = grey[at] ?? 0;
  const [left, right, above, below] = [grey[at - 1] ?? 0, grey[at + 1] ?? 0, grey[at - width] ?? 0, grey[at + width] ?? 0];
  const laplacian = left + right + above + below - 4 * here;
  sums.count[cell] = (sums.count[cell] ?? 0) + 1;
  sums.brightness[cell] = (sums.brightness[cell] ?? 0) + here;
  sums.brightnessSquares[cell] = (sums.brightnessSquares[cell] ?? 0) + here * here;
  sums.laplacian[cell] = (sums.laplacian[cell] ?? 0) + laplacian;
  sums.laplacianSquares[cell] = (sums.laplacianSquares[cell] ?? 0) + laplacian * laplacian;
  sums.gradient[cell] = (sums.gradient[cell] ?? 0) + Math.abs(right - left) + Math.abs(below - above);
}

/** Blocks of two by two cells: a single cell often lies within one smooth face. */
function blockMeasures(sums: CellSums, frame: TextureFrame): { deviation: number; fineShare: number }[] {
  const blocks = [];
  for (let row = frame.firstRow / frame.cell; row + 1 < frame.endRow / frame.cell; row += 2) {
    for (let column = 0; column + 1 < CELL_COLUMNS; column += 2) {
      const total = (values: Float64Array): number => {
        const first = row * CELL_COLUMNS + column;
        return [first, first + 1, first + CELL_COLUMNS, first + CELL_COLUMNS + 1].reduce((sum, cell) => sum + (values[cell] ?? 0), 0);
      };
      const count = total(sums.count);
      const variance = total(sums.brightnessSquares) / count - (total(sums.brightness) / count) ** 2;
      const fine = total(sums.laplacianSquares) / count - (total(sums.laplacian) / count) ** 2;
      blocks.push({ deviation: Math.sqrt(Math.max(0, variance)), fineShare: Math.max(0, fine - NOISE_FLOOR) / Math.max(variance, 1) });
    }
  }
  return blocks;
}
