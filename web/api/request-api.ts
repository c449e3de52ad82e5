import type { FULFILMENT_OUTCOMES, MissingReason, RequestDecision } from '../../domain/requests/request-terms.ts';
import type { EmergencySuspension, FootageRequest, FootageRequestCreate, Page } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Which requests to list, newest first. */
export interface RequestFilter {
  /** Those that wait for a decision or are open, or those that are over. */
  readonly live?: boolean | undefined;
  readonly incidentId?: string | undefined;
  readonly cursor?: string | undefined;
}

/** What its board can hand over. */
export interface FulfilmentInput {
  readonly outcome: (typeof FULFILMENT_OUTCOMES)[number];
  readonly missing?: MissingReason | undefined;
  readonly reason: string;
}

/** The look is recorded. */
export async function listRequests(filter: RequestFilter, signal?: AbortSignal): Promise<Page<FootageRequest>> {
  return requestJson<Page<FootageRequest>>('/footage-requests', { query: { ...filter, limit: 50 }, signal });
}

/** How much waits for the user; no look at anything. */
export async function countWaitingRequests(signal?: AbortSignal): Promise<number> {
  return (await requestJson<{ readonly count: number }>('/footage-requests/waiting', { signal })).count;
}

export async function createRequest(incidentId: string, request: FootageRequestCreate, idempotencyKey: string): Promise<FootageRequest> {
  return requestJson<FootageRequest>(pathOf`/incidents/${incidentId}/footage-requests`, { method: 'POST', body: request, idempotencyKey });
}

/** Decides as the camera's board, or as the second officer. */
export async function decideRequest(requestId: string, part: 'board' | 'second', decision: RequestDecision, reason: string): Promise<FootageRequest> {
  const path = part === 'board' ? pathOf`/footage-requests/${requestId}/decision` : pathOf`/footage-requests/${requestId}/second`;
  return requestJson<FootageRequest>(path, { method: 'POST', body: { decision, reason } });
}

export async function withdrawRequest(requestId: string, reason: string): Promise<FootageRequest> {
  return requestJson<FootageRequest>(pathOf`/footage-requests/${requestId}/cancellation`, { method: 'POST', body: { reason } });
}

/** Takes back what it opened, as its board or a commander. */
export async function revokeRequest(requestId: string, reason: string): Promise<FootageRequest> {
  return requestJson<FootageRequest>(pathOf`/footage-requests/${requestId}/revocation`, { method: 'POST', body: { reason } });
}

/** The look is recorded. */
export async function getRequest(requestId: string, signal?: AbortSignal): Promise<FootageRequest> {
  return requestJson<FootageRequest>(pathOf`/footage-requests/${requestId}`, { signal });
}

export async function justifyEmergency(requestId: string, reason: string): Promise<FootageRequest> {
  return requestJson<FootageRequest>(pathOf`/footage-requests/${requestId}/justification`, { method: 'POST', body: { reason } });
}

export async function reportFulfilment(requestId: string, fulfilment: FulfilmentInput): Promise<FootageRequest> {
  return requestJson<FootageRequest>(pathOf`/footage-requests/${requestId}/fulfilment`, { method: 'POST', body: fulfilment });
}

/** The newest suspensions of the right to open footage in an emergency, lifted ones too. */
export async function listSuspensions(signal?: AbortSignal): Promise<readonly EmergencySuspension[]> {
  return (await requestJson<Page<EmergencySuspension>>('/emergency-suspensions', { query: { limit: 50 }, signal })).items;
}

export async function liftSuspension(suspensionId: string, reason: string): Promise<EmergencySuspension> {
  return requestJson<EmergencySuspension>(pathOf`/emergency-suspensions/${suspensionId}/lift`, { method: 'POST', body: { reason } });
}
