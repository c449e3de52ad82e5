import { AppError } from '../domain/app-error.ts';

/** How an ffmpeg run came to its end. */
export interface FfmpegExit {
  /** Exit code; null when a signal ended it or it never started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What we did to it: nothing, asked it to stop, or ran out of time. */
  readonly cause: 'itself' | 'stopped' | 'time_limit';
  /** End of its messages, without URLs. For logs, not for callers. */
  readonly stderrTail: string;
  /** The program couldn't be started, or the iterable that feeds it threw. */
  readonly error?: unknown;
}

const DISK_FULL = /No space left on device|Disk quota exceeded/;

/** What ffmpeg prints → what it means to us; the first match wins. */
const MEANINGS: readonly (readonly [pattern: RegExp, make: (cause: Error) => AppError])[] = [
  [/^prlimit: /m, missing],
  [DISK_FULL, diskFull],
  [
    /Unknown encoder|Unknown decoder|Requested output format|Unrecognized option|Option .* not found|Unknown input format/,
    (cause) => new AppError('unavailable', 'ffmpeg_unsuitable', 'This ffmpeg lacks something that is needed. Install ffmpeg 5 or newer.', { cause }),
  ],
  [/does not contain any stream|matches no streams|Could not find codec parameters|unspecified size/, noVideo],
  [
    /timed out|Operation timed out/i,
    (cause) =>
      new AppError('timeout', 'camera_timeout', 'The camera sent nothing in time. Check its network and whether the stream address is right.', { cause }),
  ],
  [
    /Cannot allocate memory|Resource temporarily unavailable/,
    (cause) =>
      new AppError('camera', 'bad_answer', "The stream asks for more memory than one stream may have. Check the camera's resolution and codec.", { cause }),
  ],
  [/Invalid data found|Server returned|not currently supported|could not find sync|Protocol '.*' not on whitelist/, badAnswer],
];

function diskFull(cause: Error): AppError {
  return new AppError('unavailable', 'disk_full', 'The disk is full. Free space or shorten the retention.', { cause });
}

/** The failure of a run that could not write, however it ended: ffmpeg may go on for a while and be stopped by us. Undefined for any other. */
export function diskFailure({ stderrTail }: FfmpegExit): AppError | undefined {
  return DISK_FULL.test(stderrTail) ? diskFull(new Error(stderrTail)) : undefined;
}

function missing(cause: Error): AppError {
  return new AppError('unavailable', 'ffmpeg_missing', 'ffmpeg could not be started. Check that it is still installed and may be run.', { cause });
}

function noVideo(cause: Error): AppError {
  return new AppError('camera', 'no_video', 'The camera answered, but sent no video. Check that its video stream is switched on and which profile is chosen.', {
    cause,
  });
}

function badAnswer(cause: Error): AppError {
  return new AppError(
    'camera',
    'bad_answer',
    'The camera sent something that is not the video it announced. Check its stream address and codec (H.264 or H.265).',
    { cause },
  );
}

/**
 * The failure that an exit means, or undefined when ffmpeg ended well or because it was told to stop. Exit code 0 does not
 * mean that media came: a stream that stalls in the middle ends with 0 as well, so callers judge by what they got.
 */
export function ffmpegFailure(exit: FfmpegExit): AppError | undefined {
  if (exit.error instanceof AppError) return exit.error;
  const cause = exit.error instanceof Error ? exit.error : new Error(`ffmpeg ended with ${exit.signal ?? exit.code ?? 'no code'}: ${exit.stderrTail}`);
  if (exit.error !== undefined) return startFailure(exit.error, cause);
  if (exit.cause === 'time_limit')
    return new AppError('timeout', 'camera_timeout', 'The camera sent no complete answer in time. Check its network and its load.', { cause });
  if (exit.cause === 'stopped' || exit.code === 0) return undefined;
  for (const [pattern, make] of MEANINGS) {
    if (pattern.test(exit.stderrTail)) return make(cause);
  }
  if (exit.signal !== null)
    return new AppError(
      'unavailable',
      'ffmpeg_crashed',
      'ffmpeg ended abruptly. If it happens again, install a newer ffmpeg or give the machine more memory.',
      { cause },
    );
  return badAnswer(cause);
}

function startFailure(error: unknown, cause: Error): AppError {
  const notSpawned = typeof error === 'object' && error !== null && 'syscall' in error && String(error.syscall).startsWith('spawn');
  return notSpawned
    ? missing(cause)
    : new AppError('internal', 'ffmpeg_input_failed', 'The input of ffmpeg failed inside the service. Try again; if it persists, tell the operator.', {
        cause,
      });
}
