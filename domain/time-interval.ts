/** A span of time in epoch milliseconds, closed at `fromMs`, open at `toMs`. */
export interface TimeInterval {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Milliseconds that `a` and `b` share; 0 when they don't touch. */
export function overlapMs(a: TimeInterval, b: TimeInterval): number {
  return Math.max(0, Math.min(a.toMs, b.toMs) - Math.max(a.fromMs, b.fromMs));
}

/** `interval` moved by `shiftMs` and then made longer by `byMs` at each end. */
export function shiftAndWiden(interval: TimeInterval, shiftMs: number, byMs: number): TimeInterval {
  return { fromMs: interval.fromMs + shiftMs - byMs, toMs: interval.toMs + shiftMs + byMs };
}

/** RFC 3339 in UTC with milliseconds, the form of every instant that the API returns. */
export function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
