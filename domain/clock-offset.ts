import { curveAt, curveExtremes } from './clock-curve.ts';
import { clockModel } from './clock-model.ts';
import type { OffsetPiece } from './clock-piece.ts';
import type { ClockMethod, ClockReading } from './clock-reading.ts';
import type { ClockSpan } from './clock-span.ts';
import type { TimeInterval } from './time-interval.ts';

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
 * Between two readings that agree (within their uncertainties and ordinary drift) it is interpolated and widens a little with the distance to both.
 * Between two that don't agree somebody set the clock at an unknown time: the answer covers both offsets. Readings of nearly the same time that
 * contradict each other are all covered. Beyond the outermost reading the answer widens faster, see `CLOCK_DRIFT_PPM`.
 */
export function offsetAt(readings: readonly ClockReading[], atMs: number): ClockOffset | null {
  return offsetOver(readings, { fromMs: atMs, toMs: atMs });
}

/**
 * One offset that holds for the whole of a true interval: it covers {@link offsetAt} of every instant in it, so that a clock that was
 * set in the middle of an incident doesn't lose one half. `method` and `readAtMs` are those of the reading nearest to the interval's middle.
 */
export function offsetOver(readings: readonly ClockReading[], interval: TimeInterval): ClockOffset | null {
  const { spans, pieces } = clockModel(readings);
  if (spans.length === 0) return null;
  const ranges = piecesOver(pieces, interval).map((piece) => rangeOver(piece, interval));
  const lowMs = Math.min(...ranges.map((range) => range.lowMs));
  const highMs = Math.max(...ranges.map((range) => range.highMs));
  const { best } = nearestSpan(spans, (interval.fromMs + interval.toMs) / 2);
  const offsetMs = Math.round((lowMs + highMs) / 2);
  return { offsetMs, uncertaintyMs: Math.ceil(Math.max(highMs - offsetMs, offsetMs - lowMs)), method: best.method, readAtMs: best.trueTimeMs };
}

/** The pieces that speak for a true interval. Where a reading's own piece meets another, the reading knows better. */
export function piecesOver(pieces: readonly OffsetPiece[], { fromMs, toMs }: TimeInterval): OffsetPiece[] {
  return pieces.filter((piece) => (piece.kind === 'reading' ? piece.fromMs <= toMs && piece.toMs >= fromMs : piece.fromMs < toMs && piece.toMs > fromMs));
}

/** The span whose readings are nearest to a true time; of two equally near ones the earlier. */
export function nearestSpan(spans: readonly ClockSpan[], atMs: number): ClockSpan {
  const distanceMs = (span: ClockSpan) => Math.max(0, span.fromMs - atMs, atMs - span.toMs);
  return spans.reduce((a, b) => (distanceMs(b) < distanceMs(a) ? b : a));
}

function rangeOver(piece: OffsetPiece, interval: TimeInterval): OffsetRange {
  const within = { fromMs: Math.max(piece.fromMs, interval.fromMs), toMs: Math.min(piece.toMs, interval.toMs) };
  if (within.fromMs === within.toMs) return { lowMs: curveAt(piece.low, within.fromMs), highMs: curveAt(piece.high, within.fromMs) };
  return { lowMs: Math.min(...curveExtremes(piece.low, within)), highMs: Math.max(...curveExtremes(piece.high, within)) };
}
