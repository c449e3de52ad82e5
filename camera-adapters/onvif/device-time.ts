import type { CapturedPicture, RecordedSegment } from '../../domain/camera-contact.ts';
import { readingOffsetMs } from '../../domain/clock-reading.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';

/** Camera clocks drift by some 50 ppm: 180 ms in this time, less than a reading's own uncertainty. */
const READING_GOOD_FOR_MS = 3_600_000;

function isFresh(clock: ClockReading, atMs: number): boolean {
  return Math.abs(atMs - clock.trueTimeMs) <= READING_GOOD_FOR_MS;
}

/** Adds the camera's time by `clock` to a picture whose stream told none. */
export function withPictureClock(picture: CapturedPicture, clock: ClockReading | undefined): CapturedPicture {
  if (clock === undefined || picture.deviceTimeSource !== 'none' || !isFresh(clock, picture.receivedAtMs)) return picture;
  return { ...picture, deviceTimeMs: picture.receivedAtMs + readingOffsetMs(clock), deviceTimeSource: 'clock_offset', clock: picture.clock ?? clock };
}

/** Adds the camera's time by `clock` to a segment whose stream told none, as long as the reading is not older than an hour. */
export function withSegmentClock(segment: RecordedSegment, clock: ClockReading | undefined): RecordedSegment {
  if (clock === undefined || segment.deviceTimeSource !== 'none' || !isFresh(clock, segment.trueFromMs)) return segment;
  const offsetMs = readingOffsetMs(clock);
  return {
    ...segment,
    deviceFromMs: segment.trueFromMs + offsetMs,
    deviceToMs: segment.trueToMs + offsetMs,
    deviceTimeSource: 'clock_offset',
    clock: segment.clock ?? clock,
  };
}
