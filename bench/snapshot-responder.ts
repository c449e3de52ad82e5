import { drawnScenes } from './pictures/drawn-scenes.ts';
import { MOUNTED } from './pictures/picture-scene.ts';
import { rasterOf, sharpOf } from './pictures/rgb-raster.ts';
import { noisy } from './pictures/sensor-model.ts';
import { seededSequence } from '../camera-adapters/simulated/seeded-random.ts';
import { startOnvifDevice } from '../tests/support/onvif-device/start-onvif-device.ts';

/**
 * A process of its own that plays ONVIF devices with pictures by HTTP, so that their CPU can be counted apart. Started with the number of devices, it sends their
 * addresses and the mean size of a picture to its parent, and ends with it.
 */
export interface ResponderReady {
  readonly urls: readonly string[];
  readonly meanJpegBytes: number;
}

const PICTURES_EACH = 2;

/** 1920 by 1080, with a sensor's noise, about as many bytes as a real street. */
async function picture(seed: number, index: number): Promise<Buffer> {
  const view = await drawnScenes([seed])[0]!.view({ ...MOUNTED, atMs: index * 60_000 });
  const large = await rasterOf(sharpOf(view).resize(1920, 1080));
  return sharpOf(noisy(large, 3, seededSequence(seed * 100 + index)))
    .jpeg({ quality: 80 })
    .toBuffer();
}

async function startDevice(seed: number): Promise<{ url: string; bytes: number }> {
  const pictures = await Promise.all(Array.from({ length: PICTURES_EACH }, (_, index) => picture(seed, index)));
  let turn = 0;
  const { url } = await startOnvifDevice({ jpeg: () => pictures[turn++ % PICTURES_EACH]! });
  return { url, bytes: pictures[0]!.length };
}

const devices: { url: string; bytes: number }[] = [];
for (let seed = 0; seed < Number(process.argv[2]); seed++) devices.push(await startDevice(seed));
const ready: ResponderReady = { urls: devices.map(({ url }) => url), meanJpegBytes: devices.reduce((sum, { bytes }) => sum + bytes, 0) / devices.length };
process.send!(ready);
process.once('disconnect', () => process.exit(0));
