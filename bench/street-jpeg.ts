import { seededSequence } from '../camera-adapters/simulated/seeded-random.ts';
import { drawnScenes } from './pictures/drawn-scenes.ts';
import { MOUNTED } from './pictures/picture-scene.ts';
import { rasterOf, sharpOf } from './pictures/rgb-raster.ts';
import { noisy } from './pictures/sensor-model.ts';

/** A picture of 1920 by 1080 with a sensor's noise: about as many bytes as one of a real street. */
export async function streetJpeg(seed: number, index: number): Promise<Buffer> {
  const view = await drawnScenes([seed])[0]!.view({ ...MOUNTED, atMs: index * 60_000 });
  const large = await rasterOf(sharpOf(view).resize(1920, 1080));
  return sharpOf(noisy(large, 3, seededSequence(seed * 100 + index)))
    .jpeg({ quality: 80 })
    .toBuffer();
}
