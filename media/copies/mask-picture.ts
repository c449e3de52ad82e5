import { AppError } from '../../domain/app-error.ts';
import { maskBoxes, type MaskBox } from '../../domain/mask-boxes.ts';
import type { MaskOutline } from '../../domain/privacy-mask.ts';
import { MAX_PICTURE_PX } from '../picture-limits.ts';
import { sharpEngine } from '../sharp-engine.ts';

const TIME_LIMIT_S = 15;
const QUALITY = 88;

/**
 * A picture (JPEG) with masks blackened to the full pixels around them: turned upright first, as people see it, since masks are drawn on what they see. Nothing that was written into the file goes along.
 *
 * @throws AppError `picture_unreadable` (unavailable): rather no picture than one without its masks
 */
export async function maskPicture(jpeg: Uint8Array, outlines: readonly MaskOutline[]): Promise<Buffer> {
  try {
    const { data, info } = await sharpEngine(jpeg, { limitInputPixels: MAX_PICTURE_PX, failOn: 'none', pages: 1 })
      .rotate()
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .timeout({ seconds: TIME_LIMIT_S })
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    for (const box of outlines.flatMap(maskBoxes)) blacken(data, { width, height, channels }, box);
    return await sharpEngine(data, { raw: { width, height, channels } }).jpeg({ quality: QUALITY }).timeout({ seconds: TIME_LIMIT_S }).toBuffer();
  } catch (cause) {
    throw new AppError('unavailable', 'picture_unreadable', 'This picture can not be shown with its masks. Take another one.', { cause });
  }
}

interface RawSize {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

function blacken(pixels: Buffer, { width, height, channels }: RawSize, [left, top, right, bottom]: MaskBox): void {
  const [from, to] = [Math.max(0, Math.floor(left * width)), Math.min(width, Math.ceil(right * width))];
  for (let y = Math.max(0, Math.floor(top * height)); y < Math.min(height, Math.ceil(bottom * height)); y++) {
    pixels.fill(0, (y * width + from) * channels, (y * width + to) * channels);
  }
}
