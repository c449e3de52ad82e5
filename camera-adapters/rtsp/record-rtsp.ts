import type { RecordedSegment } from '../../domain/camera-contact.ts';
import type { RtspSource } from '../../domain/camera-source.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import { recordSegments } from '../../media/segment-recorder.ts';
import type { SegmentRecording } from '../../media/segment-recorder.ts';
import { AppError, isAppError } from '../../domain/app-error.ts';
import { withContactDeadline } from '../contact-deadline.ts';
import type { ContactContext, RecordingRequest } from '../contract.ts';
import { openLiveStream } from './live-stream.ts';
import type { LiveStream, StreamTime } from './live-stream.ts';
import { placeSegment, type TimedSegment } from './place-segment.ts';

/** Longer than any camera's interval of keyframes. */
const FIRST_KEYFRAME_MS = 45_000;
/** Arrivals are remembered for twenty minutes. */
const MAX_SEGMENT_MS = 600_000;

/**
 * Records the camera's stream as it is, never re-encoded, and tells for each file when its pictures were taken.
 *
 * Ends normally when the signal aborts; the file in work is finished and comes too. When the stream fails, what had been received is finished and
 * comes first, then the failure is thrown.
 *
 * @throws AppError `invalid`/`segment_too_long` for segments of more than ten minutes; else as the contract has it.
 */
export async function* recordRtsp(
  tools: { readonly ffmpeg: FfmpegBinary; readonly openingMs: number },
  source: RtspSource,
  request: RecordingRequest,
  context: ContactContext,
): AsyncGenerator<RecordedSegment, void, undefined> {
  if (request.segmentMs > MAX_SEGMENT_MS) throw new AppError('invalid', 'segment_too_long', 'Choose segments of at most ten minutes.');
  const stream = await open(tools.openingMs, source, request, context);
  if (stream === undefined) return;
  try {
    let before: TimedSegment | undefined;
    for await (const segment of recordSegments(segmentRecording(tools.ffmpeg, stream, request, context.signal))) {
      before = placeSegment(segment, (ptsMs) => stream.timeAt(ptsMs), before);
      yield describe(before, stream);
    }
  } catch (error) {
    // ffmpeg sees no more than that the relay ended; why is known here
    if (!context.signal.aborted) throw stream.failure ?? error;
  } finally {
    stream.close();
  }
}

/** @returns undefined when aborted while opening. */
async function open(openingMs: number, source: RtspSource, request: RecordingRequest, context: ContactContext): Promise<LiveStream | undefined> {
  try {
    return await withContactDeadline({ signal: context.signal, deadlineMs: openingMs }, (deadline) =>
      openLiveStream(source, context, deadline, request.stallMs),
    );
  } catch (error) {
    if (isAppError(error, 'contact_cancelled')) return undefined;
    throw error;
  }
}

function segmentRecording(ffmpeg: FfmpegBinary, stream: LiveStream, request: RecordingRequest, signal: AbortSignal): SegmentRecording {
  const { folder, segmentMs, stallMs } = request;
  const codecArgs = ['-c:v', 'copy', ...(stream.video.codec === 'h265' ? ['-tag:v', 'hvc1'] : [])];
  // silence of the camera is noticed by the relay; ffmpeg is only to be patient until the first keyframe
  return { ffmpeg, input: stream.input, folder, segmentMs, stallMs, firstMediaMs: stallMs + FIRST_KEYFRAME_MS, codecArgs, signal };
}

function describe({ segment, from, to }: TimedSegment, stream: LiveStream): RecordedSegment {
  const clock = stream.clock();
  return {
    filePath: segment.filePath,
    byteLength: segment.byteLength,
    codec: segment.codec,
    trueFromMs: from.trueTimeMs,
    trueToMs: to.trueTimeMs,
    uncertaintyMs: Math.max(from.uncertaintyMs, to.uncertaintyMs),
    ...deviceSpan(from, to),
    ...(clock === undefined ? {} : { clock }),
  };
}

function deviceSpan(from: StreamTime, to: StreamTime): Pick<RecordedSegment, 'deviceFromMs' | 'deviceToMs' | 'deviceTimeSource'> {
  if (from.deviceTimeMs === undefined || to.deviceTimeMs === undefined) return { deviceTimeSource: 'none' };
  return { deviceFromMs: from.deviceTimeMs, deviceToMs: to.deviceTimeMs, deviceTimeSource: 'rtcp_sender_report' };
}
