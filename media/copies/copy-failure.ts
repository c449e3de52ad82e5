import { AppError } from '../../domain/app-error.ts';
import { diskFailure, ffmpegFailure, type FfmpegExit } from '../ffmpeg-failure.ts';
import type { FfmpegBinary } from '../ffmpeg-path.ts';

function impossible(): AppError {
  return new AppError(
    'unavailable',
    'copy_impossible',
    'This ffmpeg can make no copy for watching: it has no H.264 encoder or writes no text. Install the ffmpeg of your system.',
  );
}

/** @throws AppError `copy_impossible` (unavailable) */
export function requireEncoder({ drawnVideoEncoder }: FfmpegBinary): void {
  if (drawnVideoEncoder !== 'libx264') throw impossible();
}

/** @throws AppError `copy_impossible`, `copy_failed`, `disk_full` (unavailable), `copy_too_slow` (timeout) */
export function requireCopied(exit: FfmpegExit): void {
  const full = diskFailure(exit);
  // no fault of the file: it is copied when there is room
  if (full !== undefined) throw full;
  if (exit.cause === 'time_limit')
    throw new AppError('timeout', 'copy_too_slow', 'The copy for watching took too long and was given up. The original is kept.');
  if (/No such filter: '?drawtext/.test(exit.stderrTail)) throw impossible();
  const cause = ffmpegFailure(exit);
  if (cause !== undefined) throw new AppError('unavailable', 'copy_failed', 'The copy for watching could not be made. The original is kept.', { cause });
}
