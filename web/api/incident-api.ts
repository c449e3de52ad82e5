import type { ApprovalKind, IncidentOutcome } from '../../domain/incident-terms.ts';
import type { BodyOf, QueryOf } from './api-route.ts';
import type { CandidatePage, Incident, IncidentApproval, IncidentCategoryName, IncidentCreate, IncidentLink, Page } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Which incidents to list, newest first. */
export type IncidentFilter = Omit<QueryOf<'GET /incidents'>, 'limit'>;

/** How candidates are asked for; their reasons come in `lang`. */
export type CandidateFilter = Omit<Required<QueryOf<'GET /incidents/{id}/candidates'>>, 'limit' | 'cursor'> & { readonly cursor?: string | undefined };

/** A verdict on one camera of an incident. */
export type LinkInput = BodyOf<'POST /incidents/{id}/links'>;

export async function listIncidents(filter: IncidentFilter, signal?: AbortSignal): Promise<Page<Incident>> {
  return callApi('GET /incidents', { query: { ...filter, limit: 25 }, signal });
}

export async function getIncident(incidentId: string, signal?: AbortSignal): Promise<Incident> {
  return callApi('GET /incidents/{id}', { path: { id: incidentId }, signal });
}

export async function createIncident(incident: IncidentCreate, idempotencyKey: string): Promise<Incident> {
  return callApi('POST /incidents', { body: incident, idempotencyKey });
}

/** Every category with its names; the server keeps the dated list. */
export async function listIncidentCategories(signal?: AbortSignal): Promise<readonly IncidentCategoryName[]> {
  const { items } = await callApi('GET /incident-categories', { signal });
  return items;
}

/** Cameras that could have seen the incident, best first: 50, then 200 at a time. Throws 409 `approval_required` above the limits. */
export async function listCandidates(incidentId: string, filter: CandidateFilter, signal?: AbortSignal): Promise<CandidatePage> {
  return callApi('GET /incidents/{id}/candidates', { path: { id: incidentId }, query: { ...filter, limit: filter.cursor === undefined ? 50 : 200 }, signal });
}

export async function addLink(incidentId: string, link: LinkInput, idempotencyKey: string): Promise<IncidentLink> {
  return callApi('POST /incidents/{id}/links', { path: { id: incidentId }, body: link, idempotencyKey });
}

export async function approveIncident(incidentId: string, kind: ApprovalKind, reason: string, idempotencyKey: string): Promise<IncidentApproval> {
  return callApi('POST /incidents/{id}/approvals', { path: { id: incidentId }, body: { kind, reason }, idempotencyKey });
}

/** Who agreed to what, newest first. */
export async function listApprovals(incidentId: string, signal?: AbortSignal): Promise<readonly IncidentApproval[]> {
  const { items } = await callApi('GET /incidents/{id}/approvals', { path: { id: incidentId }, signal });
  return items;
}

/** Corrects what was entered. */
export async function patchIncident(incidentId: string, change: Partial<IncidentCreate>): Promise<Incident> {
  return callApi('PATCH /incidents/{id}', { path: { id: incidentId }, body: change });
}

/** Says how the incident ended. */
export async function setIncidentOutcome(incidentId: string, outcome: IncidentOutcome): Promise<Incident> {
  return callApi('PATCH /incidents/{id}', { path: { id: incidentId }, body: { outcome } });
}
