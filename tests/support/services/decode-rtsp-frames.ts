import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface DecodeRtspOptions {
  readonly username?: string;
  readonly password?: string;
  /** Default `tcp`. */
  readonly transport?: 'tcp' | 'udp';
  /** How many frames to return, default 1. */
  readonly frames?: number;
  /** Size of the returned frames, scaled if need be; default 640x360. */
  readonly widthPx?: number;
  readonly heightPx?: number;
}

/** Ten times what a stream takes on a busy machine to its first key frame. */
const PATIENCE_MS = 20_000;

/**
 * Reads live frames with ffmpeg, as an outside player would, from a stream's first key frame on. A connection over which no whole frame comes is given up after 20 s and made anew once: GStreamer's server was
 * seen to leave one silent, once in thousands.
 *
 * @param url without credentials.
 * @returns grey frames, one byte a pixel.
 * @throws Error with ffmpeg's words (password masked) when the stream can't be read.
 */
export async function decodeRtspFrames(url: string, options: DecodeRtspOptions = {}): Promise<Uint8Array[]> {
  const first = await readFrames(url, options);
  return framesOf(first.isSilent ? await readFrames(url, options) : first, options);
}

/** What ffmpeg left when it ended. */
interface Reading {
  readonly frames: Uint8Array[];
  readonly exitCode: number | null;
  readonly words: string;
  /** It was ended because nothing came. */
  readonly isSilent: boolean;
}

async function readFrames(url: string, options: DecodeRtspOptions): Promise<Reading> {
  const { frames = 1, widthPx = 640, heightPx = 360 } = options;
  const size = ['-frames:v', `${frames}`, '-s', `${widthPx}x${heightPx}`];
  const child = spawn('ffmpeg', [...ffmpegInput, ...size, ...ffmpegOutput], { stdio: ['pipe', 'pipe', 'pipe'] });
  const [picture, errors] = [collect(child.stdout), collect(child.stderr)];
  let isSilent = false;
  const patience = setTimeout(() => {
    isSilent = picture.length === 0;
    if (isSilent) child.kill('SIGKILL');
  }, PATIENCE_MS);
  child.stdin.end(playlist(url, options));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  clearTimeout(patience);
  return { frames: splitFrames(Buffer.concat(picture), widthPx * heightPx), exitCode, words: Buffer.concat(errors).toString(), isSilent };
}

function framesOf({ frames, exitCode, words, isSilent }: Reading, options: DecodeRtspOptions): Uint8Array[] {
  if (exitCode === 0 && frames.length === (options.frames ?? 1)) return frames;
  const end = isSilent ? `was ended, since nothing came for ${PATIENCE_MS / 1000} s,` : `ended with ${exitCode}`;
  throw new Error(`ffmpeg ${end} after ${frames.length} frames: ${words.replaceAll(/\/\/[^@/\s]*@/g, '//***@')}`);
}

// The address is in a playlist on stdin, since ffmpeg has no other place for a password than the URL and
// the command line shows in the process list.
const ffmpegInput = (
  '-hide_banner -loglevel error -threads 1 -analyzeduration 0 -probesize 32 -fpsprobesize 0 ' +
  '-f concat -safe 0 -protocol_whitelist pipe,tcp,udp,rtp,rtsp -i pipe:0'
).split(' ');
// `select`: whoever joins an H.265 stream between key frames gets grey rubbish from ffmpeg until the next.
const ffmpegOutput = "-vf select='gt(selected_n,0)+key' -fps_mode passthrough -pix_fmt gray -f rawvideo pipe:1".split(' ');

function playlist(url: string, { username, password, transport = 'tcp' }: DecodeRtspOptions): string {
  const credentials = [username, password].map((part) => encodeURIComponent(part ?? '')).join(':');
  const address = username === undefined ? url : url.replace('//', `//${credentials}@`);
  const settings = { rtsp_transport: transport, timeout: 8_000_000, analyzeduration: 0, probesize: 32 };
  const lines = Object.entries(settings).map(([name, value]) => `option ${name} ${value}`);
  // encodeURIComponent leaves the quote, which would end the file name here.
  return ['ffconcat version 1.0', `file '${address.replaceAll("'", '%27')}'`, ...lines, ''].join('\n');
}

function collect(stream: NodeJS.ReadableStream): Buffer[] {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return chunks;
}

function splitFrames(bytes: Buffer, frameBytes: number): Uint8Array[] {
  return Array.from({ length: Math.floor(bytes.length / frameBytes) }, (_, index) => bytes.subarray(index * frameBytes, (index + 1) * frameBytes));
}
