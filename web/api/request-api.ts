import type { RequestDecision } from '../../domain/requests/request-terms.ts';
import type { BodyOf, QueryOf } from './api-route.ts';
import type { EmergencySuspension, FootageRequest, FootageRequestCreate, Page } from './api-types.ts';
import { apiPath, callApi } from './call-api.ts';
import { storedCall, type StoredCall } from './stored-call.ts';

/** Which requests to list, newest first. */
export type RequestFilter = Pick<QueryOf<'GET /footage-requests'>, 'incidentId' | 'cursor'> & {
  /** Those that wait for a decision or are open, or those that are over. */
  readonly live?: boolean | undefined;
};

/** What its board can hand over. */
export type FulfilmentInput = BodyOf<'POST /footage-requests/{id}/fulfilment'>;

/** The look is recorded. */
export async function listRequests({ live, ...filter }: RequestFilter, signal?: AbortSignal): Promise<Page<FootageRequest>> {
  return callApi('GET /footage-requests', { query: { ...filter, live: live === undefined ? undefined : `${live}`, limit: 50 }, signal });
}

/** How much waits for the user; no look at anything. */
export async function countWaitingRequests(signal?: AbortSignal): Promise<number> {
  return (await callApi('GET /footage-requests/waiting', { signal })).count;
}

export async function createRequest(incidentId: string, request: FootageRequestCreate, idempotencyKey: string): Promise<FootageRequest> {
  return callApi('POST /incidents/{id}/footage-requests', { path: { id: incidentId }, body: request, idempotencyKey });
}

/** Decides as the camera's board, or as the second officer. */
export function decisionCall(requestId: string, part: 'board' | 'second', decision: RequestDecision, reason: string): StoredCall<FootageRequest> {
  const route = part === 'board' ? 'POST /footage-requests/{id}/decision' : 'POST /footage-requests/{id}/second';
  return storedCall(route, { path: { id: requestId }, body: { decision, reason } });
}

export function withdrawalCall(requestId: string, reason: string): StoredCall<FootageRequest> {
  return storedCall('POST /footage-requests/{id}/cancellation', { path: { id: requestId }, body: { reason } });
}

/** Takes back what it opened, as its board or a commander. */
export function revocationCall(requestId: string, reason: string): StoredCall<FootageRequest> {
  return storedCall('POST /footage-requests/{id}/revocation', { path: { id: requestId }, body: { reason } });
}

/** Where a request is read. */
export function requestPath(requestId: string): string {
  return apiPath('GET /footage-requests/{id}', { path: { id: requestId } });
}

/** The look is recorded. */
export async function getRequest(requestId: string, signal?: AbortSignal): Promise<FootageRequest> {
  return callApi('GET /footage-requests/{id}', { path: { id: requestId }, signal });
}

export function justificationCall(requestId: string, reason: string): StoredCall<FootageRequest> {
  return storedCall('POST /footage-requests/{id}/justification', { path: { id: requestId }, body: { reason } });
}

/** Says what can be handed over. */
export function fulfilmentCall(requestId: string, fulfilment: FulfilmentInput): StoredCall<FootageRequest> {
  return storedCall('POST /footage-requests/{id}/fulfilment', { path: { id: requestId }, body: fulfilment });
}

/** The newest suspensions of the right to open footage in an emergency, lifted ones too. */
export async function listSuspensions(signal?: AbortSignal): Promise<readonly EmergencySuspension[]> {
  return (await callApi('GET /emergency-suspensions', { query: { limit: 50 }, signal })).items;
}

export async function liftSuspension(suspensionId: string, reason: string): Promise<EmergencySuspension> {
  return callApi('POST /emergency-suspensions/{id}/lift', { path: { id: suspensionId }, body: { reason } });
}
