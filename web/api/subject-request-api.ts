import type { Page, SubjectRequest, SubjectRequestCreate, SubjectRequestDetail, SubjectRequestStepInput } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Requests of people about their own data, newest first, without who asked. */
export async function listSubjectRequests(onlyOpen: boolean, cursor: string | undefined, signal?: AbortSignal): Promise<Page<SubjectRequest>> {
  return callApi('GET /subject-requests', { query: { limit: 20, cursor, ...(onlyOpen && { open: 'true' }) }, signal });
}

/** One request with who asked: the look is recorded. */
export async function readSubjectRequest(requestId: string): Promise<SubjectRequestDetail> {
  return callApi('GET /subject-requests/{id}', { path: { id: requestId } });
}

export async function createSubjectRequest(request: SubjectRequestCreate, idempotencyKey: string): Promise<SubjectRequest> {
  return callApi('POST /subject-requests', { body: request, idempotencyKey });
}

export async function stepSubjectRequest(requestId: string, step: SubjectRequestStepInput): Promise<SubjectRequest> {
  return callApi('POST /subject-requests/{id}/steps', { path: { id: requestId }, body: step });
}
