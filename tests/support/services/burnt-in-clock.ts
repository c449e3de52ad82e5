const columns = 32;
const rows = 2;
/** Least difference of brightness (0–255) between the brightest and the darkest block. */
const leastContrast = 64;

/**
 * Reads the time that `rtsp_burnt_in_clock.py` drew at the top of a frame: 2 rows of 32 blocks, each
 * 1/32 of the width; 48 bits of UTC epoch milliseconds, then their CRC-16/CCITT. Scaled copies of a
 * frame can be read too while blocks stay a few pixels wide.
 *
 * @param pixels packed rows of 1 (grey), 3 (RGB) or 4 (RGBA) bytes a pixel.
 * @returns epoch milliseconds; undefined when there is no clock or the strip is damaged.
 * @throws RangeError when the length fits no such layout.
 */
export function readBurntInClock(pixels: Uint8Array, widthPx: number, heightPx: number): number | undefined {
  const channels = pixels.length / (widthPx * heightPx);
  if (![1, 3, 4].includes(channels)) {
    throw new RangeError(`${pixels.length} bytes are no ${widthPx}x${heightPx} grey, RGB or RGBA picture`);
  }
  const levels = measureBlocks(pixels, widthPx, heightPx, channels);
  const bytes = levels && toBytes(levels);
  if (!bytes || crc16(bytes.subarray(0, 6)) !== bytes.readUInt16BE(6)) return undefined;
  return bytes.readUIntBE(0, 6);
}

/** Mean brightness of the middle half of each block, row by row. */
function measureBlocks(pixels: Uint8Array, widthPx: number, heightPx: number, channels: number): number[] | undefined {
  const sizePx = Math.floor(widthPx / columns);
  if (sizePx < 2 || heightPx < sizePx * rows) return undefined;
  const marginPx = Math.floor(sizePx / 4);
  return Array.from({ length: columns * rows }, (_, index) => {
    const left = Math.floor(((index % columns) * widthPx) / columns) + marginPx;
    const top = Math.floor(index / columns) * sizePx + marginPx;
    const innerPx = sizePx - 2 * marginPx;
    let sum = 0;
    for (let y = top; y < top + innerPx; y += 1) {
      // The strip is grey, so the first channel tells the brightness.
      for (let x = left; x < left + innerPx; x += 1) sum += pixels[(y * widthPx + x) * channels] ?? 0;
    }
    return sum / innerPx ** 2;
  });
}

function toBytes(levels: readonly number[]): Buffer | undefined {
  const [darkest, brightest] = [Math.min(...levels), Math.max(...levels)];
  if (brightest - darkest < leastContrast) return undefined;
  const bits = levels.map((level) => (level > (darkest + brightest) / 2 ? '1' : '0')).join('');
  return Buffer.from(BigInt(`0b${bits}`).toString(16).padStart(16, '0'), 'hex');
}

function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}
