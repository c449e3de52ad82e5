import type { BodyOf, QueryOf } from './api-route.ts';
import type { Absence, AbsenceInput, Fault, FaultDetail, Page } from './api-types.ts';
import { apiPath, apiUrl, callApi } from './call-api.ts';
import { storedCall, storedForm, type StoredCall } from './stored-call.ts';

/** Which entries of the repair ledger to list, newest first. */
export type FaultFilter = Pick<QueryOf<'GET /faults'>, 'cameraId' | 'cursor'> & { readonly open?: boolean | undefined };

/** What somebody found or did. */
export type FaultNoteInput = Required<BodyOf<'POST /faults/{id}/notes'>>;

export async function listFaults({ open, ...filter }: FaultFilter, signal?: AbortSignal): Promise<Page<Fault>> {
  return callApi('GET /faults', { query: { ...filter, open: open === undefined ? undefined : `${open}`, limit: 50 }, signal });
}

/** Where an entry is read. */
export function faultPath(faultId: string): string {
  return apiPath('GET /faults/{id}', { path: { id: faultId } });
}

export async function getFault(faultId: string, signal?: AbortSignal): Promise<FaultDetail> {
  return callApi('GET /faults/{id}', { path: { id: faultId }, signal });
}

/** Most photographs that go with one entry. */
export const MOST_NOTE_PHOTOS = 3;

/** Adds an entry, with photographs of what was found or done. */
export function faultNoteCall(faultId: string, note: FaultNoteInput, photos: readonly Blob[]): StoredCall<FaultDetail> {
  const path = { id: faultId };
  if (photos.length === 0) return storedCall('POST /faults/{id}/notes', { path, body: note });
  return storedForm('POST /faults/{id}/photo-notes', { path, fields: note, files: photos });
}

/** Where a photograph of an entry is; each look is recorded. */
export function faultPhotoUrl(faultId: string, photoId: string): string {
  return apiUrl('GET /faults/{id}/photos/{photoId}', { path: { id: faultId, photoId } });
}

/** Removes a photograph of an entry for good. */
export async function removeFaultPhoto(faultId: string, photoId: string): Promise<void> {
  await callApi('DELETE /faults/{id}/photos/{photoId}', { path: { id: faultId, photoId } });
}

/** Says who sees to it; null: the board as a whole. */
export function faultResponsibleCall(faultId: string, responsible: string | null): StoredCall<FaultDetail> {
  return storedCall('PATCH /faults/{id}', { path: { id: faultId }, body: { responsible } });
}

/** When a camera is away on purpose, what was entered last first. */
export async function listAbsences(cameraId: string, signal?: AbortSignal): Promise<readonly Absence[]> {
  const { items } = await callApi('GET /cameras/{id}/absences', { ...absencesOf(cameraId), signal });
  return items;
}

/** Where {@link listAbsences} reads them. */
export function absencesPath(cameraId: string): string {
  return apiPath('GET /cameras/{id}/absences', absencesOf(cameraId));
}

function absencesOf(cameraId: string) {
  return { path: { id: cameraId }, query: { limit: 20 } };
}

/** Sets ahead when a camera is away. */
export function absenceCall(cameraId: string, absence: AbsenceInput): StoredCall<Absence> {
  return storedCall('POST /cameras/{id}/absences', { path: { id: cameraId }, body: absence });
}

/** Takes an absence back; one that has begun ends now. */
export async function endAbsence(cameraId: string, absenceId: string): Promise<void> {
  await callApi('DELETE /cameras/{id}/absences/{absenceId}', { path: { id: cameraId, absenceId } });
}
