import type { RecordedSegment } from '../../domain/camera-contact.ts';
import type { SimulatedSource } from '../../domain/camera-source.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import { recordSegments } from '../../media/segment-recorder.ts';
import { drawFrame } from './draw-frame.ts';
import { describeDrawnSegment, drawnVideoCodecArgs, drawnVideoInput } from './drawn-video.ts';

/** Footage to be made after the fact. */
export interface PastRecording {
  readonly ffmpeg: FfmpegBinary;
  readonly source: SimulatedSource;
  /** True time; a frame is drawn for its beginning. */
  readonly interval: TimeInterval;
  /** An existing folder; a file belongs to the caller once yielded. */
  readonly folder: string;
  readonly segmentMs: number;
  readonly signal: AbortSignal;
  /** 2 by default. */
  readonly framesPerSecond?: number;
}

const STALL_MS = 20_000;

/**
 * What a simulated camera would have recorded in a past interval, made as fast as the machine can: for the demo town. Segments
 * cover the interval without gap, from its beginning to the end of its last frame.
 *
 * @throws AppError as `recordSegments`
 */
export async function* recordPast(recording: PastRecording): AsyncGenerator<RecordedSegment, void, undefined> {
  const { ffmpeg, source, interval, folder, segmentMs, signal, framesPerSecond = 2 } = recording;
  const segments = recordSegments({
    ffmpeg,
    folder,
    segmentMs,
    signal,
    input: drawnVideoInput(pastFrames(source, interval, framesPerSecond), framesPerSecond),
    codecArgs: drawnVideoCodecArgs(ffmpeg, framesPerSecond, segmentMs),
    stallMs: STALL_MS,
  });
  for await (const segment of segments) yield describeDrawnSegment(segment, source, interval.fromMs, framesPerSecond);
}

async function* pastFrames(source: SimulatedSource, interval: TimeInterval, framesPerSecond: number): AsyncGenerator<Uint8Array, void, undefined> {
  const stepMs = 1000 / framesPerSecond;
  for (let index = 0; interval.fromMs + index * stepMs < interval.toMs; index++) {
    yield drawFrame(source, interval.fromMs + index * stepMs).rgba;
    // Drawing never waits for anything by itself: let the rest of the process have its turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
