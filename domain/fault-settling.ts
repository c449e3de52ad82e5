const MINUTE_MS = 60_000;

/** An entry that opens this soon after the last one of the same facet was closed goes on with its count of relapses. */
export const RELAPSE_MEMORY_MS = 6 * 60 * MINUTE_MS;

/** How long a facet must stay good until its entry is closed: the longer, the more often it relapsed. A relapse before that continues the entry. */
export function settlingMs(flapCount: number): number {
  if (flapCount >= 5) return 120 * MINUTE_MS;
  if (flapCount >= 2) return 60 * MINUTE_MS;
  return flapCount === 1 ? 30 * MINUTE_MS : 15 * MINUTE_MS;
}

/** An entry that is good again. */
export interface SettlingFault {
  readonly flapCount: number;
  readonly recoveredAtMs: number;
  /** When the facet was last observed; null when never. */
  readonly seenAtMs: number | null;
  /** The facet is known and good now. */
  readonly well: boolean;
}

/** Whether an entry may be closed as verified: good for long enough, and observed after it became good. Pure. */
export function isSettled({ flapCount, recoveredAtMs, seenAtMs, well }: SettlingFault, nowMs: number): boolean {
  return well && seenAtMs !== null && seenAtMs > recoveredAtMs && nowMs - recoveredAtMs >= settlingMs(flapCount);
}
