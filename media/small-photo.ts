import { AppError } from '../domain/app-error.ts';
import { MAX_PICTURE_PX } from './picture-limits.ts';
import { sharpEngine } from './sharp-engine.ts';

/** Longest side of what is kept: enough to read a sign or see a broken plug. Who stands close can be made out, so only boards see photographs of repairs. */
const MOST_SIDE_PX = 1024;
const MOST_BYTES = 600_000;
const TIME_LIMIT_S = 15;

/** A photograph as it is kept. */
export interface SmallPhoto {
  readonly jpeg: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** By their first bytes, before any decoder is asked: a picture library reads much more than photographs. */
function isPhoto(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return text.startsWith('\xff\xd8\xff') || text.startsWith('\x89PNG\r\n\x1a\n') || (text.startsWith('RIFF') && text.endsWith('WEBP'));
}

function noPhoto(cause?: unknown): AppError {
  return new AppError('invalid', 'not_a_photo', 'This is no photograph that can be read. Send a JPEG, PNG or WebP picture as your telephone takes it.', {
    cause,
  });
}

/**
 * Draws a photograph anew: turned upright, 1024 pixels at most, as JPEG, without place, device and whatever else was written into the file.
 *
 * @throws AppError `not_a_photo` (invalid)
 */
export async function shrinkPhoto(bytes: Uint8Array): Promise<SmallPhoto> {
  if (!isPhoto(bytes)) throw noPhoto();
  const draw = async (quality: number): Promise<SmallPhoto> => {
    const { data, info } = await sharpEngine(bytes, { limitInputPixels: MAX_PICTURE_PX, failOn: 'error', pages: 1 })
      .rotate()
      .resize(MOST_SIDE_PX, MOST_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality })
      .timeout({ seconds: TIME_LIMIT_S })
      .toBuffer({ resolveWithObject: true });
    return { jpeg: data, widthPx: info.width, heightPx: info.height };
  };
  try {
    const photo = await draw(70);
    return photo.jpeg.length <= MOST_BYTES ? photo : await draw(30);
  } catch (cause) {
    throw noPhoto(cause);
  }
}
