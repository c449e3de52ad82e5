import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { CameraState } from '../../domain/camera-terms.ts';
import type {
  Accepted,
  Camera,
  CameraCreate,
  CameraPatch,
  Capabilities,
  CoveragePreview,
  Footage,
  Health,
  OwnPicture,
  Page,
  PlacementInput,
  Snapshot,
} from './api-types.ts';
import { API_BASE, pathOf, requestJson } from './http-client.ts';

/** Which cameras to list; without any filter, all that the user may see, newest first. */
export interface CameraFilter {
  readonly state?: CameraState | undefined;
  readonly q?: string | undefined;
  readonly unitId?: string | undefined;
  readonly confirmationDue?: 'true' | undefined;
  readonly limit?: number;
  readonly cursor?: string | undefined;
}

/** A span of time as RFC 3339 texts. */
export interface InstantRange {
  readonly from: string;
  readonly to: string;
}

export async function listCameras(filter: CameraFilter, signal?: AbortSignal): Promise<Page<Camera>> {
  return requestJson<Page<Camera>>('/cameras', { query: { ...filter }, signal });
}

export async function getCamera(cameraId: string, signal?: AbortSignal): Promise<Camera> {
  return requestJson<Camera>(pathOf`/cameras/${cameraId}`, { signal });
}

export async function createCamera(camera: CameraCreate, idempotencyKey: string): Promise<Camera> {
  return requestJson<Camera>('/cameras', { method: 'POST', body: camera, idempotencyKey });
}

export async function patchCamera(cameraId: string, patch: CameraPatch): Promise<Camera> {
  return requestJson<Camera>(pathOf`/cameras/${cameraId}`, { method: 'PATCH', body: patch });
}

/** Takes the camera out of service for good; its history stays. */
export async function retireCamera(cameraId: string): Promise<void> {
  await requestJson<unknown>(pathOf`/cameras/${cameraId}`, { method: 'DELETE' });
}

/** A new placement; it closes the one before. */
export async function addPlacement(cameraId: string, placement: PlacementInput, idempotencyKey: string): Promise<unknown> {
  return requestJson<unknown>(pathOf`/cameras/${cameraId}/placements`, { method: 'POST', body: placement, idempotencyKey });
}

/** What a camera would see past buildings if it stood so; nothing is stored. */
export async function previewCoverage(placement: CameraPlacement, signal?: AbortSignal): Promise<CoveragePreview> {
  return requestJson<CoveragePreview>('/coverage/previews', { method: 'POST', body: placement, signal });
}

/** Starts "test this camera now". */
export async function startCheck(cameraId: string, idempotencyKey: string): Promise<Accepted> {
  return requestJson<Accepted>(pathOf`/cameras/${cameraId}/checks`, { method: 'POST', idempotencyKey });
}

/** Asks for a picture now; only the owning board may. */
export async function takeSnapshot(cameraId: string, idempotencyKey: string): Promise<Accepted> {
  return requestJson<Accepted>(pathOf`/cameras/${cameraId}/snapshots`, { method: 'POST', idempotencyKey });
}

/** Which pictures there are of a camera, newest first, 200 at most. */
export async function listSnapshots(cameraId: string, range: InstantRange, signal?: AbortSignal): Promise<Page<Snapshot>> {
  return requestJson<Page<Snapshot>>(pathOf`/cameras/${cameraId}/snapshots`, { query: { ...range, limit: 200 }, signal });
}

/** Address of a picture for an `img`. */
export function snapshotImageUrl(snapshotId: string): string {
  return API_BASE + pathOf`/snapshots/${snapshotId}/image`;
}

export async function fetchHealth(cameraId: string, range: InstantRange, signal?: AbortSignal): Promise<Health> {
  return requestJson<Health>(pathOf`/cameras/${cameraId}/health`, { query: { ...range }, signal });
}

/** What the camera said of itself when it was last asked. */
export async function fetchCapabilities(cameraId: string, signal?: AbortSignal): Promise<Capabilities> {
  return requestJson<Capabilities>(pathOf`/cameras/${cameraId}/capabilities`, { signal });
}

export async function fetchFootage(cameraId: string, range: InstantRange, signal?: AbortSignal): Promise<Footage> {
  return requestJson<Footage>(pathOf`/cameras/${cameraId}/footage`, { query: { ...range }, signal });
}

/** How many cameras the user may see, in all and by state; states without any may be missing. */
export interface CameraCounts {
  readonly total: number;
  readonly byState: Readonly<Partial<Record<CameraState, number>>>;
}

export async function countCameras(signal?: AbortSignal): Promise<CameraCounts> {
  return requestJson<CameraCounts>('/cameras/counts', { signal });
}

/** The newest pictures that the board took itself of these cameras of its own, a screen or two of a list; the look is recorded. */
export async function listOwnPictures(cameraIds: readonly string[], signal?: AbortSignal): Promise<readonly OwnPicture[]> {
  return (await requestJson<{ items: readonly OwnPicture[] }>('/camera-pictures', { query: { cameraIds: cameraIds.join(',') }, signal })).items;
}
