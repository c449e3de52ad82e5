import type { Hold, Incident, NearbyIncident, Page } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** A hold by hand; times in RFC 3339. */
export interface HoldInput {
  readonly cameraId: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly expiresAt: string;
}

/** The newest 100 holds of an incident and its merged reports, ended ones too. The look is recorded. */
export async function listIncidentHolds(incidentId: string, signal?: AbortSignal): Promise<readonly Hold[]> {
  return (await requestJson<Page<Hold>>(pathOf`/incidents/${incidentId}/holds`, { query: { limit: 100 }, signal })).items;
}

/** The newest holds of a camera, ended ones too. The look is recorded. */
export async function listCameraHolds(cameraId: string, signal?: AbortSignal): Promise<Page<Hold>> {
  return requestJson<Page<Hold>>(pathOf`/cameras/${cameraId}/holds`, { query: { limit: 50 }, signal });
}

export async function createHold(incidentId: string, hold: HoldInput, idempotencyKey: string): Promise<Hold> {
  return requestJson<Hold>(pathOf`/incidents/${incidentId}/holds`, { method: 'POST', body: hold, idempotencyKey });
}

export async function releaseHold(holdId: string, reason: string): Promise<Hold> {
  return requestJson<Hold>(pathOf`/holds/${holdId}/release`, { method: 'POST', body: { reason } });
}

/** Agrees to a hold of a gathering, as a second officer. */
export async function secondHold(holdId: string): Promise<Hold> {
  return requestJson<Hold>(pathOf`/holds/${holdId}/second`, { method: 'POST' });
}

/** Incidents that may be reports of the same one, newest first. */
export async function listNearby(incidentId: string, signal?: AbortSignal): Promise<readonly NearbyIncident[]> {
  return (await requestJson<Page<NearbyIncident>>(pathOf`/incidents/${incidentId}/nearby`, { query: { limit: 20 }, signal })).items;
}

export async function mergeIncident(incidentId: string, intoIncidentId: string, reason: string): Promise<Incident> {
  return requestJson<Incident>(pathOf`/incidents/${incidentId}/merge`, { method: 'POST', body: { intoIncidentId, reason } });
}

export async function unmergeIncident(incidentId: string, reason: string): Promise<Incident> {
  return requestJson<Incident>(pathOf`/incidents/${incidentId}/unmerge`, { method: 'POST', body: { reason } });
}
