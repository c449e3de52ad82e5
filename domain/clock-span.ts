import { readingOffsetMs, type ClockMethod, type ClockReading } from './clock-reading.ts';

/** Readings nearer together than this describe one moment: what differs between them is contradiction, not drift. */
const SAME_MOMENT_MS = 10 * 60_000;
/** How much two readings of one moment may miss each other by: ordinary drift within {@link SAME_MOMENT_MS}. */
const SAME_MOMENT_TOLERANCE_MS = 60;

/** What all readings of one moment say together: the offset lay within `lowMs`…`highMs` from `fromMs` to `toMs`. */
export interface ClockSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  /** Of the reading with the least uncertainty. */
  readonly method: ClockMethod;
  readonly readAtMs: number;
}

/**
 * Readings in any order as spans in order of time, at most one for each ten minutes. Where the readings of a span agree the most exact one speaks for
 * it; where they contradict each other the span covers all of them.
 */
export function clockSpans(readings: readonly ClockReading[]): ClockSpan[] {
  const ordered = readings.toSorted((a, b) => a.trueTimeMs - b.trueTimeMs);
  const groups: ClockReading[][] = [];
  for (const reading of ordered) {
    const group = groups.at(-1);
    if (group && reading.trueTimeMs - group[0]!.trueTimeMs <= SAME_MOMENT_MS) group.push(reading);
    else groups.push([reading]);
  }
  return groups.map(spanOf);
}

function spanOf(group: readonly ClockReading[]): ClockSpan {
  const best = group.reduce((a, b) => (b.uncertaintyMs <= a.uncertaintyMs ? b : a));
  const lows = group.map(lowMs);
  const highs = group.map(highMs);
  const agree = Math.max(...lows) <= Math.min(...highs) + SAME_MOMENT_TOLERANCE_MS;
  return {
    fromMs: group[0]!.trueTimeMs,
    toMs: group.at(-1)!.trueTimeMs,
    lowMs: agree ? lowMs(best) : Math.min(...lows),
    highMs: agree ? highMs(best) : Math.max(...highs),
    method: best.method,
    readAtMs: best.trueTimeMs,
  };
}

function lowMs(reading: ClockReading): number {
  return readingOffsetMs(reading) - reading.uncertaintyMs;
}

function highMs(reading: ClockReading): number {
  return readingOffsetMs(reading) + reading.uncertaintyMs;
}
