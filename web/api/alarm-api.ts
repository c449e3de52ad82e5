import type { Alarm, AlarmPoint, AlarmPointCreate, AlarmPointPatch, DutyOfficer, DutyShift, DutyShiftCreate, NewAlarmPoint, Page } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Alarms of the user's units, newest first: those that nobody took yet, or those that somebody did. */
export async function listAlarms(open: boolean, signal?: AbortSignal): Promise<Page<Alarm>> {
  return requestJson<Page<Alarm>>('/alarms', { query: { limit: open ? 50 : 20, open: String(open) }, signal });
}

/** "I take it". */
export async function acknowledgeAlarm(alarmId: string): Promise<Alarm> {
  return requestJson<Alarm>(pathOf`/alarms/${alarmId}/acknowledgement`, { method: 'POST', body: {} });
}

/** Bells that the user may see, newest first. */
export async function listAlarmPoints(cursor: string | undefined, signal?: AbortSignal): Promise<Page<AlarmPoint>> {
  return requestJson<Page<AlarmPoint>>('/alarm-points', { query: { limit: 50, cursor }, signal });
}

/** Puts up a bell; the answer holds its token, this once. */
export async function createAlarmPoint(point: AlarmPointCreate): Promise<NewAlarmPoint> {
  return requestJson<NewAlarmPoint>('/alarm-points', { method: 'POST', body: point });
}

export async function patchAlarmPoint(pointId: string, patch: AlarmPointPatch): Promise<AlarmPoint> {
  return requestJson<AlarmPoint>(pathOf`/alarm-points/${pointId}`, { method: 'PATCH', body: patch });
}

/** Another token; the old one ends now. */
export async function rotateAlarmToken(pointId: string): Promise<{ readonly token: string }> {
  return requestJson<{ readonly token: string }>(pathOf`/alarm-points/${pointId}/token`, { method: 'POST', body: {} });
}

export async function removeAlarmPoint(pointId: string): Promise<void> {
  await requestJson<unknown>(pathOf`/alarm-points/${pointId}`, { method: 'DELETE' });
}

/** Who is on duty in the coming week. */
export async function listDutyShifts(signal?: AbortSignal): Promise<Page<DutyShift>> {
  return requestJson<Page<DutyShift>>('/duty-shifts', { query: { limit: 200 }, signal });
}

export async function listDutyOfficers(signal?: AbortSignal): Promise<Page<DutyOfficer>> {
  return requestJson<Page<DutyOfficer>>('/duty-officers', { query: { limit: 200 }, signal });
}

export async function createDutyShift(shift: DutyShiftCreate, idempotencyKey: string): Promise<unknown> {
  return requestJson<unknown>('/duty-shifts', { method: 'POST', body: shift, idempotencyKey });
}

export async function endDutyShift(shiftId: string): Promise<void> {
  await requestJson<unknown>(pathOf`/duty-shifts/${shiftId}`, { method: 'DELETE' });
}
