/** What the order of candidates depends on; `overwrittenAt` in RFC 3339, UTC, milliseconds, so that text order is time order. */
export interface OrderedCandidate {
  readonly cameraId: string;
  readonly score: number;
  readonly distanceM: number;
  readonly overwrittenAt: string | null;
}

/** Best first; equal scores by distance, then by id, so that pages never shuffle. */
export function compareByScore(a: OrderedCandidate, b: OrderedCandidate): number {
  return b.score - a.score || a.distanceM - b.distanceM || compareText(a.cameraId, b.cameraId);
}

/** What is overwritten first comes first, what never is or isn't known comes last; else as {@link compareByScore}. */
export function compareByOverwrite(a: OrderedCandidate, b: OrderedCandidate): number {
  if (a.overwrittenAt === b.overwrittenAt) return compareByScore(a, b);
  if (a.overwrittenAt === null) return 1;
  return b.overwrittenAt === null ? -1 : compareText(a.overwrittenAt, b.overwrittenAt);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
