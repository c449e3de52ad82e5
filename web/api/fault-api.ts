import type { FaultNoteKind } from '../../domain/fault-terms.ts';
import type { Absence, AbsenceInput, Fault, FaultDetail, Page } from './api-types.ts';
import type { ActionCall } from '../offline/waiting-action.ts';
import { API_BASE, pathOf, requestJson } from './http-client.ts';

/** Which entries of the repair ledger to list, newest first. */
export interface FaultFilter {
  readonly open?: boolean | undefined;
  readonly cameraId?: string | undefined;
  readonly cursor?: string | undefined;
}

/** What somebody found or did. */
export interface FaultNoteInput {
  readonly kind: FaultNoteKind;
  readonly text: string;
  /** When it was written down, UTC: it may be sent days later. */
  readonly happenedAt: string;
}

export async function listFaults(filter: FaultFilter, signal?: AbortSignal): Promise<Page<Fault>> {
  return requestJson<Page<Fault>>('/faults', { query: { ...filter, limit: 50 }, signal });
}

/** Where an entry is read. */
export function faultPath(faultId: string): string {
  return pathOf`/faults/${faultId}`;
}

export async function getFault(faultId: string, signal?: AbortSignal): Promise<FaultDetail> {
  return requestJson<FaultDetail>(faultPath(faultId), { signal });
}

/** Most photographs that go with one entry. */
export const MOST_NOTE_PHOTOS = 3;

/** Adds an entry, with photographs of what was found or done; answers with the {@link FaultDetail}. */
export function faultNoteCall(faultId: string, note: FaultNoteInput, photos: readonly Blob[]): ActionCall {
  if (photos.length === 0) return { method: 'POST', path: pathOf`/faults/${faultId}/notes`, body: note };
  return { method: 'POST', path: pathOf`/faults/${faultId}/photo-notes`, body: note, files: photos };
}

/** Where a photograph of an entry is; each look is recorded. */
export function faultPhotoUrl(faultId: string, photoId: string): string {
  return API_BASE + pathOf`/faults/${faultId}/photos/${photoId}`;
}

/** Says who sees to it; null: the board as a whole. Answers with the {@link FaultDetail}. */
export function faultResponsibleCall(faultId: string, responsible: string | null): ActionCall {
  return { method: 'PATCH', path: faultPath(faultId), body: { responsible } };
}

/** When a camera is away on purpose, what was entered last first. */
export async function listAbsences(cameraId: string, signal?: AbortSignal): Promise<readonly Absence[]> {
  const { items } = await requestJson<Page<Absence>>(pathOf`/cameras/${cameraId}/absences`, { query: { limit: 20 }, signal });
  return items;
}

export async function addAbsence(cameraId: string, absence: AbsenceInput, idempotencyKey: string): Promise<Absence> {
  return requestJson<Absence>(pathOf`/cameras/${cameraId}/absences`, { method: 'POST', body: absence, idempotencyKey });
}

/** Takes an absence back; one that has begun ends now. */
export async function endAbsence(cameraId: string, absenceId: string): Promise<void> {
  await requestJson<unknown>(pathOf`/cameras/${cameraId}/absences/${absenceId}`, { method: 'DELETE' });
}
