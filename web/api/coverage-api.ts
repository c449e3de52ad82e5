import type { QueryOf } from './api-route.ts';
import type { CoverageCamera, CoverageGroup, CoverageSummary, CoverageTrend, Incident, Page } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Of which unit (all within reach when absent), as at which day (`yyyy-mm-dd`, now when absent), over how many days. */
export type CoverageQuestion = Pick<QueryOf<'GET /coverage/summary'>, 'unitId' | 'asOf'> & Required<Pick<QueryOf<'GET /coverage/summary'>, 'days'>>;

/** Which of the cameras of a figure. */
export type CoverageCameraFilter = CoverageQuestion & Omit<QueryOf<'GET /coverage/cameras'>, 'limit'>;

/** Which of the neighbourhoods of a figure. */
export type CoverageGroupFilter = Omit<QueryOf<'GET /coverage/groups'>, 'limit'>;

export async function fetchCoverageSummary(question: CoverageQuestion, signal?: AbortSignal): Promise<CoverageSummary> {
  return callApi('GET /coverage/summary', { query: { ...question }, signal });
}

export async function fetchCoverageTrend({ unitId, asOf }: CoverageQuestion, signal?: AbortSignal): Promise<CoverageTrend> {
  return callApi('GET /coverage/trend', { query: { unitId, asOf }, signal });
}

export async function listCoverageCameras(filter: CoverageCameraFilter, signal?: AbortSignal): Promise<Page<CoverageCamera>> {
  return callApi('GET /coverage/cameras', { query: { ...filter, limit: 50 }, signal });
}

export async function listCoverageGroups(filter: CoverageGroupFilter, signal?: AbortSignal): Promise<Page<CoverageGroup>> {
  return callApi('GET /coverage/groups', { query: { ...filter, limit: 50 }, signal });
}

/** The newest 200 incidents of a unit in a time, up to now without `to`; a look at incidents, which is logged. */
export async function listMapIncidents(unitId: string | undefined, from: string, to: string | undefined, signal?: AbortSignal): Promise<Page<Incident>> {
  return callApi('GET /incidents', { query: { unitId, from, to, limit: 200 }, signal });
}
