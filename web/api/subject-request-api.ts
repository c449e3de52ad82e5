import type { Page, SubjectRequest, SubjectRequestCreate, SubjectRequestDetail, SubjectRequestStepInput } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Requests of people about their own data, newest first, without who asked. */
export async function listSubjectRequests(onlyOpen: boolean, cursor: string | undefined, signal?: AbortSignal): Promise<Page<SubjectRequest>> {
  return requestJson<Page<SubjectRequest>>('/subject-requests', { query: { limit: 20, cursor, ...(onlyOpen && { open: 'true' }) }, signal });
}

/** One request with who asked: the look is recorded. */
export async function readSubjectRequest(requestId: string): Promise<SubjectRequestDetail> {
  return requestJson<SubjectRequestDetail>(pathOf`/subject-requests/${requestId}`);
}

export async function createSubjectRequest(request: SubjectRequestCreate, idempotencyKey: string): Promise<SubjectRequest> {
  return requestJson<SubjectRequest>('/subject-requests', { method: 'POST', body: request, idempotencyKey });
}

export async function stepSubjectRequest(requestId: string, step: SubjectRequestStepInput): Promise<SubjectRequest> {
  return requestJson<SubjectRequest>(pathOf`/subject-requests/${requestId}/steps`, { method: 'POST', body: step });
}
