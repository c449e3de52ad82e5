import { readingOffsetMs, type ClockReading } from './clock-reading.ts';

/** Readings that agree are kept at most this often for each camera. */
export const KEEP_READING_EVERY_MS = 10 * 60_000;
/** What two clocks may drift apart between two readings of a few minutes without having been set. */
export const DRIFT_TOLERANCE_MS = 100;

/**
 * Whether a reading is worth a row of its own: the first, one that contradicts the last kept one (somebody set the clock: the time of it matters), and
 * else one in ten minutes.
 */
export function isReadingWorthKeeping(lastKept: ClockReading | undefined, reading: ClockReading): boolean {
  if (lastKept === undefined) return true;
  if (reading.trueTimeMs - lastKept.trueTimeMs >= KEEP_READING_EVERY_MS) return true;
  const apartMs = Math.abs(readingOffsetMs(reading) - readingOffsetMs(lastKept));
  return apartMs > reading.uncertaintyMs + lastKept.uncertaintyMs + DRIFT_TOLERANCE_MS;
}
