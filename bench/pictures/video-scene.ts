import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { sharpEngine } from '../../media/sharp-engine.ts';
import { halfOf, type PictureScene, type SceneLook } from './picture-scene.ts';
import { rasterOf, type RgbRaster } from './rgb-raster.ts';

/** Frames of a street camera that was really there: the sample video of the package `opencv-doc`, in which people pass far away. */
const VIDEO = '/usr/share/doc/opencv-doc/examples/data/vtest.avi';
const [WIDTH, HEIGHT] = [768, 576];
const EVERY = 24;

/** Whether it is on this machine. */
export const hasVideo = (): boolean => existsSync(VIDEO);

/** A camera with its own noise, passers-by and compression. */
export function videoScene(): PictureScene {
  let frames: Promise<Buffer> | undefined;
  return {
    name: 'vtest',
    source: 'photograph',
    half: halfOf('vtest', 'photograph'),
    async view(look) {
      frames ??= decode();
      const all = await frames;
      const bytes = WIDTH * HEIGHT * 3;
      const index = Math.floor(look.atMs / 300_000) % Math.floor(all.length / bytes);
      return cut(all.subarray(index * bytes, (index + 1) * bytes), look);
    },
  };
}

async function decode(): Promise<Buffer> {
  const args = ['-v', 'error', '-i', VIDEO, '-vf', `select=not(mod(n\\,${EVERY}))`, '-vsync', '0', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'];
  const { stdout } = await promisify(execFile)('ffmpeg', args, { encoding: 'buffer', maxBuffer: 2 ** 27 });
  return stdout;
}

async function cut(rgb: Uint8Array, { shiftX, shiftY, rotateDeg }: SceneLook): Promise<RgbRaster> {
  const frame = sharpEngine(rgb, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
  const [width, height] = [Math.floor(WIDTH * 0.76), Math.floor(HEIGHT * 0.57)];
  const left = Math.round(Math.min(WIDTH - width, Math.max(0, (0.02 + shiftX * 0.76) * WIDTH)));
  const top = Math.round(Math.min(HEIGHT - height, Math.max(0, (HEIGHT - height) / 2 + shiftY * height)));
  const turned =
    rotateDeg === 0 ? frame : sharpEngine(await frame.rotate(rotateDeg).png({ compressionLevel: 0 }).toBuffer()).resize(WIDTH, HEIGHT, { fit: 'cover' });
  const window =
    rotateDeg === 0
      ? turned.extract({ left, top, width, height })
      : sharpEngine(await turned.png({ compressionLevel: 0 }).toBuffer()).extract({ left: 92, top: 120, width, height });
  return rasterOf(window.resize(704, 396, { fit: 'fill' }));
}
