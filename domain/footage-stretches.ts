import type { StoredSegment } from './footage-overlap.ts';
import type { TimeInterval } from './time-interval.ts';

/** Pieces that follow each other this closely are one stretch, as where gaps are told. */
const JOINED_MS = 1500;

/** Stretches of `interval` that stored footage covers by its best time, oldest first; thousands of pieces become a few. */
export function footageStretches(segments: readonly Pick<StoredSegment, 'fromMs' | 'toMs'>[], interval: TimeInterval): TimeInterval[] {
  const within = segments
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, interval.fromMs), toMs: Math.min(toMs, interval.toMs) }))
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const stretches: TimeInterval[] = [];
  for (const piece of within) {
    const last = stretches.at(-1);
    if (last !== undefined && piece.fromMs - last.toMs <= JOINED_MS) stretches[stretches.length - 1] = { ...last, toMs: Math.max(last.toMs, piece.toMs) };
    else stretches.push(piece);
  }
  return stretches;
}
