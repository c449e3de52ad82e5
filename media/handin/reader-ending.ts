import { AppError } from '../../domain/app-error.ts';
import type { FfmpegExit } from '../ffmpeg-failure.ts';

/** ffmpeg that was asked to end by somebody else writes what it has and ends with this code (`exit_program` in its sources, from version 2 on). */
const ASKED_TO_END = 255;
/** Signals that a program sends to itself by breaking: what it read made it so. All others come from outside: a terminal, the init system, the kernel that needs memory. */
const BROKE_ITSELF: readonly NodeJS.Signals[] = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGTRAP', 'SIGSYS'];

/** Whether the program broke on what it read. */
export function brokeOnFile({ signal }: FfmpegExit): boolean {
  return signal !== null && BROKE_ITSELF.includes(signal);
}

/**
 * Refuses to judge a file by a program that somebody ended while it read: Ctrl-C and a stopping init system reach it before us, and half a list of packets looks like a shorter, or an empty, recording.
 *
 * @throws AppError `ffmpeg_ended` (unavailable): the file is looked at again
 */
export function requireOwnEnding(exit: FfmpegExit): void {
  if (exit.cause !== 'itself' || exit.error !== undefined) return;
  if (exit.code !== ASKED_TO_END && (exit.signal === null || brokeOnFile(exit))) return;
  throw new AppError('unavailable', 'ffmpeg_ended', 'ffmpeg was ended from outside while it read a file. The file is kept and read again.', {
    cause: new Error(`ffmpeg ended with ${exit.signal ?? exit.code}: ${exit.stderrTail}`),
  });
}
