import type { ClockMethod, ClockReading } from './clock-reading.ts';
import { clockSpans, type ClockSpan } from './clock-span.ts';
import type { TimeInterval } from './time-interval.ts';

/**
 * How fast a device's clock strays, in parts per million. A plain quartz is good to 20 ppm (1.7 s a day), and between two readings that agree it
 * can't have strayed further. Beyond the outermost reading nothing brings it back, it may sit in a hot box and be worse: 100 ppm (8.6 s a day), or
 * the rate that the two outermost readings show, up to 500 ppm (43 s a day); what changes faster than that was set, and doesn't go on.
 */
export const CLOCK_DRIFT_PPM = { between: 20, beyond: 100, beyondAtMost: 500 } as const;

/** The offset of a device's clock (`deviceTime − trueTime`) at some time: the true offset lies within `offsetMs ± uncertaintyMs`. */
export interface ClockOffset {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
  /** Of the nearest reading. */
  readonly method: ClockMethod;
  readonly readAtMs: number;
}

/** Where the offset lies, in milliseconds. */
interface OffsetRange {
  readonly lowMs: number;
  readonly highMs: number;
}

/**
 * The offset at the true time `atMs`, from readings in any order; null without readings.
 *
 * Between two readings that agree (within their uncertainties and ordinary drift) it is interpolated and widens a little with the distance to the nearer
 * one. Between two that don't agree somebody set the clock at an unknown time: the answer covers both offsets. Readings of nearly the same time that
 * contradict each other are all covered. Beyond the outermost reading the answer widens faster, see {@link CLOCK_DRIFT_PPM}.
 */
export function offsetAt(readings: readonly ClockReading[], atMs: number): ClockOffset | null {
  return offsetOver(readings, { fromMs: atMs, toMs: atMs });
}

/**
 * One offset that holds for the whole of a true interval: it covers {@link offsetAt} of every instant in it, so that a clock that was
 * set in the middle of an incident doesn't lose one half. `method` and `readAtMs` are those of the reading nearest to the interval's middle.
 */
export function offsetOver(readings: readonly ClockReading[], interval: TimeInterval): ClockOffset | null {
  const spans = clockSpans(readings);
  if (spans.length === 0) return null;
  const ranges = instantsThatMatter(spans, interval).map((atMs) => rangeAt(spans, atMs));
  const lowMs = Math.min(...ranges.map((range) => range.lowMs));
  const highMs = Math.max(...ranges.map((range) => range.highMs));
  const nearest = nearestSpan(spans, (interval.fromMs + interval.toMs) / 2);
  const offsetMs = Math.round((lowMs + highMs) / 2);
  return { offsetMs, uncertaintyMs: Math.ceil(Math.max(highMs - offsetMs, offsetMs - lowMs)), method: nearest.method, readAtMs: nearest.readAtMs };
}

// Between two spans a range is widest at one end or in the middle (drift counts from the nearer end), so these instants bound all others.
function instantsThatMatter(spans: readonly ClockSpan[], { fromMs, toMs }: TimeInterval): number[] {
  const turns = spans.flatMap((span, index) => {
    const next = spans[index + 1];
    return next ? [span.fromMs, span.toMs, (span.toMs + next.fromMs) / 2] : [span.fromMs, span.toMs];
  });
  return [fromMs, toMs, ...turns.filter((atMs) => atMs > fromMs && atMs < toMs)];
}

function rangeAt(spans: readonly ClockSpan[], atMs: number): OffsetRange {
  const next = spans.findIndex((span) => span.toMs >= atMs);
  if (next === -1) return beyond(spans.at(-1)!, spans.at(-2), atMs - spans.at(-1)!.toMs);
  const span = spans[next]!;
  if (span.fromMs <= atMs) return span;
  return next === 0 ? beyond(span, spans[1], span.fromMs - atMs) : between(spans[next - 1]!, span, atMs);
}

function between(before: ClockSpan, after: ClockSpan, atMs: number): OffsetRange {
  const distanceMs = after.fromMs - before.toMs;
  const driftMs = strayedMs(CLOCK_DRIFT_PPM.between, Math.min(atMs - before.toMs, after.fromMs - atMs));
  if (gapMs(before, after) > strayedMs(CLOCK_DRIFT_PPM.between, distanceMs)) {
    return { lowMs: Math.min(before.lowMs, after.lowMs) - driftMs, highMs: Math.max(before.highMs, after.highMs) + driftMs };
  }
  const share = (atMs - before.toMs) / distanceMs;
  const mixed = (a: number, b: number) => a + (b - a) * share;
  return { lowMs: mixed(before.lowMs, after.lowMs) - driftMs, highMs: mixed(before.highMs, after.highMs) + driftMs };
}

function beyond(outermost: ClockSpan, neighbour: ClockSpan | undefined, distanceMs: number): OffsetRange {
  const driftMs = strayedMs(neighbour ? shownRatePpm(outermost, neighbour) : CLOCK_DRIFT_PPM.beyond, distanceMs);
  return { lowMs: outermost.lowMs - driftMs, highMs: outermost.highMs + driftMs };
}

function shownRatePpm(a: ClockSpan, b: ClockSpan): number {
  const apartMs = a.fromMs > b.toMs ? a.fromMs - b.toMs : b.fromMs - a.toMs;
  const ratePpm = (Math.abs(a.lowMs + a.highMs - b.lowMs - b.highMs) / 2 / apartMs) * 1e6;
  return ratePpm <= CLOCK_DRIFT_PPM.beyondAtMost ? Math.max(CLOCK_DRIFT_PPM.beyond, ratePpm) : CLOCK_DRIFT_PPM.beyond;
}

/** By how much two ranges miss each other; 0 when they overlap. */
function gapMs(a: OffsetRange, b: OffsetRange): number {
  return Math.max(0, a.lowMs - b.highMs, b.lowMs - a.highMs);
}

function strayedMs(ratePpm: number, durationMs: number): number {
  return (ratePpm * durationMs) / 1e6;
}

function nearestSpan(spans: readonly ClockSpan[], atMs: number): ClockSpan {
  const distanceMs = (span: ClockSpan) => Math.max(0, span.fromMs - atMs, atMs - span.toMs);
  return spans.reduce((a, b) => (distanceMs(b) < distanceMs(a) ? b : a));
}
