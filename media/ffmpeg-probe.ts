import { spawnFfmpeg } from './ffmpeg-spawn.ts';

/** What differs between the ffmpeg programs that are met. */
export interface FfmpegFeatures {
  /** As the program prints it, for example `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** Option that limits waiting for data on RTSP, in microseconds. On old programs `-timeout` means "listen". */
  readonly rtspTimeoutFlag: '-timeout' | '-stimeout';
  /** Encoder for pictures that we draw ourselves; MPEG-4 part 2 where the program was built without x264. */
  readonly drawnVideoEncoder: 'libx264' | 'mpeg4';
}

const PROBE_TIMEOUT_MS = 15_000;
const PROBE_OUTPUT_LIMIT = 256 * 1024;

/** Runs the program's own help to learn its features; undefined when it doesn't run or has no RTSP. */
export async function probeFfmpeg(path: string): Promise<FfmpegFeatures | undefined> {
  const rtsp = await help(path, ['-hide_banner', '-h', 'demuxer=rtsp']);
  if (rtsp === undefined || !rtsp.includes('-rtsp_transport')) return undefined;
  const version = await help(path, ['-version']);
  const x264 = await help(path, ['-hide_banner', '-h', 'encoder=libx264']);
  return {
    version: /^ffmpeg version (\S+)/.exec(version ?? '')?.[1] ?? 'unknown',
    rtspTimeoutFlag: /^\s*-stimeout\s/m.test(rtsp) ? '-stimeout' : '-timeout',
    drawnVideoEncoder: /^Encoder libx264 /m.test(x264 ?? '') ? 'libx264' : 'mpeg4',
  };
}

/** Standard output and error of one short run; undefined when it can't be started, fails or takes too long. */
function help(path: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawnFfmpeg(path, args, ['ignore', 'pipe', 'pipe'], { addressSpaceBytes: 2 ** 31 });
    const timer = setTimeout(() => child.kill('SIGKILL'), PROBE_TIMEOUT_MS);
    let text = '';
    const collect = (chunk: Buffer): void => {
      if (text.length < PROBE_OUTPUT_LIMIT) text += chunk.toString('utf8');
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? text : undefined);
    });
  });
}
