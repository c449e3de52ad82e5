import type { SignReportKind } from '../../domain/sign-report-terms.ts';
import type { Page, Sign } from './api-types.ts';
import { apiUrl, callApi } from './call-api.ts';
import { storedForm, type StoredCall } from './stored-call.ts';

/** What is known of a camera's sign; null when the camera is out of reach. */
export async function readSign(cameraId: string, signal?: AbortSignal): Promise<Sign | null> {
  const { items } = await callApi('GET /signs', { query: { cameraId }, signal });
  return items[0] ?? null;
}

/** Cameras whose sign, or the photograph of it, is missing. */
export async function listMissingSigns(cursor: string | undefined, signal?: AbortSignal): Promise<Page<Sign>> {
  return callApi('GET /signs', { query: { missing: 'true', limit: 50, cursor }, signal });
}

/** Where the photograph is; each look is recorded. */
export function signPhotoUrl(cameraId: string): string {
  return apiUrl('GET /cameras/{id}/sign-photo', { path: { id: cameraId } });
}

/** Tells the board that a sign is missing or unreadable. */
export async function reportSign(cameraId: string, kind: SignReportKind): Promise<void> {
  await callApi('POST /cameras/{id}/sign-reports', { path: { id: cameraId }, body: { kind } });
}

/** Hands in the photograph of a camera's sign, in place of the one before. */
export function signPhotoCall(cameraId: string, photo: Blob): StoredCall {
  return storedForm('POST /cameras/{id}/sign-photo', { path: { id: cameraId }, files: [photo] });
}
