import { createHash } from 'node:crypto';
import { AppError } from '../domain/app-error.ts';
import { encodeByteCells, encodeCells } from '../domain/cell-grid.ts';
import { CELL_COLUMNS, CELL_ROWS, OVERLAY_ROWS_BOTTOM, OVERLAY_ROWS_TOP, type MeasuredImage, type PictureMeasures } from '../domain/picture-measures.ts';
import { differenceHash } from './difference-hash.ts';
import { MAX_PICTURE_PX } from './picture-limits.ts';
import { sharpEngine } from './sharp-engine.ts';
import { measureTexture } from './texture-measures.ts';

/**
 * Every picture is looked at in this size, so that measures of different cameras mean the same. A quarter of 1080p: such a JPEG is decoded at that size at once (two by two
 * of each block's eight by eight coefficients), at half the cost of 640 by 360.
 */
const WIDTH = 480;
const HEIGHT = 270;
const CELL = WIDTH / CELL_COLUMNS;
const FIRST_ROW = OVERLAY_ROWS_TOP * CELL;
const END_ROW = HEIGHT - OVERLAY_ROWS_BOTTOM * CELL;
const NEAR_BLACK = 24;
const NEAR_WHITE = 240;

type BrightnessMeasures = Pick<PictureMeasures, 'meanBrightness' | 'contrast' | 'nearBlackShare' | 'nearWhiteShare'>;

/**
 * Measures a picture from a camera. The picture itself is not kept.
 *
 * @throws AppError `snapshot_broken` (camera) when it can't be decoded to its end
 */
export async function measureImage(jpeg: Uint8Array): Promise<MeasuredImage> {
  const sha256 = createHash('sha256').update(jpeg).digest('hex');
  const pixels = await decode(jpeg);
  // from here on without a pause: the brightness is everybody's
  const { cells, ...brightness } = measureBrightness(pixels.data, pixels.channels);
  const { cellStructure, ...texture } = measureTexture(grey, { width: WIDTH, firstRow: FIRST_ROW, endRow: END_ROW, cell: CELL });
  return {
    measures: {
      sha256,
      ...brightness,
      ...texture,
      differenceHash: differenceHash(grey, WIDTH, FIRST_ROW, END_ROW),
    },
    layout: { cellBrightness: encodeCells(cells), cellStructure: encodeByteCells(cellStructure) },
  };
}

async function decode(jpeg: Uint8Array): Promise<{ data: Uint8Array; channels: number }> {
  try {
    const picture = sharpEngine(jpeg, { limitInputPixels: MAX_PICTURE_PX, sequentialRead: true, failOn: 'error' });
    const { data, info } = await picture.resize(WIDTH, HEIGHT, { fit: 'fill', kernel: 'linear' }).raw().toBuffer({ resolveWithObject: true });
    return { data, channels: info.channels };
  } catch (cause) {
    throw new AppError('camera', 'snapshot_broken', 'The picture can not be decoded to its end. Try again; if it persists, restart the camera.', { cause });
  }
}

/** One for all pictures: a fresh one for each costs page faults and collections of garbage. */
const grey = new Uint8Array(WIDTH * HEIGHT);

/** Fills {@link grey} with the picture's brightness, and sums it up cell by cell while it is at hand. Cells are in 64ths of a step. */
function measureBrightness(pixels: Uint8Array, channels: number): BrightnessMeasures & { readonly cells: Float64Array } {
  const sums = new Float64Array(CELL_COLUMNS * CELL_ROWS);
  let [sum, squares, black, white] = [0, 0, 0, 0];
  for (let y = 0; y < HEIGHT; y++) {
    const isInView = y >= FIRST_ROW && y < END_ROW;
    const row = Math.floor(y / CELL) * CELL_COLUMNS;
    for (let column = 0; column < CELL_COLUMNS; column++) {
      const from = y * WIDTH + column * CELL;
      const run = sumRun(pixels, channels, from, from + CELL);
      sums[row + column] = (sums[row + column] as number) + run.sum;
      if (!isInView) continue;
      sum += run.sum;
      squares += run.squares;
      black += run.black;
      white += run.white;
    }
  }
  const count = (END_ROW - FIRST_ROW) * WIDTH;
  const mean = sum / count;
  return {
    meanBrightness: round(mean, 100),
    contrast: round(Math.sqrt(Math.max(0, squares / count - mean * mean)), 100),
    nearBlackShare: round(black / count, 10_000),
    nearWhiteShare: round(white / count, 10_000),
    cells: sums.map((cell) => (cell * 64) / CELL ** 2),
  };
}

/** Weights of ITU-R BT.601. Here and not in the library, whose conversion takes longer than decoding. Whole numbers only: they add up the same in any order. */
function sumRun(pixels: Uint8Array, channels: number, start: number, end: number): { sum: number; squares: number; black: number; white: number } {
  let [sum, squares, black, white] = [0, 0, 0, 0];
  for (let at = start, from = start * channels; at < end; at++, from += channels) {
    const first = pixels[from] as number;
    const value = channels === 1 ? first : (first * 77 + (pixels[from + 1] as number) * 150 + (pixels[from + 2] as number) * 29) >> 8;
    grey[at] = value;
    sum += value;
    squares += value * value;
    if (value < NEAR_BLACK) black++;
    else if (value > NEAR_WHITE) white++;
  }
  return { sum, squares, black, white };
}

function round(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
