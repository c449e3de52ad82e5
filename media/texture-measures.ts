import { CELL_COLUMNS, CELL_ROWS, type PictureMeasures } from '../domain/picture-measures.ts';

/** Which part of the picture is looked at, in pixels; `cell` divides all of them. */
export interface TextureFrame {
  readonly width: number;
  readonly firstRow: number;
  readonly endRow: number;
  readonly cell: number;
}

/** What {@link measureTexture} finds; `cellStructure` has a number from 0 to 255 for each cell. */
export interface TextureMeasures extends Pick<PictureMeasures, 'detailShare' | 'sharpness'> {
  readonly cellStructure: readonly number[];
}

/** A block whose brightness deviates less than this (noise taken out) holds nothing but sky or wall. */
const DETAIL_DEVIATION = 5;

/** Variance of the Laplacian that rounding to whole numbers (20/12) and compression leave even in smooth blocks. A sensor's noise by night comes on top: see below. */
const NOISE_FLOOR = 4;

/** Noise of variance 1 in each pixel makes a Laplacian (1, 1, 1, 1, -4) of variance 20. */
const LAPLACIAN_GAIN = 20;

/** Sums over the pixels of a cell. */
interface CellSums {
  readonly count: number;
  readonly brightness: number;
  readonly brightnessSquares: number;
  readonly laplacian: number;
  readonly laplacianSquares: number;
  readonly gradient: number;
}

const NOTHING: CellSums = { count: 0, brightness: 0, brightnessSquares: 0, laplacian: 0, laplacianSquares: 0, gradient: 0 };

/** Detail, sharpness and layout of structure of a grey picture (one byte a pixel). */
export function measureTexture(grey: Uint8Array, frame: TextureFrame): TextureMeasures {
  const sums = Array.from({ length: CELL_COLUMNS * CELL_ROWS }, (_, cell) => sumCell(grey, frame, cell % CELL_COLUMNS, Math.floor(cell / CELL_COLUMNS)));
  const blocks = blockMeasures(sums, frame);
  const noise = Math.max(NOISE_FLOOR, quantile(blocks.map((block) => block.fine).toSorted(ascending), 0.1));
  const clean = blocks.map(({ variance, fine }) => ({ variance: variance - noise / LAPLACIAN_GAIN, fine: Math.max(0, fine - noise) }));
  const detailed = clean.filter((block) => block.variance > DETAIL_DEVIATION ** 2);
  const fineness = detailed.map((block) => block.fine / block.variance).toSorted(ascending);
  return {
    detailShare: Math.round((detailed.length / blocks.length) * 1000) / 1000,
    sharpness: Math.round(quantile(fineness, 0.9) * 10_000) / 10_000,
    // The square root keeps a few hard edges from outweighing all others.
    cellStructure: sums.map(({ gradient, count }) => Math.min(255, Math.round(16 * Math.sqrt(gradient / Math.max(1, count))))),
  };
}

const ascending = (a: number, b: number): number => a - b;

/** Of sorted values; 0 when there are none. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The hot loop of measuring: plain numbers only. The outermost columns have no neighbour on one side and are left out. */
function sumCell(grey: Uint8Array, frame: TextureFrame, column: number, row: number): CellSums {
  const { width, cell } = frame;
  if (row * cell < frame.firstRow || row * cell >= frame.endRow) return NOTHING;
  const fromX = Math.max(1, column * cell);
  const endX = Math.min(width - 1, (column + 1) * cell);
  let [brightness, brightnessSquares, laplacian, laplacianSquares, gradient] = [0, 0, 0, 0, 0];
  for (let y = row * cell; y < (row + 1) * cell; y++) {
    for (let at = y * width + fromX; at < y * width + endX; at++) {
      const here = grey[at] as number;
      const left = grey[at - 1] as number;
      const right = grey[at + 1] as number;
      const above = grey[at - width] as number;
      const below = grey[at + width] as number;
      const bend = left + right + above + below - 4 * here;
      brightness += here;
      brightnessSquares += here * here;
      laplacian += bend;
      laplacianSquares += bend * bend;
      gradient += Math.abs(right - left) + Math.abs(below - above);
    }
  }
  return { count: (endX - fromX) * cell, brightness, brightnessSquares, laplacian, laplacianSquares, gradient };
}

/** Blocks of two by two cells: a single cell often lies within one smooth face. */
function blockMeasures(sums: readonly CellSums[], frame: TextureFrame): { variance: number; fine: number }[] {
  const blocks = [];
  for (let row = frame.firstRow / frame.cell; row + 1 < frame.endRow / frame.cell; row += 2) {
    for (let column = 0; column + 1 < CELL_COLUMNS; column += 2) {
      const first = row * CELL_COLUMNS + column;
      const cells = [first, first + 1, first + CELL_COLUMNS, first + CELL_COLUMNS + 1].map((cell) => sums[cell] ?? NOTHING);
      const mean = (key: keyof CellSums): number => cells.reduce((sum, cell) => sum + cell[key], 0) / cells.reduce((sum, cell) => sum + cell.count, 0);
      const variance = mean('brightnessSquares') - mean('brightness') ** 2;
      const fine = mean('laplacianSquares') - mean('laplacian') ** 2;
      blocks.push({ variance, fine });
    }
  }
  return blocks;
}
