import type { Job } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** How far a job is, and what came of it. */
export async function getJob(jobId: string, signal?: AbortSignal): Promise<Job> {
  return requestJson<Job>(pathOf`/jobs/${jobId}`, { signal });
}
