import { execFile } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { promisify } from 'node:util';
import { burnInClock } from '../../../camera-adapters/simulated/burnt-in-clock.ts';
import { createRaster, packRgb } from '../../../camera-adapters/simulated/raster.ts';
import type { FootageSpan } from '../onvif-device/recording/recording.ts';
import { footageOfBytes } from './footage-of-file.ts';

/** Size of the pictures of {@link clockFootage}. */
export const CLOCK_PICTURE = { widthPx: 320, heightPx: 180 } as const;

/** Where noise begins: below the burnt-in clock. */
const NOISE_ROW = 60;

/** Footage to be made. */
interface ClockSpan {
  readonly startUtc: string;
  readonly seconds: number;
  readonly framesPerSecond: number;
  readonly framesPerGroup: number;
  /** Pictures of tens of kilobytes. */
  readonly isNoisy?: boolean;
  /** Instead of {@link CLOCK_PICTURE}. */
  readonly size?: { readonly widthPx: number; readonly heightPx: number };
}

/** Footage that can be played, each picture with its own true time burnt in, to be read by `readBurntInClock`. */
export async function clockFootage(ffmpegPath: string, span: ClockSpan): Promise<FootageSpan> {
  const { startUtc, framesPerSecond, framesPerGroup } = span;
  const { widthPx, heightPx } = span.size ?? CLOCK_PICTURE;
  const running = promisify(execFile)(
    ffmpegPath,
    [
      ...['-nostdin', '-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${widthPx}x${heightPx}`, '-r', String(framesPerSecond), '-i', 'pipe:0'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-qp', '18', '-g', String(framesPerGroup), '-bf', '0', '-f', 'h264', 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 },
  );
  running.child.stdin?.end(Buffer.concat(drawFrames(span)));
  return footageOfBytes({ startUtc, framesPerSecond, stream: (await running).stdout });
}

function drawFrames({ startUtc, seconds, framesPerSecond, isNoisy = false, size = CLOCK_PICTURE }: ClockSpan): Uint8Array[] {
  const raster = createRaster(size.widthPx, size.heightPx);
  return Array.from({ length: seconds * framesPerSecond }, (_, index) => {
    raster.pixels.fill(packRgb([128, 128, 128]));
    if (isNoisy) randomFillSync(raster.pixels, NOISE_ROW * size.widthPx);
    burnInClock(raster, Date.parse(startUtc) + (index * 1_000) / framesPerSecond);
    return new Uint8Array(raster.pixels.buffer.slice(0));
  });
}
