import { offsetPieces, type OffsetPiece } from './clock-piece.ts';
import type { ClockReading } from './clock-reading.ts';
import { clockSpans, type ClockSpan } from './clock-span.ts';

/** What readings say of a clock over all of time. */
export interface ClockModel {
  readonly spans: readonly ClockSpan[];
  readonly pieces: readonly OffsetPiece[];
}

const known = new WeakMap<readonly ClockReading[], ClockModel>();

/** The model of a clock, made once for a list of readings: a candidate's offset, its window and its reasons all ask for it. Lists of readings are never changed. */
export function clockModel(readings: readonly ClockReading[]): ClockModel {
  const before = known.get(readings);
  if (before) return before;
  const spans = clockSpans(readings);
  const model = { spans, pieces: offsetPieces(spans) };
  known.set(readings, model);
  return model;
}
