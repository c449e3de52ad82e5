import { streetJpeg } from './street-jpeg.ts';
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

async function startDevice(seed: number): Promise<{ url: string; bytes: number }> {
  const pictures = await Promise.all(Array.from({ length: PICTURES_EACH }, (_, index) => streetJpeg(seed, index)));
  let turn = 0;
  const { url } = await startOnvifDevice({ jpeg: () => pictures[turn++ % PICTURES_EACH]! });
  return { url, bytes: pictures[0]!.length };
}

const devices: { url: string; bytes: number }[] = [];
for (let seed = 0; seed < Number(process.argv[2]); seed++) devices.push(await startDevice(seed));
const ready: ResponderReady = { urls: devices.map(({ url }) => url), meanJpegBytes: devices.reduce((sum, { bytes }) => sum + bytes, 0) / devices.length };
process.send!(ready);
process.once('disconnect', () => process.exit(0));
