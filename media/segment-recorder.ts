import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../domain/app-error.ts';
import { diskFailure, ffmpegFailure } from './ffmpeg-failure.ts';
import type { FfmpegInput } from './ffmpeg-input.ts';
import type { FfmpegBinary } from './ffmpeg-path.ts';
import { startFfmpeg, type FfmpegProcess, type FfmpegRun } from './ffmpeg-process.ts';
import { readFragmentedMp4, type FragmentedMp4 } from './fragmented-mp4.ts';
import { watchProgress } from './progress-watch.ts';
import { readSegmentList, type SegmentListEntry } from './segment-list.ts';

/** What to record and how. */
export interface SegmentRecording {
  readonly ffmpeg: FfmpegBinary;
  /**
   * Its timestamps should begin near zero, as those of a relay do that starts with the first packet: the segment muxer
   * compares them with `segmentMs · n`, so a stream that begins at 5 h would be cut at every keyframe until n catches up.
   */
  readonly input: FfmpegInput;
  /** An existing folder. Files appear in it under names of no meaning; a file belongs to the caller once it was yielded. */
  readonly folder: string;
  /** Aim for files of this length; each is cut at the next keyframe. */
  readonly segmentMs: number;
  /** No media for this long ends the recording. */
  readonly stallMs: number;
  /** How long the first media may take, since a stream is recorded from its first keyframe on; `stallMs` + 10 s by default. */
  readonly firstMediaMs?: number;
  /** Codec options; `['-c:v', 'copy']` by default. For H.265 add `-tag:v hvc1`, else browsers refuse the file. */
  readonly codecArgs?: readonly string[];
  /** Ends the recording after its last whole frame: the last file is yielded, then the iteration ends normally. */
  readonly signal: AbortSignal;
}

/** One finished file: a fragmented MP4 that plays on its own from its beginning. */
export interface FinishedSegment extends FragmentedMp4 {
  readonly filePath: string;
  /**
   * First shown instant and end of the last frame, in the timestamps of the input (not of the file, whose own time begins
   * near zero), in milliseconds.
   */
  readonly startPtsMs: number;
  readonly endPtsMs: number;
}

/** Enough to find the parameter sets of a stream that sends them only with its keyframes. The tuned flags of single pictures made empty files. */
const PROBING = ['-analyzeduration', '2500000', '-probesize', '1000000', '-copyts'];

/**
 * Records the first video stream into fragmented MP4 files and yields each one when ffmpeg has closed it (ffmpeg tells by its
 * segment list on a pipe; the folder is not watched). Ends normally when `signal` aborts or a piped input ends.
 *
 * @throws AppError `stream_stalled` (timeout) after what came before the stall was yielded; `stream_ended` (camera) when a
 * relay's stream ends by itself; `no_video`, `bad_answer` (camera); `disk_full`, `ffmpeg_…` (unavailable)
 */
export async function* recordSegments(recording: SegmentRecording): AsyncGenerator<FinishedSegment, void, undefined> {
  const { input, folder, signal, stallMs } = recording;
  if (signal.aborted) return;
  const prefix = randomUUID();
  const run = startFfmpeg(recordingRun(recording, prefix));
  const watch = watchProgress(run.progress, stallMs, recording.firstMediaMs ?? stallMs + 10_000, run.stop);
  let finished = 0;
  try {
    for await (const entry of readSegmentList(run.stdout)) {
      watch.gotOn();
      const segment = await describe(folder, entry, finished === 0).catch((error: unknown) => failBroken(run, error));
      // Before the yield: from there on the file is the caller's, who may never ask for the next one.
      finished++;
      yield segment;
    }
    const exit = await run.exit;
    if (signal.aborted) return;
    if (watch.stalled()) throw stalled(stallMs);
    const failure = ffmpegFailure(exit);
    if (failure !== undefined) throw failure;
    if (finished === 0) throw noVideo(exit.stderrTail);
    if (input.stdin === undefined) throw ended(exit.stderrTail);
  } finally {
    watch.end();
    run.stdout.destroy();
    run.stop();
    await run.exit;
    await removeUnlisted(folder, prefix, finished);
  }
}

/** A file that is listed and not whole: mostly because the disk was full, which only ffmpeg has seen. */
async function failBroken(run: FfmpegProcess, error: unknown): Promise<never> {
  run.stdout.destroy();
  run.stop();
  throw diskFailure(await run.exit) ?? error;
}

function recordingRun(recording: SegmentRecording, prefix: string): FfmpegRun {
  const { ffmpeg, input, folder, segmentMs, stallMs, signal } = recording;
  return {
    ffmpeg,
    input,
    signal,
    tuning: PROBING,
    ioTimeoutMs: stallMs,
    graceMs: 5000,
    outputArgs: [
      '-map',
      '0:v:0',
      '-an',
      '-sn',
      '-dn',
      '-map_metadata',
      '-1',
      ...(recording.codecArgs ?? ['-c:v', 'copy']),
      // Otherwise a stream with B-frames is shifted by their delay before the list is written. The number means "disabled" to every version.
      '-avoid_negative_ts',
      '0',
      '-f',
      'segment',
      '-segment_time',
      String(segmentMs / 1000),
      '-reset_timestamps',
      '1',
      '-segment_format',
      'mp4',
      '-segment_format_options',
      'movflags=+frag_keyframe+empty_moov+default_base_moof',
      '-segment_list',
      'pipe:1',
      '-segment_list_type',
      'csv',
      '-progress',
      'pipe:3',
      // ffmpeg fills the number into a printf-like pattern.
      `${join(folder, prefix).replaceAll('%', '%%')}-%08d.mp4`,
    ],
  };
}

/** The list doesn't know where its first file starts, but where it ends; the file knows how long it is. */
async function describe(folder: string, entry: SegmentListEntry, isFirst: boolean): Promise<FinishedSegment> {
  const filePath = join(folder, entry.name);
  const content = await readFragmentedMp4(filePath);
  return { filePath, ...content, startPtsMs: isFirst ? entry.endMs - content.durationMs : entry.startMs, endPtsMs: entry.endMs };
}

/** A file that ffmpeg had no time to finish is known to nobody. */
async function removeUnlisted(folder: string, prefix: string, finished: number): Promise<void> {
  // The folder may be gone, with its owner.
  const names = await readdir(folder).catch(() => []);
  const ours = names.filter((name) => name.startsWith(prefix));
  for (const name of ours.filter((name) => Number(name.slice(prefix.length + 1, -4)) >= finished)) await rm(join(folder, name), { force: true });
}

function stalled(stallMs: number): AppError {
  return new AppError('timeout', 'stream_stalled', `The stream stood still for ${stallMs / 1000} s. Check the camera's network and load.`);
}

function noVideo(stderrTail: string): AppError {
  return new AppError('camera', 'no_video', "The stream ended before a keyframe came. Check that the camera's video stream is switched on.", {
    cause: new Error(stderrTail),
  });
}

function ended(stderrTail: string): AppError {
  return new AppError('camera', 'stream_ended', 'The camera ended the stream. It is recorded again once it answers.', { cause: new Error(stderrTail) });
}
