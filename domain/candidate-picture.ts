import type { FacetInterval } from './health-share.ts';
import { overlapMs, type TimeInterval } from './time-interval.ts';

/** What a camera's picture was like during an interval. */
export interface PictureThen {
  /** The fault that lasted longest; `ok` when there was none; `unknown` when nothing is known. */
  readonly state: string;
  /** Share (0 to 1) of the interval in which the picture had that state. */
  readonly share: number;
}

/** The picture's state within `interval`: a fault of it is never outweighed by the time in which it was good. */
export function pictureThen(history: readonly FacetInterval[], interval: TimeInterval): PictureThen {
  const lasted = new Map<string, number>();
  for (const { facet, state, fromMs, toMs } of history) {
    if (facet !== 'picture') continue;
    const ms = overlapMs({ fromMs, toMs: toMs ?? Number.POSITIVE_INFINITY }, interval);
    if (ms > 0) lasted.set(state, (lasted.get(state) ?? 0) + ms);
  }
  const ranked = [...lasted].toSorted(([a, aMs], [b, bMs]) => weightOf(b) - weightOf(a) || bMs - aMs);
  const [state, ms] = ranked[0] ?? ['unknown', interval.toMs - interval.fromMs];
  return { state, share: ms / (interval.toMs - interval.fromMs) };
}

function weightOf(state: string): number {
  if (state === 'unknown') return 0;
  return state === 'ok' ? 1 : 2;
}
