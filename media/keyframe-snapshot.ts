import { AppError, isAppError } from '../domain/app-error.ts';
import { ffmpegFailure } from './ffmpeg-failure.ts';
import type { FfmpegInput } from './ffmpeg-input.ts';
import { collectFfmpegOutput } from './ffmpeg-output.ts';
import type { FfmpegBinary } from './ffmpeg-path.ts';
import { checkJpeg, MAX_JPEG_BYTES } from './jpeg-check.ts';

/** What to take the picture from. */
export interface KeyframeRequest {
  readonly ffmpeg: FfmpegBinary;
  readonly input: FfmpegInput;
  readonly signal: AbortSignal;
  /** The picture is there within this many milliseconds. Mostly it is the wait for the next keyframe that takes time. */
  readonly deadlineMs: number;
}

/**
 * Opens a stream without looking ahead and decodes nothing but the first keyframe: about a third of the processor time that
 * the default flags take. Only for single pictures; a recording made with these probe flags can come out empty.
 */
const TUNING = ['-skip_frame', 'nokey', '-fpsprobesize', '0', '-analyzeduration', '0', '-probesize', '32', '-threads', '1'];

/**
 * The first keyframe of a stream as JPEG. ffmpeg makes the JPEG, so unlike a picture over HTTP it is not the camera's own file.
 *
 * @throws AppError `no_video`, `bad_answer`, `snapshot_broken` (camera), `camera_timeout` (timeout), `contact_cancelled` (cancelled), or `unavailable`
 * when ffmpeg itself is at fault
 */
export async function takeKeyframe(request: KeyframeRequest): Promise<Uint8Array> {
  const { ffmpeg, input, signal, deadlineMs } = request;
  if (signal.aborted) throw cancelled();
  const run = {
    ffmpeg,
    input,
    signal,
    tuning: TUNING,
    outputArgs: ['-map', '0:v:0', '-an', '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '4', '-threads', '1', '-f', 'image2pipe', 'pipe:1'],
    ioTimeoutMs: deadlineMs,
    timeLimitMs: deadlineMs,
    graceMs: 500,
  };
  const { bytes, exit } = await collectFfmpegOutput(run, MAX_JPEG_BYTES);
  if (signal.aborted) throw cancelled();
  if (isWholeJpeg(bytes)) return bytes;
  throw (
    ffmpegFailure(exit) ?? new AppError('camera', 'no_video', "The camera's stream ended before its first picture. Check that its video stream is switched on.")
  );
}

/** A picture that came whole is a picture, however ffmpeg ended afterwards. */
function isWholeJpeg(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  try {
    checkJpeg(bytes);
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}

function cancelled(): AppError {
  return new AppError('cancelled', 'contact_cancelled', 'Taking the picture was cancelled.');
}
