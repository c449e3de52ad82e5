import type { ClockReading, ClockReadingInput, Page } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Whose clock: a camera's or a recorder's. */
export interface ClockOwner {
  readonly kind: 'camera' | 'recorder';
  readonly id: string;
}

function readingsPath({ kind, id }: ClockOwner): string {
  return kind === 'camera' ? pathOf`/cameras/${id}/clock-readings` : pathOf`/recorders/${id}/clock-readings`;
}

/** The newest readings of a clock since `from`. */
export async function listClockReadings(owner: ClockOwner, from: string, signal?: AbortSignal): Promise<Page<ClockReading>> {
  return requestJson<Page<ClockReading>>(readingsPath(owner), { query: { from, limit: 5 }, signal });
}

/** What people read of a clock since `from`, newest first, withdrawn readings too. */
export async function listTypedReadings(owner: ClockOwner, from: string, signal?: AbortSignal): Promise<Page<ClockReading>> {
  return requestJson<Page<ClockReading>>(readingsPath(owner), { query: { from, typed: 'true', limit: 20 }, signal });
}

/** Withdraws a reading that somebody typed wrong. */
export async function withdrawClockReading(owner: ClockOwner, readingId: string, reason: string): Promise<ClockReading> {
  const path =
    owner.kind === 'camera'
      ? pathOf`/cameras/${owner.id}/clock-readings/${readingId}/withdrawal`
      : pathOf`/recorders/${owner.id}/clock-readings/${readingId}/withdrawal`;
  return requestJson<ClockReading>(path, { method: 'POST', body: { reason } });
}

/** Stores what somebody read. */
export async function recordClockReading(owner: ClockOwner, reading: ClockReadingInput, idempotencyKey: string): Promise<ClockReading> {
  return requestJson<ClockReading>(readingsPath(owner), { method: 'POST', body: reading, idempotencyKey });
}
