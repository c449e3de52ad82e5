import { isAutomatic, readingOffsetMs, type ClockReading } from './clock-reading.ts';

/** Readings nearer together than this describe one moment: what differs between them is contradiction, not drift, unless the clock was set between them. */
export const SAME_MOMENT_MS = 10 * 60_000;
/** How much two readings of one moment may miss each other by: ordinary drift within {@link SAME_MOMENT_MS}. */
const SAME_MOMENT_TOLERANCE_MS = 60;

/** What all readings of one moment say together: the offset lay within `lowMs`…`highMs` from `fromMs` to `toMs`. */
export interface ClockSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  /** The reading with the least uncertainty. */
  readonly best: ClockReading;
  readonly readings: readonly ClockReading[];
  /** Its readings can't all be right: all are covered. */
  readonly contradicts: boolean;
}

/**
 * Readings in any order as spans in order of time, at most one for each ten minutes and each setting of the clock. Where the readings of a span agree
 * the most exact one speaks for it; where they contradict each other the span covers all of them.
 */
export function clockSpans(readings: readonly ClockReading[]): ClockSpan[] {
  return momentsOf(readings.toSorted(compareReadings)).flatMap(apartAtSteps).map(spanOf);
}

// total, so that the order in which readings come never shows
function compareReadings(a: ClockReading, b: ClockReading): number {
  return (
    a.trueTimeMs - b.trueTimeMs ||
    a.deviceTimeMs - b.deviceTimeMs ||
    a.uncertaintyMs - b.uncertaintyMs ||
    Number(a.method > b.method) - Number(a.method < b.method)
  );
}

function momentsOf(ordered: readonly ClockReading[]): ClockReading[][] {
  const moments: ClockReading[][] = [];
  for (const reading of ordered) {
    const moment = moments.at(-1);
    const isSame = moment !== undefined && reading.trueTimeMs - moment[0]!.trueTimeMs <= SAME_MOMENT_MS;
    if (isSame && !(reading.afterSetting && reading.trueTimeMs > moment.at(-1)!.trueTimeMs)) moment.push(reading);
    else moments.push([reading]);
  }
  return moments;
}

/**
 * A moment apart where the clock was set: where one and the same automatic method read one offset up to some time and another from then on. That is no
 * contradiction of methods, it saw the change. Two methods that never agree stay together.
 */
function apartAtSteps(moment: readonly ClockReading[]): (readonly ClockReading[])[] {
  if (agree(moment)) return [moment];
  const runs: ClockReading[][] = [];
  for (const reading of moment) {
    const run = runs.at(-1);
    if (run && agree([...run, reading])) run.push(reading);
    else runs.push([reading]);
  }
  return runs.every((run, index) => index === 0 || sawBoth(runs[index - 1]!, run)) ? runs : [moment];
}

function sawBoth(before: readonly ClockReading[], after: readonly ClockReading[]): boolean {
  const isLater = after[0]!.trueTimeMs > before.at(-1)!.trueTimeMs;
  return isLater && before.some(({ method }) => isAutomatic(method) && after.some((reading) => reading.method === method));
}

function spanOf(moment: readonly ClockReading[]): ClockSpan {
  const best = moment.reduce((a, b) => (b.uncertaintyMs <= a.uncertaintyMs ? b : a));
  const contradicts = !agree(moment);
  return {
    fromMs: moment[0]!.trueTimeMs,
    toMs: moment.at(-1)!.trueTimeMs,
    lowMs: contradicts ? Math.min(...moment.map(lowMs)) : lowMs(best),
    highMs: contradicts ? Math.max(...moment.map(highMs)) : highMs(best),
    best,
    readings: moment,
    contradicts,
  };
}

/** Whether readings of one moment can all be right. */
function agree(readings: readonly ClockReading[]): boolean {
  let [highestLowMs, lowestHighMs] = [-Infinity, Infinity];
  for (const reading of readings) {
    highestLowMs = Math.max(highestLowMs, lowMs(reading));
    lowestHighMs = Math.min(lowestHighMs, highMs(reading));
  }
  return highestLowMs <= lowestHighMs + SAME_MOMENT_TOLERANCE_MS;
}

function lowMs(reading: ClockReading): number {
  return readingOffsetMs(reading) - reading.uncertaintyMs;
}

function highMs(reading: ClockReading): number {
  return readingOffsetMs(reading) + reading.uncertaintyMs;
}

/** Those of `readings` that contradict others of their moment. */
export function contradictingReadings(readings: readonly ClockReading[]): ReadonlySet<ClockReading> {
  return new Set(
    clockSpans(readings)
      .filter((span) => span.contradicts)
      .flatMap((span) => span.readings),
  );
}
