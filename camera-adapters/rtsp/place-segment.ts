import { AppError } from '../../domain/app-error.ts';
import type { FinishedSegment } from '../../media/segment-recorder.ts';
import type { StreamTime } from './live-stream.ts';

/** A recorded file with the times of its first picture and of the end of its last. */
export interface TimedSegment {
  readonly segment: FinishedSegment;
  readonly from: StreamTime;
  readonly to: StreamTime;
}

const FIRST_START_SLACK_MS = 250;
/** Less than half a frame interval: what lies between two files is rounding. */
const SEAM_MS = 15;
/** A file shortened by more was begun too late by its predecessor's end. */
const LEAST_SHARE = 0.5;

/**
 * Places a recorded file in our time. The end of one file and the start of the next are one instant, though more may be known of it by then. Only where the stream turned out
 * to run that much earlier that little or nothing of the file would be left (pictures held up on their way, then a short file), the file keeps its own start, and the two overlap.
 *
 * @param timeAt time of a position of the stream in milliseconds; undefined when it is not known any more.
 * @param before the file before it, if there was one.
 * @throws AppError `internal`/`segment_untimed` when the stream knows no time of it.
 */
export function placeSegment(segment: FinishedSegment, timeAt: (ptsMs: number) => StreamTime | undefined, before: TimedSegment | undefined): TimedSegment {
  const start = timeAt(before === undefined ? firstStartMs(segment) : segment.startPtsMs);
  const to = timeAt(segment.endPtsMs);
  if (start === undefined || to === undefined)
    throw new AppError('internal', 'segment_untimed', 'A recorded file could not be placed in time. Choose shorter segments.', {
      details: { startPtsMs: segment.startPtsMs },
    });
  const seamMs = before === undefined || Math.abs(segment.startPtsMs - before.segment.endPtsMs) >= SEAM_MS ? undefined : before.to.trueTimeMs;
  const joins = seamMs !== undefined && to.trueTimeMs - seamMs >= LEAST_SHARE * (segment.endPtsMs - segment.startPtsMs);
  return { segment, from: joins ? { ...start, trueTimeMs: seamMs } : start, to };
}

/** The relay's first picture is the first file's first. Its start is otherwise known only by its length, which the old ffmpeg gets wrong by some pictures. */
function firstStartMs(segment: FinishedSegment): number {
  return Math.abs(segment.startPtsMs) < FIRST_START_SLACK_MS ? 0 : segment.startPtsMs;
}
