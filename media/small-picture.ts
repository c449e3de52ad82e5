import { AppError } from '../domain/app-error.ts';
import { MAX_PICTURE_PX } from './picture-limits.ts';
import { sharpEngine } from './sharp-engine.ts';

/** Enough to see at a glance what the camera shows; a list of 50 on a bad line is less than a megabyte. */
const WIDTH_PX = 320;
const MOST_BYTES = 15_000;
const QUALITIES = [60, 35, 15];
const TIME_LIMIT_S = 15;

/**
 * A picture (JPEG) as it is shown in a list: 320 pixels wide, at most 15 kB unless it is nothing but noise. Masks have to be in it already: shrinking mixes what lies beside their rim.
 *
 * @throws AppError `picture_unreadable` (unavailable)
 */
export async function shrinkPicture(jpeg: Uint8Array): Promise<Buffer> {
  const draw = async (quality: number): Promise<Buffer> =>
    sharpEngine(jpeg, { limitInputPixels: MAX_PICTURE_PX, failOn: 'none', pages: 1 })
      .rotate()
      .resize({ width: WIDTH_PX, withoutEnlargement: true })
      .jpeg({ quality })
      .timeout({ seconds: TIME_LIMIT_S })
      .toBuffer();
  try {
    let drawn = await draw(QUALITIES[0]!);
    for (const quality of QUALITIES.slice(1)) if (drawn.length > MOST_BYTES) drawn = await draw(quality);
    return drawn;
  } catch (cause) {
    throw new AppError('unavailable', 'picture_unreadable', 'This picture can not be shown. Take another one.', { cause });
  }
}
