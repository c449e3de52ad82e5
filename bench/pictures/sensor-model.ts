import { seededSequence } from '../../camera-adapters/simulated/seeded-random.ts';
import { toned, type RgbRaster } from './rgb-raster.ts';

const TABLE_LENGTH = 1 << 16;
const gaussian = makeTable();

/** Sensor noise: the same for all three channels, Gaussian with standard deviation `sigma` (of 255). */
export function noisy({ rgb, ...size }: RgbRaster, sigma: number, random: () => number): RgbRaster {
  const out = new Uint8ClampedArray(rgb.length);
  let at = Math.floor(random() * TABLE_LENGTH);
  for (let index = 0; index < rgb.length; index += 3) {
    // a new place in the table now and then, or its period would show
    at = (index & 0xfff) === 0 ? Math.floor(random() * TABLE_LENGTH) : (at + 1) & (TABLE_LENGTH - 1);
    const noise = gaussian[at]! * sigma;
    out[index] = rgb[index]! + noise;
    out[index + 1] = rgb[index + 1]! + noise;
    out[index + 2] = rgb[index + 2]! + noise;
  }
  return { ...size, rgb: new Uint8Array(out.buffer) };
}

/** Brighter or darker by a factor. */
export function exposed(raster: RgbRaster, gain: number): RgbRaster {
  return toned(raster, (value) => value * gain);
}

/** Light that isn't there by day. */
export type NightLight = 'infrared' | 'street_lamp';

/** The scene by night: grey and bright in the middle under the camera's own infrared light, or dim and yellowish under a lamp. `level` 1 is usual. */
export function byNight({ rgb, widthPx, heightPx }: RgbRaster, light: NightLight, level: number): RgbRaster {
  const out = new Uint8ClampedArray(rgb.length);
  const { across, down } = light === 'infrared' ? INFRARED : LAMP;
  const columns = Float64Array.from({ length: widthPx }, (_, x) => Math.exp(-across.narrow * (x / widthPx - across.middle) ** 2));
  for (let y = 0, at = 0; y < heightPx; y++) {
    const row = Math.exp(-down.narrow * (y / heightPx - down.middle) ** 2);
    for (let x = 0; x < widthPx; x++, at += 3) {
      const spot = row * columns[x]!;
      if (light === 'infrared') {
        out[at] = out[at + 1] = out[at + 2] = (rgb[at]! * 0.3 + rgb[at + 1]! * 0.6 + rgb[at + 2]! * 0.1) * (0.2 + 0.6 * spot) * level;
      } else {
        const lamp = level * (0.22 + 0.2 * spot);
        out[at] = rgb[at]! * lamp * 1.1;
        out[at + 1] = rgb[at + 1]! * lamp;
        out[at + 2] = rgb[at + 2]! * lamp * 0.7;
      }
    }
  }
  return { widthPx, heightPx, rgb: new Uint8Array(out.buffer) };
}

/** Where each light falls: Gaussians about a middle, in shares of the picture. */
const INFRARED = { across: { narrow: 6.4, middle: 0.5 }, down: { narrow: 6.4, middle: 0.55 } };
const LAMP = { across: { narrow: 12, middle: 0.3 }, down: { narrow: 3, middle: 0 } };

function makeTable(): Float32Array {
  const random = seededSequence(20_261_126);
  // Box and Muller
  return Float32Array.from({ length: TABLE_LENGTH }, () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}
