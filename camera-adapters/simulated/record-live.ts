import { AppError } from '../../domain/app-error.ts';
import type { RecordedSegment } from '../../domain/camera-contact.ts';
import type { SimulatedSource } from '../../domain/camera-source.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import { recordSegments } from '../../media/segment-recorder.ts';
import type { ContactContext, RecordingRequest } from '../contract.ts';
import { drawFrame } from './draw-frame.ts';
import { describeDrawnSegment, drawnVideoCodecArgs, drawnVideoInput } from './drawn-video.ts';
import { answerContact, type Wait } from './simulated-contact.ts';

/** Few, since every frame is drawn and compressed by this machine. */
export const LIVE_FRAMES_PER_SECOND = 4;

/** A recording of a simulated camera as it goes on. */
export interface LiveRecording {
  readonly source: SimulatedSource;
  readonly request: RecordingRequest;
  readonly context: ContactContext;
  readonly ffmpeg: () => Promise<FfmpegBinary>;
  readonly wait: Wait;
}

/**
 * Draws and records until aborted.
 *
 * @throws AppError as `answerContact` (a dead camera times out after `stallMs`) and `recordSegments`
 */
export async function* recordLive(recording: LiveRecording): AsyncGenerator<RecordedSegment, void, undefined> {
  const { source, request, context, wait } = recording;
  if (context.signal.aborted) return;
  try {
    await answerContact(source.faults, { ...context, deadlineMs: request.stallMs }, wait);
  } catch (error) {
    if (context.signal.aborted) return;
    throw error;
  }
  const ffmpeg = await recording.ffmpeg();
  const startedAtMs = context.now();
  const segments = recordSegments({
    ffmpeg,
    input: drawnVideoInput(liveFrames(recording, startedAtMs), LIVE_FRAMES_PER_SECOND),
    codecArgs: drawnVideoCodecArgs(ffmpeg, LIVE_FRAMES_PER_SECOND, request.segmentMs),
    folder: request.folder,
    segmentMs: request.segmentMs,
    stallMs: request.stallMs,
    signal: context.signal,
  });
  for await (const segment of segments) yield describeDrawnSegment(segment, source, startedAtMs, LIVE_FRAMES_PER_SECOND);
}

/**
 * Frame n shows the instant `startedAtMs` + n / rate, even when it is drawn late: a held-up process then catches up, and the
 * video's timestamps stay true. After a longer sleep of the machine it gives up: there was no camera that recorded meanwhile.
 */
async function* liveFrames(recording: LiveRecording, startedAtMs: number): AsyncGenerator<Uint8Array, void, undefined> {
  const { source, request, context, wait } = recording;
  for (let index = 0; !context.signal.aborted; index++) {
    const atMs = startedAtMs + (index * 1000) / LIVE_FRAMES_PER_SECOND;
    const aheadMs = atMs - context.now();
    if (-aheadMs > request.stallMs) throw heldUp(-aheadMs);
    try {
      if (aheadMs > 0) await wait(aheadMs, context.signal);
    } catch {
      return;
    }
    yield drawFrame(source, atMs).rgba;
  }
}

function heldUp(behindMs: number): AppError {
  return new AppError(
    'timeout',
    'stream_stalled',
    `The simulated camera fell ${Math.round(behindMs / 1000)} s behind. It is recorded again at once; check the load of this machine.`,
  );
}
