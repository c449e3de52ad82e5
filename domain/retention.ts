import { overlapMs, type TimeInterval } from './time-interval.ts';

const HOUR_MS = 3_600_000;
/** An automatic hold lapses after this long without a footage request. */
const AUTOMATIC_HOLD_MS = 72 * HOUR_MS;

/** A stretch of a camera's footage that is kept for a case. */
export interface FootageHold {
  readonly during: TimeInterval;
  /** When it lapses by itself; null when only a person ends it. */
  readonly expiresAtMs: number | null;
  readonly releasedAtMs: number | null;
}

/**
 * When a segment is to be deleted: `retentionHours` after its end. A file that a board hands in counts from when it was stored, since it may be older
 * than the retention when it comes.
 */
export function segmentExpiresAtMs(
  segment: { readonly source: 'recorded' | 'edge' | 'upload'; readonly trueToMs: number; readonly storedAtMs: number },
  retentionHours: number,
): number {
  const fromMs = segment.source === 'upload' ? Math.max(segment.trueToMs, segment.storedAtMs) : segment.trueToMs;
  return fromMs + retentionHours * HOUR_MS;
}

/** When a snapshot is to be deleted: `retentionHours` after it was taken. */
export function snapshotExpiresAtMs(takenAtMs: number, retentionHours: number): number {
  return takenAtMs + retentionHours * HOUR_MS;
}

/** When a camera that keeps its own recordings begins to overwrite those of `fromMs`. */
export function edgeOverwrittenAtMs(fromMs: number, retentionHours: number): number {
  return fromMs + retentionHours * HOUR_MS;
}

/** When a hold made automatically at `createdAtMs` lapses. */
export function automaticHoldExpiresAtMs(createdAtMs: number): number {
  return createdAtMs + AUTOMATIC_HOLD_MS;
}

/** Whether a hold still keeps footage: neither released nor lapsed. */
export function isHoldLive(hold: FootageHold, nowMs: number): boolean {
  return hold.releasedAtMs === null && (hold.expiresAtMs === null || nowMs < hold.expiresAtMs);
}

/** Whether a live hold touches footage of `during`, widened to both sides by its own uncertainty. */
export function isHeld(during: TimeInterval, uncertaintyMs: number, holds: readonly FootageHold[], nowMs: number): boolean {
  const widest = { fromMs: during.fromMs - uncertaintyMs, toMs: during.toMs + uncertaintyMs };
  return holds.some((hold) => isHoldLive(hold, nowMs) && overlapMs(hold.during, widest) > 0);
}

/** Whether footage is to be deleted now: expired, and no live hold touches it. */
export function isDueForDeletion(
  footage: { readonly during: TimeInterval; readonly uncertaintyMs: number; readonly expiresAtMs: number },
  holds: readonly FootageHold[],
  nowMs: number,
): boolean {
  return nowMs >= footage.expiresAtMs && !isHeld(footage.during, footage.uncertaintyMs, holds, nowMs);
}
