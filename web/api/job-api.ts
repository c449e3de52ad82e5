import type { Job } from './api-types.ts';
import { callApi } from './call-api.ts';

/** How far a job is, and what came of it. */
export async function getJob(jobId: string, signal?: AbortSignal): Promise<Job> {
  return callApi('GET /jobs/{id}', { path: { id: jobId }, signal });
}
