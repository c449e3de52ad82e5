import type { ClockCurve, CurveDomain } from './clock-curve.ts';
import type { ClockSpan } from './clock-span.ts';

/**
 * How fast a device's clock strays, in parts per million. A plain quartz is good to 20 ppm (1.7 s a day), and between two readings that agree its rate can't
 * have been further from their mean. Beyond the outermost reading nothing brings it back, it may sit in a hot box and be worse: 100 ppm (8.6 s a day), or
 * the rate that the outermost readings show, up to 500 ppm (43 s a day); what changes faster than that was set, and doesn't go on.
 */
export const CLOCK_DRIFT_PPM = { between: 20, beyond: 100, beyondAtMost: 500 } as const;

/** A stretch of true time in which the offset lies between two curves. */
export interface OffsetPiece extends CurveDomain {
  readonly kind: 'reading' | 'between' | 'beyond';
  /** Its bend is never negative. */
  readonly low: ClockCurve;
  /** Its bend is never positive. */
  readonly high: ClockCurve;
}

/**
 * All of time in pieces, in order: before the first span, each span, what lies between two, and after the last. Without spans: none. Between two spans that don't agree
 * somebody set the clock, nobody knows when: there two pieces lie over each other, the clock as it was before and as it was after.
 */
export function offsetPieces(spans: readonly ClockSpan[]): OffsetPiece[] {
  const first = spans[0];
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return [];
  const inner = spans.flatMap((span, index) => (index === 0 ? [reading(span)] : [...between(spans, index), reading(span)]));
  return [before(first, shownRate(spans)), ...inner, after(last, shownRate(spans.toReversed()))];
}

/** Whether the clock was set between two spans that follow each other: their ranges miss each other by more than ordinary drift. */
export function wasSetBetween(one: ClockSpan, other: ClockSpan): boolean {
  return gapMs(one, other) > (CLOCK_DRIFT_PPM.between / 1e6) * (other.fromMs - one.toMs);
}

function between(spans: readonly ClockSpan[], index: number): OffsetPiece[] {
  const [one, other] = [spans[index - 1]!, spans[index]!];
  if (!wasSetBetween(one, other)) return [interpolated(one, other)];
  const domain = { kind: 'between', fromMs: one.toMs, toMs: other.fromMs } as const;
  // what was set went on straying until then as it would beyond its last reading
  return [
    { ...after(one, shownRate(spans.slice(0, index).toReversed())), ...domain },
    { ...before(other, shownRate(spans.slice(index))), ...domain },
  ];
}

function reading({ fromMs, toMs, lowMs, highMs }: ClockSpan): OffsetPiece {
  return { kind: 'reading', fromMs, toMs, low: line(fromMs, lowMs, 0), high: line(fromMs, highMs, 0) };
}

function before({ fromMs, lowMs, highMs }: ClockSpan, rate: number): OffsetPiece {
  return { kind: 'beyond', fromMs: -Infinity, toMs: fromMs, low: line(fromMs, lowMs, rate), high: line(fromMs, highMs, -rate) };
}

function after({ toMs, lowMs, highMs }: ClockSpan, rate: number): OffsetPiece {
  return { kind: 'beyond', fromMs: toMs, toMs: Infinity, low: line(toMs, lowMs, -rate), high: line(toMs, highMs, rate) };
}

/**
 * A clock whose rate stays within r of its mean can't be further than 2·r·a·b/(a+b) from the straight line, a and b the distances to the two ends: a parabola
 * that is steepest at the ends and r·(a+b)/2 in the middle.
 */
function interpolated(one: ClockSpan, other: ClockSpan): OffsetPiece {
  const [fromMs, toMs] = [one.toMs, other.fromMs];
  const lengthMs = toMs - fromMs;
  const steepness = (2 * CLOCK_DRIFT_PPM.between) / 1e6;
  const curve = (startMs: number, endMs: number, side: 1 | -1): ClockCurve => ({
    anchorMs: fromMs,
    baseMs: startMs,
    slope: (endMs - startMs) / lengthMs + side * steepness,
    bend: (-side * steepness) / lengthMs,
  });
  return { kind: 'between', fromMs, toMs, low: curve(one.lowMs, other.lowMs, -1), high: curve(one.highMs, other.highMs, 1) };
}

/**
 * The rate at which a clock may stray beyond the outermost of `spans`, given from there inwards. A change that is more than ordinary drift counts as drift
 * only if the readings before it went on like that: a clock that was right for weeks and is ten minutes off a month later was set.
 */
function shownRate([outermost, neighbour, third]: readonly ClockSpan[]): number {
  const ordinary = CLOCK_DRIFT_PPM.beyond / 1e6;
  const shown = outermost && neighbour ? rateBetween(outermost, neighbour) : 0;
  if (Math.abs(shown) <= ordinary || Math.abs(shown) > CLOCK_DRIFT_PPM.beyondAtMost / 1e6) return ordinary;
  const wentOn = third === undefined || rateBetween(neighbour!, third) * Math.sign(shown) > ordinary;
  return wentOn ? Math.abs(shown) : ordinary;
}

/** Milliseconds a millisecond; 0 where the readings' own uncertainty explains the difference. */
function rateBetween(a: ClockSpan, b: ClockSpan): number {
  const apartMs = a.fromMs > b.toMs ? a.fromMs - b.toMs : a.toMs - b.fromMs;
  if (gapMs(a, b) <= (CLOCK_DRIFT_PPM.beyond / 1e6) * Math.abs(apartMs)) return 0;
  return (a.lowMs + a.highMs - b.lowMs - b.highMs) / 2 / apartMs;
}

/** By how much two ranges miss each other; 0 when they overlap. */
function gapMs(a: ClockSpan, b: ClockSpan): number {
  return Math.max(0, a.lowMs - b.highMs, b.lowMs - a.highMs);
}

function line(anchorMs: number, baseMs: number, slope: number): ClockCurve {
  return { anchorMs, baseMs, slope, bend: 0 };
}
