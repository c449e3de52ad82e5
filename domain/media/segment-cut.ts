import type { TimeInterval } from '../time-interval.ts';

/** A segment as its cut needs it, epoch milliseconds. The device's time is null where it is not known. */
export interface CuttableSegment extends TimeInterval {
  readonly deviceFromMs: number | null;
  readonly deviceToMs: number | null;
}

/** What of a segment lies within a window. */
export interface SegmentCut extends TimeInterval {
  /** The same by the device's own clock. */
  readonly device: TimeInterval | null;
  /** Where in the file the cut begins, in milliseconds after its first picture, and how long it is. */
  readonly startMs: number;
  readonly lengthMs: number;
}

/**
 * Cuts a segment to a window by its true time: the file's first picture was taken at `fromMs`, and pictures follow at the file's own pace. Null when nothing of it lies within. What the segment's time is uncertain by is not
 * added: a window is exact, and so is its cut.
 */
export function cutSegment(segment: CuttableSegment, window: TimeInterval): SegmentCut | null {
  const fromMs = Math.max(segment.fromMs, window.fromMs);
  const toMs = Math.min(segment.toMs, window.toMs);
  if (fromMs >= toMs) return null;
  return { fromMs, toMs, device: deviceSpan(segment, { fromMs, toMs }), startMs: fromMs - segment.fromMs, lengthMs: toMs - fromMs };
}

/** The device's time at both ends, between those of the segment. */
export function deviceSpan(segment: CuttableSegment, span: TimeInterval): TimeInterval | null {
  const { deviceFromMs, deviceToMs } = segment;
  if (deviceFromMs === null || deviceToMs === null) return null;
  const pace = (deviceToMs - deviceFromMs) / (segment.toMs - segment.fromMs);
  const at = (ms: number): number => Math.round(deviceFromMs + (ms - segment.fromMs) * pace);
  return { fromMs: at(span.fromMs), toMs: at(span.toMs) };
}
