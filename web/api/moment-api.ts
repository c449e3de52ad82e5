import type { CaseMoment, CaseMomentCreate, Page } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Newest mark first; the look is recorded. */
export async function listMoments(incidentId: string, cursor: string | undefined, signal?: AbortSignal): Promise<Page<CaseMoment>> {
  return requestJson<Page<CaseMoment>>(pathOf`/incidents/${incidentId}/moments`, { query: { cursor, limit: 100 }, signal });
}

/** Marks a second that this session watches. */
export async function markMoment(incidentId: string, moment: CaseMomentCreate, idempotencyKey: string): Promise<CaseMoment> {
  return requestJson<CaseMoment>(pathOf`/incidents/${incidentId}/moments`, { method: 'POST', body: moment, idempotencyKey });
}

export async function deleteMoment(momentId: string): Promise<void> {
  await requestJson<undefined>(pathOf`/case-moments/${momentId}`, { method: 'DELETE' });
}
