import { overlapMs, type TimeInterval } from './time-interval.ts';

/** A stored segment: its true time lies within `fromMs`…`toMs`, give or take `uncertaintyMs`. */
export interface StoredSegment extends TimeInterval {
  readonly segmentId: string;
  readonly uncertaintyMs: number;
  /** When it is deleted: at the end of its retention, or of the last hold that keeps it. */
  readonly expiresAtMs: number;
  /** Whether a hold without an end keeps it. */
  readonly held: boolean;
}

/** Segments that may show something of an interval, oldest first, each with the share (0 to 1, above 0) of the interval that it covers. */
export interface FootageOverlap {
  readonly segments: readonly { readonly segment: StoredSegment; readonly overlapRatio: number }[];
  /** Share of the interval that all of them cover together, each moment counted once. */
  readonly coveredShare: number;
}

/** How stored segments cover `interval` (longer than nothing). Each segment counts as long as its uncertainty allows: none is left out that may show the incident. */
export function footageOverlap(segments: readonly StoredSegment[], interval: TimeInterval): FootageOverlap {
  const lengthMs = interval.toMs - interval.fromMs;
  const touching = segments
    .map((segment) => ({ segment, widest: widestOf(segment), sharedMs: overlapMs(widestOf(segment), interval) }))
    .filter(({ sharedMs }) => sharedMs > 0)
    .toSorted((a, b) => a.widest.fromMs - b.widest.fromMs);
  return {
    segments: touching.map(({ segment, sharedMs }) => ({ segment, overlapRatio: atLeastSome(sharedMs / lengthMs) })),
    coveredShare:
      coveredMs(
        touching.map(({ widest }) => widest),
        interval,
      ) / lengthMs,
  };
}

function widestOf({ fromMs, toMs, uncertaintyMs }: StoredSegment): TimeInterval {
  return { fromMs: fromMs - uncertaintyMs, toMs: toMs + uncertaintyMs };
}

function coveredMs(ordered: readonly TimeInterval[], interval: TimeInterval): number {
  let untilMs = interval.fromMs;
  let sumMs = 0;
  for (const part of ordered) {
    sumMs += overlapMs({ fromMs: Math.max(part.fromMs, untilMs), toMs: part.toMs }, interval);
    untilMs = Math.max(untilMs, part.toMs);
  }
  return sumMs;
}

/** Four decimals, and never 0 for a segment that overlaps. */
function atLeastSome(ratio: number): number {
  return Math.max(0.0001, Math.round(ratio * 10_000) / 10_000);
}
