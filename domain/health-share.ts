import { overlapMs, type TimeInterval } from './time-interval.ts';

/** A facet was in a state from `fromMs` to `toMs`, or still is (`toMs` null). */
export interface FacetInterval {
  readonly facet: string;
  readonly state: string;
  readonly fromMs: number;
  readonly toMs: number | null;
}

/**
 * Share (0 to 1) of the time within `interval` of which reachability is known in which the camera was up with no known fault of its picture; null when
 * nothing is known of it.
 */
export function healthShare(history: readonly FacetInterval[], interval: TimeInterval): number | null {
  const clipped = history
    .map(({ facet, state, fromMs, toMs }) => ({
      facet,
      state,
      fromMs: Math.max(fromMs, interval.fromMs),
      toMs: Math.min(toMs ?? interval.toMs, interval.toMs),
    }))
    .filter((part) => part.fromMs < part.toMs && part.state !== 'unknown');
  const up = clipped.filter((part) => part.facet === 'reachable' && part.state === 'up');
  const down = clipped.filter((part) => part.facet === 'reachable' && part.state === 'down');
  const faulty = clipped.filter((part) => part.facet === 'picture' && part.state !== 'ok');
  const knownMs = totalMs(up) + totalMs(down);
  if (knownMs === 0) return null;
  // intervals of one facet never overlap, so pairs count each moment once
  const spoiltMs = up.reduce((sum, part) => sum + faulty.reduce((inner, fault) => inner + overlapMs(part, fault), 0), 0);
  return Math.max(0, totalMs(up) - spoiltMs) / knownMs;
}

function totalMs(parts: readonly TimeInterval[]): number {
  return parts.reduce((sum, part) => sum + (part.toMs - part.fromMs), 0);
}
