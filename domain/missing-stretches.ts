import type { RecordedStretch } from './edge-recording.ts';
import type { TimeInterval } from './time-interval.ts';

/** What is shorter isn't worth a replay: a picture at the seam between two pulls. */
const LEAST_MS = 1000;

/**
 * What of a device's stretches is still to be fetched, in order of time, each time once: stretches that overlap (two recordings of one view) are taken from the earlier one as far as it goes, what is `stored` already
 * and what lies before `fromMs` is cut out. All by the device's clock.
 */
export function missingStretches(stretches: readonly RecordedStretch[], stored: readonly TimeInterval[], fromMs: number): RecordedStretch[] {
  const missing: RecordedStretch[] = [];
  let takenToMs = fromMs;
  for (const stretch of stretches.toSorted((a, b) => a.fromMs - b.fromMs || b.toMs - a.toMs)) {
    const open = { ...stretch, fromMs: Math.max(stretch.fromMs, takenToMs) };
    missing.push(...without(open, stored).filter((piece) => piece.toMs - piece.fromMs >= LEAST_MS));
    takenToMs = Math.max(takenToMs, stretch.toMs);
  }
  return missing;
}

function without(stretch: RecordedStretch, stored: readonly TimeInterval[]): RecordedStretch[] {
  const pieces: RecordedStretch[] = [];
  let { fromMs } = stretch;
  for (const part of stored.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (part.toMs <= fromMs || part.fromMs >= stretch.toMs) continue;
    if (part.fromMs > fromMs) pieces.push({ ...stretch, fromMs, toMs: part.fromMs });
    fromMs = Math.max(fromMs, part.toMs);
  }
  if (fromMs < stretch.toMs) pieces.push({ ...stretch, fromMs });
  return pieces;
}
