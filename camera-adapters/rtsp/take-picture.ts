import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import { takeKeyframe } from '../../media/keyframe-snapshot.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import { createJpegSink } from './jpeg-sink.ts';
import type { JpegSink } from './jpeg-sink.ts';
import { relayInput } from './live-stream.ts';
import { openRtspRelay } from './rtsp-relay.ts';
import type { RtspRelay } from './rtsp-relay.ts';
import type { VideoTrack } from './video-track.ts';

/** Where a track's first picture is taken from. */
export type PictureSink = JpegSink | RtspRelay;

/**
 * A sink for the first picture of a track. Where the camera itself makes JPEGs (RFC 2435) its coded data is taken as it is, and only the heads that RTP leaves out are put back;
 * of other codecs an ffmpeg of its own makes one, so that no program ever sees the video of two cameras.
 */
export async function openPictureSink(video: VideoTrack): Promise<PictureSink> {
  return video.codec === 'mjpeg' ? createJpegSink() : openRtspRelay(video);
}

/**
 * The first picture of a stream as JPEG.
 *
 * @throws AppError `no_video`, `bad_answer`, `snapshot_broken`, `camera_timeout`, `contact_cancelled`, or `unavailable` when ffmpeg is at fault.
 */
export async function takePicture(ffmpeg: FfmpegBinary, sink: PictureSink, deadline: ContactDeadline): Promise<Uint8Array> {
  if ('picture' in sink) return sink.picture;
  return takeKeyframe({ ffmpeg, input: relayInput(sink), signal: deadline.signal, deadlineMs: deadline.remainingMs() });
}
