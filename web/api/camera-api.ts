import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { AnswerOf, QueryOf } from './api-route.ts';
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
import { apiUrl, callApi } from './call-api.ts';

/** Which cameras to list; without any filter, all that the user may see, newest first. */
export type CameraFilter = Omit<QueryOf<'GET /cameras'>, 'bbox'>;

/** A span of time as RFC 3339 texts. */
export type InstantRange = Required<QueryOf<'GET /cameras/{id}/footage'>>;

export async function listCameras(filter: CameraFilter, signal?: AbortSignal): Promise<Page<Camera>> {
  return callApi('GET /cameras', { query: { ...filter }, signal });
}

export async function getCamera(cameraId: string, signal?: AbortSignal): Promise<Camera> {
  return callApi('GET /cameras/{id}', { path: { id: cameraId }, signal });
}

export async function createCamera(camera: CameraCreate, idempotencyKey: string): Promise<Camera> {
  return callApi('POST /cameras', { body: camera, idempotencyKey });
}

export async function patchCamera(cameraId: string, patch: CameraPatch): Promise<Camera> {
  return callApi('PATCH /cameras/{id}', { path: { id: cameraId }, body: patch });
}

/** Takes the camera out of service for good; its history stays. */
export async function retireCamera(cameraId: string): Promise<void> {
  await callApi('DELETE /cameras/{id}', { path: { id: cameraId } });
}

/** A new placement; it closes the one before. */
export async function addPlacement(cameraId: string, placement: PlacementInput, idempotencyKey: string): Promise<unknown> {
  return callApi('POST /cameras/{id}/placements', { path: { id: cameraId }, body: placement, idempotencyKey });
}

/** What a camera would see past buildings if it stood so; nothing is stored. */
export async function previewCoverage(placement: CameraPlacement, signal?: AbortSignal): Promise<CoveragePreview> {
  return callApi('POST /coverage/previews', { body: placement, signal });
}

/** Starts "test this camera now". */
export async function startCheck(cameraId: string, idempotencyKey: string): Promise<Accepted> {
  return callApi('POST /cameras/{id}/checks', { path: { id: cameraId }, idempotencyKey });
}

/** Asks for a picture now; only the owning board may. */
export async function takeSnapshot(cameraId: string, idempotencyKey: string): Promise<Accepted> {
  return callApi('POST /cameras/{id}/snapshots', { path: { id: cameraId }, idempotencyKey });
}

/** Which pictures there are of a camera, newest first, 200 at most. */
export async function listSnapshots(cameraId: string, range: InstantRange, signal?: AbortSignal): Promise<Page<Snapshot>> {
  return callApi('GET /cameras/{id}/snapshots', { path: { id: cameraId }, query: { ...range, limit: 200 }, signal });
}

/** Address of a picture for an `img`. */
export function snapshotImageUrl(snapshotId: string): string {
  return apiUrl('GET /snapshots/{id}/image', { path: { id: snapshotId } });
}

export async function fetchHealth(cameraId: string, range: InstantRange, signal?: AbortSignal): Promise<Health> {
  return callApi('GET /cameras/{id}/health', { path: { id: cameraId }, query: { ...range }, signal });
}

/** What the camera said of itself when it was last asked. */
export async function fetchCapabilities(cameraId: string, signal?: AbortSignal): Promise<Capabilities> {
  return callApi('GET /cameras/{id}/capabilities', { path: { id: cameraId }, signal });
}

export async function fetchFootage(cameraId: string, range: InstantRange, signal?: AbortSignal): Promise<Footage> {
  return callApi('GET /cameras/{id}/footage', { path: { id: cameraId }, query: { ...range }, signal });
}

/** How many cameras the user may see, in all and by state; states without any may be missing. */
export type CameraCounts = AnswerOf<'GET /cameras/counts'>;

export async function countCameras(signal?: AbortSignal): Promise<CameraCounts> {
  return callApi('GET /cameras/counts', { signal });
}

/** The newest pictures that the board took itself of these cameras of its own, a screen or two of a list; the look is recorded. */
export async function listOwnPictures(cameraIds: readonly string[], signal?: AbortSignal): Promise<readonly OwnPicture[]> {
  return (await callApi('GET /camera-pictures', { query: { cameraIds: cameraIds.join(',') }, signal })).items;
}
