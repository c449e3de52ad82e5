import type { CaseMoment, CaseMomentCreate, Page } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Newest mark first; the look is recorded. */
export async function listMoments(incidentId: string, cursor: string | undefined, signal?: AbortSignal): Promise<Page<CaseMoment>> {
  return callApi('GET /incidents/{id}/moments', { path: { id: incidentId }, query: { cursor, limit: 100 }, signal });
}

/** Marks a second that this session watches. */
export async function markMoment(incidentId: string, moment: CaseMomentCreate, idempotencyKey: string): Promise<CaseMoment> {
  return callApi('POST /incidents/{id}/moments', { path: { id: incidentId }, body: moment, idempotencyKey });
}

export async function deleteMoment(momentId: string): Promise<void> {
  await callApi('DELETE /case-moments/{id}', { path: { id: momentId } });
}
