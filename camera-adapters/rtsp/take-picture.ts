import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import { ffmpegFailure } from '../../media/ffmpeg-failure.ts';
import { collectFfmpegOutput } from '../../media/ffmpeg-output.ts';
import { MAX_JPEG_BYTES } from '../../media/jpeg-check.ts';
import { takeKeyframe } from '../../media/keyframe-snapshot.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import type { LiveStream } from './live-stream.ts';
import { noVideoError } from './rtsp-error.ts';

/**
 * The first picture of a stream as JPEG. Where the camera itself makes JPEGs (RFC 2435) its coded data is taken as it is, and only the heads that
 * RTP leaves out are put back; of other codecs ffmpeg makes one.
 *
 * @throws AppError `no_video`, `bad_answer`, `snapshot_broken`, `camera_timeout`, `contact_cancelled`, or `unavailable` when ffmpeg is at fault.
 */
export async function takePicture(ffmpeg: FfmpegBinary, stream: LiveStream, deadline: ContactDeadline): Promise<Uint8Array> {
  const { input, video } = stream;
  const request = { ffmpeg, input, signal: deadline.signal, deadlineMs: deadline.remainingMs() };
  return video.codec === 'mjpeg' ? copyJpeg(request) : takeKeyframe(request);
}

async function copyJpeg(request: Parameters<typeof takeKeyframe>[0]): Promise<Uint8Array> {
  const { bytes, exit } = await collectFfmpegOutput(
    {
      ...request,
      tuning: ['-fpsprobesize', '0', '-analyzeduration', '0', '-probesize', '32'],
      outputArgs: ['-map', '0:v:0', '-an', '-frames:v', '1', '-c:v', 'copy', '-f', 'image2pipe', 'pipe:1'],
      ioTimeoutMs: request.deadlineMs,
      timeLimitMs: request.deadlineMs,
      graceMs: 500,
    },
    MAX_JPEG_BYTES,
  );
  if (bytes.length > 0) return bytes;
  throw ffmpegFailure(exit) ?? noVideoError('The stream ended before its first picture. Check that its video is switched on.');
}
