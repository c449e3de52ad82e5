import { sharpEngine } from './sharp-engine.ts';

/** An uncompressed picture, four bytes a pixel of which the fourth is ignored. */
export interface RgbaPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgba: Uint8Array;
}

/** Compresses a picture that we drew ourselves. Pictures of cameras are never compressed anew. */
export async function encodeJpeg(picture: RgbaPicture, quality = 75): Promise<Uint8Array> {
  const raw = { width: picture.widthPx, height: picture.heightPx, channels: 4 } as const;
  return sharpEngine(picture.rgba, { raw }).removeAlpha().jpeg({ quality }).toBuffer();
}
