import { AppError } from '../../domain/app-error.ts';
import { ffmpegFailure } from '../ffmpeg-failure.ts';
import { fileInput } from '../ffmpeg-input.ts';
import type { FfmpegBinary } from '../ffmpeg-path.ts';
import { startFfmpeg } from '../ffmpeg-process.ts';
import { readFragmentedMp4 } from '../fragmented-mp4.ts';
import { CONTAINERS, type ContainerKind } from './container-kind.ts';
import { READER_LIMITS } from './reader-limits.ts';

/** What to copy. */
export interface CopyOrder {
  readonly ffmpeg: FfmpegBinary;
  readonly filePath: string;
  readonly container: ContainerKind;
  /** H.264 is packed anew, everything else is encoded anew. */
  readonly codec: string;
  /** Where the copy goes; what is there is overwritten. */
  readonly outputPath: string;
  readonly timeLimitMs: number;
  readonly signal: AbortSignal;
}

/** How a copy was made. */
export type CopyMaker = 'remux' | 'transcode';

/** One thread and a quick preset: a copy is made beside recording, which goes first. */
const ENCODED = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p', '-threads', '1', '-vf', "scale='min(1920,iw)':-2"];

/** Supplemental messages (SEI, H.264 annex D) may hold what a camera made of the picture, such as faces; players need none of them. */
const WITHOUT_MESSAGES = ['-bsf:v', 'filter_units=remove_types=6'];

/**
 * Makes the copy that browsers play: a fragmented MP4 with H.264, without sound, subtitles, data, metadata and messages inside the stream.
 *
 * @throws AppError `copy_impossible` (unavailable) when this ffmpeg has no H.264 encoder, `copy_failed` (unavailable), `copy_too_slow` (timeout)
 */
export async function makeViewableCopy(order: CopyOrder): Promise<CopyMaker> {
  const first = order.codec === 'h264' ? 'remux' : 'transcode';
  try {
    await run(order, first);
    return first;
  } catch (error) {
    // H.264 that MP4 can't hold as it is: without times, or with changing parameters
    if (first === 'transcode' || order.signal.aborted) throw error;
    await run(order, 'transcode');
    return 'transcode';
  }
}

async function run({ ffmpeg, filePath, container, outputPath, timeLimitMs, signal }: CopyOrder, maker: CopyMaker): Promise<void> {
  if (maker === 'transcode' && ffmpeg.drawnVideoEncoder !== 'libx264')
    throw new AppError(
      'unavailable',
      'copy_impossible',
      'This ffmpeg has no H.264 encoder, so no copy for browsers can be made. Install the ffmpeg of your system.',
    );
  const input = fileInput(filePath, CONTAINERS[container].demuxer, maker === 'transcode' ? ['-threads', '1'] : []);
  const codec = maker === 'remux' ? ['-c:v', 'copy', ...WITHOUT_MESSAGES] : ENCODED;
  const plain = ['-map', '0:V:0', '-an', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact'];
  const muxer = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4', '-y', `file:${outputPath}`];
  const child = startFfmpeg({
    ffmpeg,
    input,
    signal,
    ioTimeoutMs: 10_000,
    timeLimitMs,
    tuning: READER_LIMITS,
    outputArgs: [...plain, ...codec, ...muxer],
  });
  child.stdout.resume();
  const exit = await child.exit;
  signal.throwIfAborted();
  if (exit.cause === 'time_limit')
    throw new AppError('timeout', 'copy_too_slow', 'The copy for browsers took too long and was given up. The original is kept.');
  const failure = ffmpegFailure(exit);
  if (failure !== undefined)
    throw new AppError('unavailable', 'copy_failed', 'The copy for browsers could not be made. The original is kept.', { cause: failure });
  // exit code 0 doesn't mean that pictures came
  await readFragmentedMp4(outputPath);
}
