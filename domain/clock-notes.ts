import { clockDiagnosis, type ClockDiagnosis } from './clock-diagnosis.ts';
import { clockModel } from './clock-model.ts';
import { nearestSpan, piecesOver } from './clock-offset.ts';
import { CLOCK_DRIFT_PPM, wasSetBetween } from './clock-piece.ts';
import { readingOffsetMs, type ClockReading } from './clock-reading.ts';
import type { ClockSpan } from './clock-span.ts';
import type { TimeInterval } from './time-interval.ts';

/** Somebody set the clock between two true times. */
export interface ClockStep extends TimeInterval {
  /** What was added to the offset, about. */
  readonly changeMs: number;
}

/** What should be said of a clock besides its offset over some true time. */
export interface ClockNotes {
  /** By the reading nearest to the middle of that time. */
  readonly diagnosis: ClockDiagnosis;
  /** The clock was set within that time, or it may have been: the largest step. */
  readonly step: ClockStep | null;
  /** Readings that hold for that time contradict each other. */
  readonly contradicts: boolean;
}

/** See {@link ClockNotes}; null without readings. */
export function clockNotes(readings: readonly ClockReading[], interval: TimeInterval): ClockNotes | null {
  const { spans, pieces: all } = clockModel(readings);
  if (spans.length === 0) return null;
  const pieces = piecesOver(all, interval);
  const ends = pieces.flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
  return {
    diagnosis: clockDiagnosis(nearestSpan(spans, (interval.fromMs + interval.toMs) / 2).best),
    step: largest(clockSteps(spans).filter((step) => pieces.some(({ kind, fromMs }) => kind === 'between' && fromMs === step.fromMs))),
    contradicts: spans.some((span) => span.contradicts && (ends.includes(span.fromMs) || ends.includes(span.toMs))),
  };
}

/** A change that is smaller may be drift, of a clock that is worse than ordinary ones. */
const LEAST_STEP_MS = 1000;

/** Every time the clock was set, as far as readings show, in order. */
export function clockSteps(spans: readonly ClockSpan[]): ClockStep[] {
  return spans.flatMap((after, index) => {
    const before = spans[index - 1];
    if (before === undefined || !wasSetBetween(before, after)) return [];
    const changeMs = readingOffsetMs(after.best) - readingOffsetMs(before.best);
    const driftMs = (CLOCK_DRIFT_PPM.beyond / 1e6) * (after.fromMs - before.toMs);
    return Math.abs(changeMs) > LEAST_STEP_MS + driftMs ? [{ fromMs: before.toMs, toMs: after.fromMs, changeMs }] : [];
  });
}

function largest(steps: readonly ClockStep[]): ClockStep | null {
  return steps.reduce<ClockStep | null>((a, b) => (a === null || Math.abs(b.changeMs) > Math.abs(a.changeMs) ? b : a), null);
}
