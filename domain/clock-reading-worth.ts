import { readingOffsetMs, type ClockReading } from './clock-reading.ts';

/** Readings that agree are kept at most this often for each camera. */
export const KEEP_READING_EVERY_MS = 10 * 60_000;
/** What two clocks may drift apart between two readings of a few minutes without having been set. */
export const DRIFT_TOLERANCE_MS = 100;

/** What is remembered of a clock's readings. */
export interface ReadingMemory {
  /** The newest that got a row of its own. */
  readonly lastKept?: ClockReading | undefined;
  /** The newest at all, if it said the same and got none. */
  readonly lastSame?: ClockReading | undefined;
}

/**
 * Which readings get rows when `reading` comes: the first, one in ten minutes while they agree, and at once one that contradicts those before. Then somebody
 * set the clock, and when he did matters: the last one before is kept too, so that the time of it is known to the pause between two contacts.
 */
export function readingsToKeep({ lastKept, lastSame }: ReadingMemory, reading: ClockReading): readonly ClockReading[] {
  if (lastKept === undefined) return [reading];
  if (!contradict(lastKept, reading)) return reading.trueTimeMs - lastKept.trueTimeMs >= KEEP_READING_EVERY_MS ? [reading] : [];
  const isBefore = lastSame !== undefined && lastSame.trueTimeMs > lastKept.trueTimeMs && lastSame.trueTimeMs < reading.trueTimeMs;
  return isBefore && contradict(lastSame, reading) ? [lastSame, reading] : [reading];
}

/** Whether a reading is worth a row of its own, given the last one that has one: the rule of {@link readingsToKeep}. */
export function isReadingWorthKeeping(lastKept: ClockReading | undefined, reading: ClockReading): boolean {
  return readingsToKeep({ lastKept }, reading).length > 0;
}

function contradict(before: ClockReading, after: ClockReading): boolean {
  const apartMs = Math.abs(readingOffsetMs(after) - readingOffsetMs(before));
  return apartMs > after.uncertaintyMs + before.uncertaintyMs + DRIFT_TOLERANCE_MS;
}
