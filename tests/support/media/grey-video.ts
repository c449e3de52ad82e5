import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Frames a second of these videos: so many, that they can be told apart by their brightness for six seconds. */
export const GREY_FPS = 10;
const [DARKEST, STEP] = [20, 3];

/** A video whose frame n is wholly of brightness 20 + 3·n (of 16 to 235), so that each frame says which one it is. Key frames are `framesPerGroup` apart, so that a cut rarely falls on one. */
export async function makeGreyVideo(
  ffmpegPath: string,
  filePath: string,
  seconds: number,
  { framesPerGroup = 1000, args = [] as readonly string[] } = {},
): Promise<void> {
  const picture = ['-f', 'lavfi', '-i', `nullsrc=size=320x180:rate=${GREY_FPS},geq=lum='${DARKEST}+N*${STEP}':cb=128:cr=128`, '-t', String(seconds)];
  const codec =
    args.length > 0
      ? args
      : ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '4', '-pix_fmt', 'yuv420p', '-bf', '2', '-movflags', '+frag_keyframe+empty_moov+default_base_moof'];
  await run(ffmpegPath, ['-nostdin', '-v', 'error', '-y', ...picture, ...codec, '-g', String(framesPerGroup), filePath]);
}

/** The numbers of the frames that a copy shows, each read from its middle brightness: a watermark covers less than half of a picture. */
export async function readGreyFrames(ffmpegPath: string, filePath: string): Promise<number[]> {
  const { stdout } = await run(
    ffmpegPath,
    ['-nostdin', '-v', 'error', '-i', filePath, '-map', '0:v:0', '-vsync', 'passthrough', '-vf', 'scale=64:36', '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'],
    { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
  );
  const size = 64 * 36;
  return Array.from({ length: stdout.length / size }, (_, n) => {
    const sorted = stdout.subarray(n * size, (n + 1) * size).toSorted();
    // video levels 16 to 235 are stretched to 0 to 255 where they are converted
    return Math.round((16 + (sorted[size / 2]! * 219) / 255 - DARKEST) / STEP);
  });
}
