import type { SimulatedSource } from '../../domain/camera-source.ts';
import { encodeJpeg } from '../../media/jpeg-encode.ts';
import { drawFrame } from './draw-frame.ts';

/**
 * What a simulated camera showed on the day it was mounted, as a JPEG: its view without any fault. A camera that is "moved" from its first picture on
 * has no other reference to be compared with.
 *
 * @param atMs - true time, for the light of the day
 */
export function drawMountedPicture(source: Pick<SimulatedSource, 'seed'>, atMs: number): Promise<Uint8Array> {
  return encodeJpeg(drawFrame({ seed: source.seed, faults: {} }, atMs), SIMULATED_JPEG_QUALITY);
}

/** As small as the burnt-in clock allows. */
export const SIMULATED_JPEG_QUALITY = 65;
