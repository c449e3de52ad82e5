import type { TimeInterval } from '../time-interval.ts';

/** From which byte on a file shows what: ascending in both. */
export interface TimeMark {
  readonly byte: number;
  /** After the beginning. */
  readonly ms: number;
}

const SECOND_MS = 1000;

/**
 * What of a copy is shown by bytes `start` to `end` (both included), as true time, widened to full seconds and never beyond the copy. Bytes before the first mark count as its beginning: rather a second too much in the log than one
 * too few.
 *
 * @param copy - what the whole copy shows
 */
export function servedSpan(copy: TimeInterval, marks: readonly TimeMark[], start: number, end: number): TimeInterval {
  const first = marks.findLast((mark) => mark.byte <= start)?.ms ?? 0;
  const after = marks.find((mark) => mark.byte > end && mark.ms > first)?.ms;
  const fromMs = Math.max(copy.fromMs, Math.floor((copy.fromMs + first) / SECOND_MS) * SECOND_MS);
  const toMs = after === undefined ? copy.toMs : Math.min(copy.toMs, Math.ceil((copy.fromMs + after) / SECOND_MS) * SECOND_MS);
  return { fromMs, toMs };
}

/** Of many marks at most `most`, the first always among them: a copy of hours has thousands. */
export function thinnedMarks(marks: readonly TimeMark[], most: number): readonly TimeMark[] {
  const step = Math.ceil(marks.length / most);
  return step <= 1 ? marks : marks.filter((_, index) => index % step === 0);
}
