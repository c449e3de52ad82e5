import type { RecordedStretch } from './edge-recording.ts';
import type { TimeInterval } from './time-interval.ts';

/** What is shorter isn't worth a replay: a picture at the seam between two pulls. */
const LEAST_MS = 1000;

/** What of a stretch is still to be fetched, in order of time: `there` is on hand already, in any order. All by the device's clock. */
export function missingStretches(stretch: RecordedStretch, there: readonly TimeInterval[]): RecordedStretch[] {
  const pieces: RecordedStretch[] = [];
  let { fromMs } = stretch;
  for (const part of there.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (part.toMs <= fromMs || part.fromMs >= stretch.toMs) continue;
    if (part.fromMs > fromMs) pieces.push({ ...stretch, fromMs, toMs: part.fromMs });
    fromMs = Math.max(fromMs, part.toMs);
  }
  if (fromMs < stretch.toMs) pieces.push({ ...stretch, fromMs });
  return pieces.filter((piece) => piece.toMs - piece.fromMs >= LEAST_MS);
}
