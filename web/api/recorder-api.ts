import type { Accepted, ConfirmationInput, Organisation, Page, Recorder, RecorderCreate, RecorderPatch } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Recorders that the user may see, newest first. */
export async function listRecorders(cursor: string | undefined, signal?: AbortSignal): Promise<Page<Recorder>> {
  return requestJson<Page<Recorder>>('/recorders', { query: { limit: 50, cursor }, signal });
}

export async function getRecorder(recorderId: string, signal?: AbortSignal): Promise<Recorder> {
  return requestJson<Recorder>(pathOf`/recorders/${recorderId}`, { signal });
}

/** Registers a recorder with all its channels; all or nothing. */
export async function createRecorder(recorder: RecorderCreate, idempotencyKey: string): Promise<Recorder> {
  return requestJson<Recorder>('/recorders', { method: 'POST', body: recorder, idempotencyKey });
}

export async function patchRecorder(recorderId: string, patch: RecorderPatch): Promise<Recorder> {
  return requestJson<Recorder>(pathOf`/recorders/${recorderId}`, { method: 'PATCH', body: patch });
}

/** Takes the recorder and all its channels out of service. */
export async function retireRecorder(recorderId: string): Promise<void> {
  await requestJson<unknown>(pathOf`/recorders/${recorderId}`, { method: 'DELETE' });
}

/** Starts "test this recorder and its channels now". */
export async function startRecorderCheck(recorderId: string, idempotencyKey: string): Promise<Accepted> {
  return requestJson<Accepted>(pathOf`/recorders/${recorderId}/checks`, { method: 'POST', idempotencyKey });
}

/** Says that a camera which can't be dialled is still there, and whom to ask for its footage. */
export async function confirmCamera(cameraId: string, confirmation: ConfirmationInput, idempotencyKey: string): Promise<void> {
  await requestJson<unknown>(pathOf`/cameras/${cameraId}/confirmations`, { method: 'POST', body: confirmation, idempotencyKey });
}

/** Boards with their camera networks, newest first. */
export async function listBoards(cursor: string | undefined, signal?: AbortSignal): Promise<Page<Organisation>> {
  return requestJson<Page<Organisation>>('/organisations', { query: { kind: 'board', limit: 50, cursor }, signal });
}

/** Limits where an organisation's cameras may be; an empty list removes the limit. */
export async function setCameraNetworks(organisationId: string, cameraNetworks: readonly string[]): Promise<Organisation> {
  return requestJson<Organisation>(pathOf`/organisations/${organisationId}`, { method: 'PATCH', body: { cameraNetworks } });
}
