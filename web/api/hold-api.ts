import type { BodyOf } from './api-route.ts';
import type { Hold, Incident, NearbyIncident, Page } from './api-types.ts';
import { callApi } from './call-api.ts';

/** A hold by hand; times in RFC 3339. */
export type HoldInput = BodyOf<'POST /incidents/{id}/holds'>;

/** The newest 100 holds of an incident and its merged reports, ended ones too. The look is recorded. */
export async function listIncidentHolds(incidentId: string, signal?: AbortSignal): Promise<readonly Hold[]> {
  return (await callApi('GET /incidents/{id}/holds', { path: { id: incidentId }, query: { limit: 100 }, signal })).items;
}

/** The newest holds of a camera, ended ones too. The look is recorded. */
export async function listCameraHolds(cameraId: string, signal?: AbortSignal): Promise<Page<Hold>> {
  return callApi('GET /cameras/{id}/holds', { path: { id: cameraId }, query: { limit: 50 }, signal });
}

export async function createHold(incidentId: string, hold: HoldInput, idempotencyKey: string): Promise<Hold> {
  return callApi('POST /incidents/{id}/holds', { path: { id: incidentId }, body: hold, idempotencyKey });
}

export async function releaseHold(holdId: string, reason: string): Promise<Hold> {
  return callApi('POST /holds/{id}/release', { path: { id: holdId }, body: { reason } });
}

/** Agrees to a hold of a gathering, as a second officer. */
export async function secondHold(holdId: string): Promise<Hold> {
  return callApi('POST /holds/{id}/second', { path: { id: holdId } });
}

/** Incidents that may be reports of the same one, newest first. */
export async function listNearby(incidentId: string, signal?: AbortSignal): Promise<readonly NearbyIncident[]> {
  return (await callApi('GET /incidents/{id}/nearby', { path: { id: incidentId }, query: { limit: 20 }, signal })).items;
}

export async function mergeIncident(incidentId: string, intoIncidentId: string, reason: string): Promise<Incident> {
  return callApi('POST /incidents/{id}/merge', { path: { id: incidentId }, body: { intoIncidentId, reason } });
}

export async function unmergeIncident(incidentId: string, reason: string): Promise<Incident> {
  return callApi('POST /incidents/{id}/unmerge', { path: { id: incidentId }, body: { reason } });
}
