import { drawFrame } from '../../../camera-adapters/simulated/draw-frame.ts';
import type { SimulatedFaults } from '../../../domain/camera-source.ts';
import type { MeasuredImage } from '../../../domain/picture-measures.ts';
import { measureImage } from '../../../media/image-measures.ts';
import { encodeJpeg } from '../../../media/jpeg-encode.ts';

/** Draws, compresses and measures what a simulated camera shows. */
export async function measureSimulated(seed: number, faults: SimulatedFaults, atMs: number): Promise<MeasuredImage> {
  return measureImage(await encodeJpeg(drawFrame({ seed, faults }, atMs), 65));
}
