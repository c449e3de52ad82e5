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

/**
 * Measures a picture from a camera. The picture itself is not kept.
 *
 * @throws AppError `snapshot_broken` (camera) when it can't be decoded to its end
 */
export async function measureImage(jpeg: Uint8Array): Promise<MeasuredImage> {
  const grey = await decodeGrey(jpeg);
  const { cellStructure, ...texture } = measureTexture(grey, { width: WIDTH, firstRow: FIRST_ROW, endRow: END_ROW, cell: CELL });
  return {
    measures: {
      sha256: createHash('sha256').update(jpeg).digest('hex'),
      ...measureBrightness(grey),
      ...texture,
      differenceHash: differenceHash(grey, WIDTH, FIRST_ROW, END_ROW),
    },
    layout: { cellBrightness: encodeCells(cellBrightness(grey)), cellStructure: encodeByteCells(cellStructure) },
  };
}

async function decodeGrey(jpeg: Uint8Array): Promise<Uint8Array> {
  try {
    const picture = sharpEngine(jpeg, { limitInputPixels: MAX_PICTURE_PX, sequentialRead: true, failOn: 'error' });
    const { data, info } = await picture.resize(WIDTH, HEIGHT, { fit: 'fill', kernel: 'linear' }).raw().toBuffer({ resolveWithObject: true });
    return info.channels === 1 ? data : brightnessOf(data, info.channels);
  } catch (cause) {
    throw new AppError('camera', 'snapshot_broken', 'The picture can not be decoded to its end. Try again; if it persists, restart the camera.', { cause });
  }
}

/** Weights of ITU-R BT.601. Here and not in the library, whose conversion takes longer than decoding. */
function brightnessOf(pixels: Uint8Array, channels: number): Uint8Array {
  const grey = new Uint8Array(WIDTH * HEIGHT);
  for (let at = 0, from = 0; at < grey.length; at++, from += channels) {
    grey[at] = ((pixels[from] as number) * 77 + (pixels[from + 1] as number) * 150 + (pixels[from + 2] as number) * 29) >> 8;
  }
  return grey;
}

function measureBrightness(grey: Uint8Array): Pick<PictureMeasures, 'meanBrightness' | 'contrast' | 'nearBlackShare' | 'nearWhiteShare'> {
  let [sum, squares, black, white] = [0, 0, 0, 0];
  for (let at = FIRST_ROW * WIDTH; at < END_ROW * WIDTH; at++) {
    const value = grey[at] as number;
    sum += value;
    squares += value * value;
    if (value < NEAR_BLACK) black++;
    else if (value > NEAR_WHITE) white++;
  }
  const count = (END_ROW - FIRST_ROW) * WIDTH;
  const mean = sum / count;
  return {
    meanBrightness: round(mean, 100),
    contrast: round(Math.sqrt(Math.max(0, squares / count - mean * mean)), 100),
    nearBlackShare: round(black / count, 10_000),
    nearWhiteShare: round(white / count, 10_000),
  };
}

/** In 64ths of a step. */
function cellBrightness(grey: Uint8Array): Float64Array {
  const sums = new Float64Array(CELL_COLUMNS * CELL_ROWS);
  for (let y = 0; y < HEIGHT; y++) {
    for (let column = 0; column < CELL_COLUMNS; column++) {
      const from = y * WIDTH + column * CELL;
      let sum = 0;
      for (let at = from; at < from + CELL; at++) sum += grey[at] as number;
      const cell = Math.floor(y / CELL) * CELL_COLUMNS + column;
      sums[cell] = (sums[cell] ?? 0) + sum;
    }
  }
  return sums.map((sum) => (sum * 64) / CELL ** 2);
}

function round(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
