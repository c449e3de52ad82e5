/** What the order of candidates depends on. */
export interface OrderedCandidate {
  readonly cameraId: string;
  readonly score: number;
  readonly distanceM: number;
  readonly overwrittenAtMs: number | null;
}

/** Best first; equal scores by distance, then by id, so that pages never shuffle. */
export function compareByScore(a: OrderedCandidate, b: OrderedCandidate): number {
  return b.score - a.score || a.distanceM - b.distanceM || compareText(a.cameraId, b.cameraId);
}

/** What is overwritten first comes first, what never is or isn't known comes last; else as {@link compareByScore}. */
export function compareByOverwrite(a: OrderedCandidate, b: OrderedCandidate): number {
  if (a.overwrittenAtMs === b.overwrittenAtMs) return compareByScore(a, b);
  if (a.overwrittenAtMs === null) return 1;
  return b.overwrittenAtMs === null ? -1 : a.overwrittenAtMs - b.overwrittenAtMs;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
