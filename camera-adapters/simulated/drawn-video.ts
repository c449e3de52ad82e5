import type { RecordedSegment } from '../../domain/camera-contact.ts';
import type { SimulatedSource } from '../../domain/camera-source.ts';
import type { FfmpegInput } from '../../media/ffmpeg-input.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import type { FinishedSegment } from '../../media/segment-recorder.ts';
import { FRAME_HEIGHT_PX, FRAME_WIDTH_PX } from './draw-frame.ts';

/** Uncompressed frames as ffmpeg's input: frame n has the timestamp n / `framesPerSecond`. */
export function drawnVideoInput(frames: AsyncIterable<Uint8Array>, framesPerSecond: number): FfmpegInput {
  return {
    url: 'pipe:0',
    demuxer: 'rawvideo',
    protocols: ['pipe'],
    // Raw video tells all about itself: looking ahead would only delay the first file.
    args: ['-analyzeduration', '0', '-pixel_format', 'rgba', '-video_size', `${FRAME_WIDTH_PX}x${FRAME_HEIGHT_PX}`, '-framerate', String(framesPerSecond)],
    stdin: frames,
  };
}

/** Keyframes take most of the room, so they are no more frequent than cutting and seeking need. */
const LONGEST_GROUP_MS = 5000;

/** As cheap as it gets; browsers play it when the program has x264. */
export function drawnVideoCodecArgs(ffmpeg: FfmpegBinary, framesPerSecond: number, segmentMs: number): string[] {
  const framesPerGroup = Math.max(1, Math.round((framesPerSecond * Math.min(segmentMs, LONGEST_GROUP_MS)) / 1000));
  const groupOfPictures = ['-g', String(framesPerGroup), '-pix_fmt', 'yuv420p', '-threads', '1'];
  return ffmpeg.drawnVideoEncoder === 'libx264'
    ? ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-crf', '31', ...groupOfPictures]
    : ['-c:v', 'mpeg4', '-q:v', '6', ...groupOfPictures];
}

/** A finished file of drawn video with its times. `startedAtMs` is the instant of frame 0. */
export function describeDrawnSegment(segment: FinishedSegment, source: SimulatedSource, startedAtMs: number, framesPerSecond: number): RecordedSegment {
  const { filePath, byteLength, codec } = segment;
  const trueFromMs = Math.round(startedAtMs + segment.startPtsMs);
  const trueToMs = Math.round(startedAtMs + segment.endPtsMs);
  const offsetMs = source.faults.clockOffsetMs ?? 0;
  return {
    filePath,
    byteLength,
    codec,
    trueFromMs,
    trueToMs,
    // Between two frames nothing is seen.
    uncertaintyMs: Math.ceil(1000 / framesPerSecond),
    deviceFromMs: trueFromMs + offsetMs,
    deviceToMs: trueToMs + offsetMs,
    deviceTimeSource: 'clock_offset',
    clock: { trueTimeMs: trueFromMs, deviceTimeMs: trueFromMs + offsetMs, uncertaintyMs: 1, method: 'simulated' },
  };
}
