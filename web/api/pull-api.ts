import type { Accepted, FootagePull, Page } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Orders what a camera's device keeps of an incident. */
export async function orderPull(cameraId: string, incidentId: string, idempotencyKey: string): Promise<Accepted> {
  return callApi('POST /cameras/{id}/footage/pulls', { path: { id: cameraId }, body: { incidentId }, idempotencyKey });
}

/** The newest 200 pulls for an incident. The look is recorded. */
export async function listIncidentPulls(incidentId: string, signal?: AbortSignal): Promise<readonly FootagePull[]> {
  return (await callApi('GET /incidents/{id}/footage-pulls', { path: { id: incidentId }, query: { limit: 200 }, signal })).items;
}

/** The newest pulls of a camera. The look is recorded. */
export async function listCameraPulls(cameraId: string, signal?: AbortSignal): Promise<Page<FootagePull>> {
  return callApi('GET /cameras/{id}/footage/pulls', { path: { id: cameraId }, query: { limit: 50 }, signal });
}
