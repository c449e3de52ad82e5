import { AppError } from '../domain/app-error.ts';
import type { FfmpegExit } from './ffmpeg-failure.ts';
import { startFfmpeg, type FfmpegRun } from './ffmpeg-process.ts';

/** What a finished run wrote. */
export interface FfmpegOutput {
  readonly bytes: Uint8Array;
  readonly exit: FfmpegExit;
}

/**
 * Runs ffmpeg to its end and collects what it writes to `pipe:1`. How it ended is for the caller to judge (`ffmpegFailure`).
 *
 * @param limitBytes - more output than this stops the run
 * @throws AppError `ffmpeg_output_too_large` (too_large)
 */
export async function collectFfmpegOutput(run: FfmpegRun, limitBytes: number): Promise<FfmpegOutput> {
  const process = startFfmpeg(run);
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  process.stdout.on('data', (chunk: Buffer) => {
    byteLength += chunk.length;
    if (byteLength <= limitBytes) chunks.push(chunk);
    else process.stop();
  });
  const exit = await process.exit;
  if (byteLength > limitBytes) {
    throw new AppError('too_large', 'ffmpeg_output_too_large', `The converted media is larger than ${limitBytes} bytes. Ask for a shorter or smaller piece.`);
  }
  return { bytes: Buffer.concat(chunks), exit };
}
