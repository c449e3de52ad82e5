import type { Accepted, ConfirmationInput, Organisation, Page, Recorder, RecorderCreate, RecorderPatch } from './api-types.ts';
import { callApi } from './call-api.ts';
import { storedCall, type StoredCall } from './stored-call.ts';

/** Recorders that the user may see, newest first. */
export async function listRecorders(cursor: string | undefined, signal?: AbortSignal): Promise<Page<Recorder>> {
  return callApi('GET /recorders', { query: { limit: 50, cursor }, signal });
}

export async function getRecorder(recorderId: string, signal?: AbortSignal): Promise<Recorder> {
  return callApi('GET /recorders/{id}', { path: { id: recorderId }, signal });
}

/** Registers a recorder with all its channels; all or nothing. */
export async function createRecorder(recorder: RecorderCreate, idempotencyKey: string): Promise<Recorder> {
  return callApi('POST /recorders', { body: recorder, idempotencyKey });
}

export async function patchRecorder(recorderId: string, patch: RecorderPatch): Promise<Recorder> {
  return callApi('PATCH /recorders/{id}', { path: { id: recorderId }, body: patch });
}

/** Takes the recorder and all its channels out of service. */
export async function retireRecorder(recorderId: string): Promise<void> {
  await callApi('DELETE /recorders/{id}', { path: { id: recorderId } });
}

/** Starts "test this recorder and its channels now". */
export async function startRecorderCheck(recorderId: string, idempotencyKey: string): Promise<Accepted> {
  return callApi('POST /recorders/{id}/checks', { path: { id: recorderId }, idempotencyKey });
}

/** Says that a camera which can't be dialled is still there, and whom to ask for its footage, as seen at `seenAt`. */
export function confirmationCall(cameraId: string, confirmation: Required<ConfirmationInput>): StoredCall {
  return storedCall('POST /cameras/{id}/confirmations', { path: { id: cameraId }, body: confirmation });
}

/** Boards with their camera networks, newest first. */
export async function listBoards(cursor: string | undefined, signal?: AbortSignal): Promise<Page<Organisation>> {
  return callApi('GET /organisations', { query: { kind: 'board', limit: 50, cursor }, signal });
}

/** Limits where an organisation's cameras may be; an empty list removes the limit. */
export async function setCameraNetworks(organisationId: string, cameraNetworks: readonly string[]): Promise<Organisation> {
  return callApi('PATCH /organisations/{id}', { path: { id: organisationId }, body: { cameraNetworks } });
}
