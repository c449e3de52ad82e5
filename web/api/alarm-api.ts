import type { Alarm, AlarmPoint, AlarmPointCreate, AlarmPointPatch, DutyOfficer, DutyShift, DutyShiftCreate, NewAlarmPoint, Page } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Alarms of the user's units, newest first: those that nobody took yet, or those that somebody did. */
export async function listAlarms(open: boolean, signal?: AbortSignal): Promise<Page<Alarm>> {
  return callApi('GET /alarms', { query: { limit: open ? 50 : 20, open: String(open) }, signal });
}

/** "I take it". */
export async function acknowledgeAlarm(alarmId: string): Promise<Alarm> {
  return callApi('POST /alarms/{id}/acknowledgement', { path: { id: alarmId }, body: {} });
}

/** Bells that the user may see, newest first. */
export async function listAlarmPoints(cursor: string | undefined, signal?: AbortSignal): Promise<Page<AlarmPoint>> {
  return callApi('GET /alarm-points', { query: { limit: 50, cursor }, signal });
}

/** Puts up a bell; the answer holds its token, this once. */
export async function createAlarmPoint(point: AlarmPointCreate): Promise<NewAlarmPoint> {
  return callApi('POST /alarm-points', { body: point });
}

export async function patchAlarmPoint(pointId: string, patch: AlarmPointPatch): Promise<AlarmPoint> {
  return callApi('PATCH /alarm-points/{id}', { path: { id: pointId }, body: patch });
}

/** Another token; the old one ends now. */
export async function rotateAlarmToken(pointId: string): Promise<{ readonly token: string }> {
  return callApi('POST /alarm-points/{id}/token', { path: { id: pointId }, body: {} });
}

export async function removeAlarmPoint(pointId: string): Promise<void> {
  await callApi('DELETE /alarm-points/{id}', { path: { id: pointId } });
}

/** Who is on duty in the coming week. */
export async function listDutyShifts(signal?: AbortSignal): Promise<Page<DutyShift>> {
  return callApi('GET /duty-shifts', { query: { limit: 200 }, signal });
}

export async function listDutyOfficers(signal?: AbortSignal): Promise<Page<DutyOfficer>> {
  return callApi('GET /duty-officers', { query: { limit: 200 }, signal });
}

export async function createDutyShift(shift: DutyShiftCreate, idempotencyKey: string): Promise<unknown> {
  return callApi('POST /duty-shifts', { body: shift, idempotencyKey });
}

export async function endDutyShift(shiftId: string): Promise<void> {
  await callApi('DELETE /duty-shifts/{id}', { path: { id: shiftId } });
}
