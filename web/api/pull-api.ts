import type { Accepted, FootagePull, Page } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Orders what a camera's device keeps of an incident. */
export async function orderPull(cameraId: string, incidentId: string, idempotencyKey: string): Promise<Accepted> {
  return requestJson<Accepted>(pathOf`/cameras/${cameraId}/footage/pulls`, { method: 'POST', body: { incidentId }, idempotencyKey });
}

/** The newest 200 pulls for an incident. The look is recorded. */
export async function listIncidentPulls(incidentId: string, signal?: AbortSignal): Promise<readonly FootagePull[]> {
  return (await requestJson<Page<FootagePull>>(pathOf`/incidents/${incidentId}/footage-pulls`, { query: { limit: 200 }, signal })).items;
}

/** The newest pulls of a camera. The look is recorded. */
export async function listCameraPulls(cameraId: string, signal?: AbortSignal): Promise<Page<FootagePull>> {
  return requestJson<Page<FootagePull>>(pathOf`/cameras/${cameraId}/footage/pulls`, { query: { limit: 50 }, signal });
}
