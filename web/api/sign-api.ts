import type { SignReportKind } from '../../domain/sign-report-terms.ts';
import type { Page, Sign } from './api-types.ts';
import type { ActionCall } from '../offline/waiting-action.ts';
import { API_BASE, pathOf, requestJson } from './http-client.ts';

/** What is known of a camera's sign; null when the camera is out of reach. */
export async function readSign(cameraId: string, signal?: AbortSignal): Promise<Sign | null> {
  const { items } = await requestJson<Page<Sign>>('/signs', { query: { cameraId }, signal });
  return items[0] ?? null;
}

/** Cameras whose sign, or the photograph of it, is missing. */
export async function listMissingSigns(cursor: string | undefined, signal?: AbortSignal): Promise<Page<Sign>> {
  return requestJson<Page<Sign>>('/signs', { query: { missing: 'true', limit: 50, cursor }, signal });
}

/** Where the photograph is; each look is recorded. */
export function signPhotoUrl(cameraId: string): string {
  return API_BASE + pathOf`/cameras/${cameraId}/sign-photo`;
}

/** Tells the board that a sign is missing or unreadable. */
export async function reportSign(cameraId: string, kind: SignReportKind): Promise<void> {
  await requestJson<unknown>(pathOf`/cameras/${cameraId}/sign-reports`, { method: 'POST', body: { kind } });
}

/** Hands in the photograph of a camera's sign, in place of the one before. */
export function signPhotoCall(cameraId: string, photo: Blob): ActionCall {
  return { method: 'POST', path: pathOf`/cameras/${cameraId}/sign-photo`, body: null, files: [photo] };
}
