import { ffmpegFailure } from '../ffmpeg-failure.ts';
import type { FfmpegInput } from '../ffmpeg-input.ts';
import { collectFfmpegOutput } from '../ffmpeg-output.ts';
import type { FfmpegBinary } from '../ffmpeg-path.ts';
import type { PacketWalk } from './packet-walk.ts';
import { requireOwnEnding } from './reader-ending.ts';
import { READER_LIMITS } from './reader-limits.ts';

/** Key frames that are tried, and how many of them have to give a picture. Of encrypted H.264 about one in twelve looks like a picture by chance. */
const KEY_FRAMES = { tried: 12, share: 0.6 } as const;
/** The beginning that is tried as a whole where key frames fail: some recorders call every frame one, and of a file that was damaged further on the beginning is worth keeping. */
const BEGINNING = { ms: 1000, frames: 400, share: 0.5 } as const;

interface Trial {
  readonly args: readonly string[];
  readonly frames: number;
}

/** Pictures that came of a trial, and when the last one is shown. */
interface Tried {
  readonly frames: number;
  readonly lastMs: number;
  readonly stderrTail: string;
}

/** What speaks against a file: what its decoder said; null when pictures come of it. */
export interface TriedFile {
  readonly against: string | null;
}

/**
 * Decodes some of a file. What is encrypted has packets, and hardly any of them gives a picture.
 *
 * @throws AppError (unavailable) `ffmpeg_…`
 */
export async function tryDecoding(ffmpeg: FfmpegBinary, input: FfmpegInput, walk: PacketWalk, signal: AbortSignal): Promise<TriedFile> {
  const keys = await tryFrames(ffmpeg, input, { args: ['-skip_frame', 'nokey'], frames: KEY_FRAMES.tried }, signal);
  if (keys.frames > 0 && keys.frames >= KEY_FRAMES.share * keysPassed(walk, keys)) return { against: null };
  const beginning = await tryFrames(ffmpeg, input, { args: ['-t', String(BEGINNING.ms / 1000)], frames: BEGINNING.frames }, signal);
  const there = walk.firstMs.filter((atMs) => atMs < walk.startMs + BEGINNING.ms).length;
  if (beginning.frames > 0 && beginning.frames >= BEGINNING.share * there) return { against: null };
  return { against: keys.stderrTail };
}

/** How many key frames the decoder was given until it had made as many pictures as were wanted; all of them when it hadn't. */
function keysPassed({ keyCount, keyMs, startMs }: PacketWalk, { frames, lastMs }: Tried): number {
  if (frames < KEY_FRAMES.tried) return keyCount;
  // times are rounded to the length of a frame
  return keyMs.filter((atMs) => atMs - startMs <= lastMs + 100).length;
}

async function tryFrames(ffmpeg: FfmpegBinary, input: FfmpegInput, { args, frames }: Trial, signal: AbortSignal): Promise<Tried> {
  const { bytes, exit } = await collectFfmpegOutput(
    {
      ffmpeg,
      input: { ...input, args: [...args, '-threads', '1'] },
      tuning: READER_LIMITS,
      signal,
      ioTimeoutMs: 10_000,
      timeLimitMs: 60_000,
      writesFiles: false,
      outputArgs: ['-map', '0:V:0', '-an', '-sn', '-dn', '-frames:v', String(frames), '-threads', '1', '-f', 'framecrc', 'pipe:1'],
    },
    256 * 1024,
  );
  signal.throwIfAborted();
  requireOwnEnding(exit);
  const failure = ffmpegFailure(exit);
  if (failure?.kind === 'unavailable' && failure.code !== 'ffmpeg_crashed') throw failure;
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  const shown = lines.filter((line) => line.startsWith('0,'));
  return { frames: shown.length, lastMs: lastShownMs(lines, shown.at(-1)), stderrTail: exit.stderrTail };
}

function lastShownMs(lines: readonly string[], last: string | undefined): number {
  const [num = NaN, den = NaN] = (/^#tb 0: (\d+\/\d+)/.exec(lines.find((line) => line.startsWith('#tb 0:')) ?? '')?.[1] ?? '').split('/').map(Number);
  return (Number(last?.split(',')[2]) * num * 1000) / den;
}
