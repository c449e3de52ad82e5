import type { TimeInterval } from './time-interval.ts';

/** Segments that follow each other this closely have no gap between them: players join them, and a frame lasts up to a second. */
const JOINED_MS = 1500;

/** What `covered` (in order of start) leaves open of `whole`, never beyond it. Holes of up to 1.5 s between two pieces don't count. */
export function footageGaps(covered: readonly TimeInterval[], whole: TimeInterval): TimeInterval[] {
  const gaps: TimeInterval[] = [];
  let reachedMs = whole.fromMs;
  for (const { fromMs, toMs } of covered) {
    const isFirst = reachedMs === whole.fromMs;
    if (fromMs - reachedMs > (isFirst ? 0 : JOINED_MS)) gaps.push({ fromMs: reachedMs, toMs: Math.min(fromMs, whole.toMs) });
    reachedMs = Math.max(reachedMs, toMs);
  }
  if (reachedMs < whole.toMs) gaps.push({ fromMs: reachedMs, toMs: whole.toMs });
  return gaps.filter(({ fromMs, toMs }) => fromMs < toMs);
}

/** Whether pieces of footage, in any order, leave no gap in `whole`. */
export function coversWhole(pieces: readonly TimeInterval[], whole: TimeInterval): boolean {
  const covered = pieces.toSorted((a, b) => a.fromMs - b.fromMs);
  return footageGaps(covered, whole).length === 0;
}
