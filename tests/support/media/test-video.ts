import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the test video looks like. */
export interface TestVideo {
  readonly seconds: number;
  readonly framesPerSecond: number;
  readonly framesPerGroup: number;
  readonly bFrames?: number;
  /** Codec arguments; H.264 by default. */
  readonly codecArgs?: readonly string[];
  /** Muxer, MPEG-TS by default. */
  readonly format?: string;
}

/** Makes a moving test picture of 320 by 180 with the given ffmpeg, as bytes. */
export async function makeTestVideo(ffmpegPath: string, video: TestVideo): Promise<Uint8Array> {
  const { stdout } = await run(
    ffmpegPath,
    [
      '-nostdin',
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      `testsrc=size=320x180:rate=${video.framesPerSecond}`,
      '-t',
      String(video.seconds),
      ...(video.codecArgs ?? [
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-pix_fmt',
        'yuv420p',
        '-g',
        String(video.framesPerGroup),
        '-bf',
        String(video.bFrames ?? 0),
      ]),
      '-muxdelay',
      '0',
      '-muxpreload',
      '0',
      '-f',
      video.format ?? 'mpegts',
      'pipe:1',
    ],
    { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout;
}

/** Decodes a file completely; the number of frames, and whatever the decoder complained about. */
export async function decodeFile(ffmpegPath: string, filePath: string): Promise<{ frameCount: number; complaints: string }> {
  const { stdout, stderr } = await run(ffmpegPath, ['-nostdin', '-v', 'warning', '-i', filePath, '-map', '0:v:0', '-f', 'framemd5', 'pipe:1']);
  return { frameCount: stdout.split('\n').filter((line) => line.startsWith('0,')).length, complaints: stderr.trim() };
}

/** One decoded frame, a byte of brightness for each pixel. */
export interface GreyFrame {
  readonly grey: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** All frames of a file whose size is known. */
export async function decodeGreyFrames(ffmpegPath: string, filePath: string, widthPx: number, heightPx: number): Promise<GreyFrame[]> {
  const { stdout } = await run(
    ffmpegPath,
    ['-nostdin', '-v', 'error', '-i', filePath, '-map', '0:v:0', '-vsync', 'passthrough', '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'],
    {
      encoding: 'buffer',
      maxBuffer: 1024 * 1024 * 1024,
    },
  );
  const frameBytes = widthPx * heightPx;
  return Array.from({ length: stdout.length / frameBytes }, (_, index) => ({
    grey: stdout.subarray(index * frameBytes, (index + 1) * frameBytes),
    widthPx,
    heightPx,
  }));
}
