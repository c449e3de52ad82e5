import type { FULFILMENT_OUTCOMES, MissingReason, RequestDecision } from '../../domain/requests/request-terms.ts';
import type { EmergencySuspension, FootageRequest, FootageRequestCreate, Page } from './api-types.ts';
import type { ActionCall } from '../offline/waiting-action.ts';
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

/** Decides as the camera's board, or as the second officer; answers with the {@link FootageRequest}. */
export function decisionCall(requestId: string, part: 'board' | 'second', decision: RequestDecision, reason: string): ActionCall {
  const path = part === 'board' ? pathOf`/footage-requests/${requestId}/decision` : pathOf`/footage-requests/${requestId}/second`;
  return { method: 'POST', path, body: { decision, reason } };
}

export function withdrawalCall(requestId: string, reason: string): ActionCall {
  return { method: 'POST', path: pathOf`/footage-requests/${requestId}/cancellation`, body: { reason } };
}

/** Takes back what it opened, as its board or a commander. */
export function revocationCall(requestId: string, reason: string): ActionCall {
  return { method: 'POST', path: pathOf`/footage-requests/${requestId}/revocation`, body: { reason } };
}

/** Where a request is read. */
export function requestPath(requestId: string): string {
  return pathOf`/footage-requests/${requestId}`;
}

/** The look is recorded. */
export async function getRequest(requestId: string, signal?: AbortSignal): Promise<FootageRequest> {
  return requestJson<FootageRequest>(requestPath(requestId), { signal });
}

export function justificationCall(requestId: string, reason: string): ActionCall {
  return { method: 'POST', path: pathOf`/footage-requests/${requestId}/justification`, body: { reason } };
}

/** Says what can be handed over; answers with the {@link FootageRequest}. */
export function fulfilmentCall(requestId: string, fulfilment: FulfilmentInput): ActionCall {
  return { method: 'POST', path: pathOf`/footage-requests/${requestId}/fulfilment`, body: fulfilment };
}

/** The newest suspensions of the right to open footage in an emergency, lifted ones too. */
export async function listSuspensions(signal?: AbortSignal): Promise<readonly EmergencySuspension[]> {
  return (await requestJson<Page<EmergencySuspension>>('/emergency-suspensions', { query: { limit: 50 }, signal })).items;
}

export async function liftSuspension(suspensionId: string, reason: string): Promise<EmergencySuspension> {
  return requestJson<EmergencySuspension>(pathOf`/emergency-suspensions/${suspensionId}/lift`, { method: 'POST', body: { reason } });
}
