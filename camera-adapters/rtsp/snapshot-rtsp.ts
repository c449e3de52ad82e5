import type { CapturedPicture } from '../../domain/camera-contact.ts';
import type { RtspSource } from '../../domain/camera-source.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import { checkJpeg } from '../../media/jpeg-check.ts';
import { withContactDeadline } from '../contact-deadline.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import type { ContactContext } from '../contract.ts';
import { openTrackStream } from './live-stream.ts';
import type { TrackStream } from './live-stream.ts';
import { noKeyframeError, noVideoError } from './rtsp-error.ts';
import { openPictureSink, takePicture } from './take-picture.ts';
import type { PictureSink } from './take-picture.ts';

/** Within this time of its first packet a camera that keeps to RFC 3550 (§6.2, §6.3.1) has sent its first sender report. */
const FIRST_REPORT_MS = 3_100;

/** Before the deadline says no more than that time is over. */
const BEFORE_DEADLINE_MS = 300;

/** The first keyframe after we joined, with the camera's own time where a sender report told it in time. */
export async function snapshotRtsp(ffmpeg: FfmpegBinary, source: RtspSource, context: ContactContext): Promise<CapturedPicture> {
  return withContactDeadline(context, async (deadline) => {
    const stream = await openTrackStream(source, context, deadline, context.deadlineMs, openPictureSink);
    try {
      return await capture(ffmpeg, stream, deadline, context.now);
    } finally {
      stream.close();
    }
  });
}

async function capture(ffmpeg: FfmpegBinary, stream: TrackStream<PictureSink>, deadline: ContactDeadline, now: () => number): Promise<CapturedPicture> {
  const patience = keyframePatience(stream, deadline);
  const jpeg = await Promise.race([takePicture(ffmpeg, stream.sink, deadline), patience.isOver])
    .catch((error: unknown) => {
      // a sink sees no more than that the stream ended; why is known here
      throw stream.failure ?? error;
    })
    .finally(patience.end);
  const receivedAtMs = stream.firstArrivedAtMs;
  if (receivedAtMs === undefined) throw noVideoError('The camera sent no picture. Check that its video is switched on.');
  const reportDueMs = receivedAtMs + FIRST_REPORT_MS - now();
  const clock = await stream.waitForClock(Math.max(0, Math.min(reportDueMs, deadline.remainingMs() / 2)));
  const deviceTimeMs = stream.timeAt(0)?.deviceTimeMs;
  return {
    jpeg,
    ...checkJpeg(jpeg),
    receivedAtMs,
    ...(deviceTimeMs === undefined ? { deviceTimeSource: 'none' } : { deviceTimeMs, deviceTimeSource: 'rtcp_sender_report' }),
    ...(clock === undefined ? {} : { clock }),
  };
}

/** Rejects shortly before the deadline when video has come without a keyframe, which is another thing than silence; else never settles. */
function keyframePatience(stream: TrackStream<PictureSink>, deadline: ContactDeadline): { readonly isOver: Promise<never>; readonly end: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const isOver = new Promise<never>((_resolve, reject) => {
    const look = (): void => (stream.lacksKeyframe ? reject(noKeyframeError()) : undefined);
    timer = setTimeout(look, Math.max(0, deadline.remainingMs() - BEFORE_DEADLINE_MS));
  });
  return { isOver, end: () => clearTimeout(timer) };
}
