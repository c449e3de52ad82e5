import type { ApprovalKind, IncidentCategory, IncidentOutcome, LinkVerdict } from '../../domain/incident-terms.ts';
import type { CandidatePage, Incident, IncidentApproval, IncidentCategoryName, IncidentCreate, IncidentLink, Page } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Which incidents to list, newest first. */
export interface IncidentFilter {
  readonly category?: IncidentCategory | undefined;
  readonly outcome?: IncidentOutcome | undefined;
  readonly unitId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
}

/** How candidates are asked for; their reasons come in `lang`. */
export interface CandidateFilter {
  readonly order: 'score' | 'overwrite';
  readonly lang: 'vi' | 'en';
  readonly cursor?: string | undefined;
}

/** A verdict on one camera of an incident. */
export interface LinkInput {
  readonly cameraId: string;
  readonly verdict: LinkVerdict;
  readonly note: string;
}

export async function listIncidents(filter: IncidentFilter, signal?: AbortSignal): Promise<Page<Incident>> {
  return requestJson<Page<Incident>>('/incidents', { query: { ...filter, limit: 25 }, signal });
}

export async function getIncident(incidentId: string, signal?: AbortSignal): Promise<Incident> {
  return requestJson<Incident>(pathOf`/incidents/${incidentId}`, { signal });
}

export async function createIncident(incident: IncidentCreate, idempotencyKey: string): Promise<Incident> {
  return requestJson<Incident>('/incidents', { method: 'POST', body: incident, idempotencyKey });
}

/** Every category with its names; the server keeps the dated list. */
export async function listIncidentCategories(signal?: AbortSignal): Promise<readonly IncidentCategoryName[]> {
  const { items } = await requestJson<{ items: readonly IncidentCategoryName[] }>('/incident-categories', { signal });
  return items;
}

/** Cameras that could have seen the incident, best first. Throws 409 `approval_required` above the limits. */
export async function listCandidates(incidentId: string, filter: CandidateFilter, signal?: AbortSignal): Promise<CandidatePage> {
  return requestJson<CandidatePage>(pathOf`/incidents/${incidentId}/candidates`, { query: { ...filter, limit: 50 }, signal });
}

export async function addLink(incidentId: string, link: LinkInput, idempotencyKey: string): Promise<IncidentLink> {
  return requestJson<IncidentLink>(pathOf`/incidents/${incidentId}/links`, { method: 'POST', body: link, idempotencyKey });
}

export async function approveIncident(incidentId: string, kind: ApprovalKind, reason: string, idempotencyKey: string): Promise<IncidentApproval> {
  return requestJson<IncidentApproval>(pathOf`/incidents/${incidentId}/approvals`, { method: 'POST', body: { kind, reason }, idempotencyKey });
}

/** Who agreed to what, newest first. */
export async function listApprovals(incidentId: string, signal?: AbortSignal): Promise<readonly IncidentApproval[]> {
  const { items } = await requestJson<Page<IncidentApproval>>(pathOf`/incidents/${incidentId}/approvals`, { signal });
  return items;
}

/** Corrects what was entered. */
export async function patchIncident(incidentId: string, change: Partial<IncidentCreate>): Promise<Incident> {
  return requestJson<Incident>(pathOf`/incidents/${incidentId}`, { method: 'PATCH', body: change });
}

/** Says how the incident ended. */
export async function setIncidentOutcome(incidentId: string, outcome: IncidentOutcome): Promise<Incident> {
  return requestJson<Incident>(pathOf`/incidents/${incidentId}`, { method: 'PATCH', body: { outcome } });
}
