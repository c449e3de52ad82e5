import type { ClockReading, ClockReadingInput, Page } from './api-types.ts';
import { callApi } from './call-api.ts';
import { storedCall, type StoredCall } from './stored-call.ts';

/** Whose clock: a camera's or a recorder's. */
export interface ClockOwner {
  readonly kind: 'camera' | 'recorder';
  readonly id: string;
}

const READINGS = { camera: 'GET /cameras/{id}/clock-readings', recorder: 'GET /recorders/{id}/clock-readings' } as const;
const RECORDING = { camera: 'POST /cameras/{id}/clock-readings', recorder: 'POST /recorders/{id}/clock-readings' } as const;
const WITHDRAWAL = {
  camera: 'POST /cameras/{id}/clock-readings/{readingId}/withdrawal',
  recorder: 'POST /recorders/{id}/clock-readings/{readingId}/withdrawal',
} as const;

/** The newest readings of a clock since `from`. */
export async function listClockReadings({ kind, id }: ClockOwner, from: string, signal?: AbortSignal): Promise<Page<ClockReading>> {
  return callApi(READINGS[kind], { path: { id }, query: { from, limit: 5 }, signal });
}

/** What people read of a clock since `from`, newest first, withdrawn readings too. */
export async function listTypedReadings({ kind, id }: ClockOwner, from: string, signal?: AbortSignal): Promise<Page<ClockReading>> {
  return callApi(READINGS[kind], { path: { id }, query: { from, typed: 'true', limit: 20 }, signal });
}

/** Withdraws a reading that somebody typed wrong. */
export async function withdrawClockReading({ kind, id }: ClockOwner, readingId: string, reason: string): Promise<ClockReading> {
  return callApi(WITHDRAWAL[kind], { path: { id, readingId }, body: { reason } });
}

/** Stores what somebody read. */
export function clockReadingCall({ kind, id }: ClockOwner, reading: ClockReadingInput): StoredCall<ClockReading> {
  return storedCall(RECORDING[kind], { path: { id }, body: reading });
}
