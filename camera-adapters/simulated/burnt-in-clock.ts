import { fillRect, packRgb, type Raster } from './raster.ts';

const COLUMNS = 32;
const ROWS = 2;
const BLACK = packRgb([16, 16, 16]);
const WHITE = packRgb([235, 235, 235]);

/** Seven rows of five dots, five bits each. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  '0': [0x0e, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0e],
  '1': [0x04, 0x0c, 0x04, 0x04, 0x04, 0x04, 0x0e],
  '2': [0x0e, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1f],
  '3': [0x1f, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0e],
  '4': [0x02, 0x06, 0x0a, 0x12, 0x1f, 0x02, 0x02],
  '5': [0x1f, 0x10, 0x1e, 0x01, 0x01, 0x11, 0x0e],
  '6': [0x06, 0x08, 0x10, 0x1e, 0x11, 0x11, 0x0e],
  '7': [0x1f, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08],
  '8': [0x0e, 0x11, 0x11, 0x0e, 0x11, 0x11, 0x0e],
  '9': [0x0e, 0x11, 0x11, 0x0f, 0x01, 0x02, 0x0c],
  '/': [0x01, 0x01, 0x02, 0x04, 0x08, 0x10, 0x10],
  ':': [0x00, 0x0c, 0x0c, 0x00, 0x0c, 0x0c, 0x00],
  '+': [0x00, 0x04, 0x04, 0x1f, 0x04, 0x04, 0x00],
  U: [0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0e],
  T: [0x1f, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04],
  C: [0x0e, 0x11, 0x10, 0x10, 0x10, 0x11, 0x0e],
  ' ': [0, 0, 0, 0, 0, 0, 0],
};

/**
 * Burns the device's time into a picture, twice. For programs: 2 rows of 32 square blocks across the top, white 1, black 0, most
 * significant bit first: 48 bits of epoch milliseconds, then their CRC-16/CCITT (start 0xFFFF). For people, below it:
 * dd/mm/yyyy HH:MM:SS in Vietnam's time.
 */
export function burnInClock(raster: Raster, deviceMs: number): void {
  drawStrip(raster, Math.round(deviceMs));
  drawText(raster, vietnamTime(deviceMs));
}

function drawStrip(raster: Raster, deviceMs: number): void {
  const bits = stampBits(deviceMs);
  const blockPx = Math.floor(raster.widthPx / COLUMNS);
  for (let index = 0; index < COLUMNS * ROWS; index++) {
    const column = index % COLUMNS;
    const top = Math.floor(index / COLUMNS) * blockPx;
    const left = Math.floor((column * raster.widthPx) / COLUMNS);
    const right = Math.floor(((column + 1) * raster.widthPx) / COLUMNS);
    fillRect(raster, left, top, right, top + blockPx, bits[index] === 1 ? WHITE : BLACK);
  }
}

function stampBits(deviceMs: number): number[] {
  const stamp = [40, 32, 24, 16, 8, 0].map((shift) => Math.floor(deviceMs / 2 ** shift) % 256);
  const crc = crc16(stamp);
  return [...stamp, crc >> 8, crc & 0xff].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte >> bit) & 1));
}

function crc16(bytes: readonly number[]): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ ((crc & 0x8000) !== 0 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}

function drawText(raster: Raster, text: string): void {
  const dot = Math.max(1, Math.round(raster.widthPx / 320));
  const top = ROWS * Math.floor(raster.widthPx / COLUMNS) + dot;
  fillRect(raster, 0, top - dot, (text.length * 6 + 2) * dot, top + 8 * dot, BLACK);
  for (const [index, character] of [...text].entries()) {
    for (const [row, dots] of (GLYPHS[character] ?? []).entries()) {
      for (let column = 0; column < 5; column++) {
        const left = (index * 6 + column + 1) * dot;
        if (((dots >> (4 - column)) & 1) === 1) fillRect(raster, left, top + row * dot, left + dot, top + (row + 1) * dot, WHITE);
      }
    }
  }
}

function vietnamTime(deviceMs: number): string {
  const [date = '', time = ''] = new Date(deviceMs + 7 * 3_600_000).toISOString().split('T');
  return `${date.split('-').toReversed().join('/')} ${time.slice(0, 8)} UTC+7`;
}
