import type { QueryKey } from '@tanstack/react-query';
import { queryKeys } from '../api/query-keys.ts';
import type { LiveEvent } from './event-socket.ts';

/** Keys of what an announced change made stale. A job that ended also changed its camera; which one is not announced. */
export function staleKeysOf({ topic, type, data }: LiveEvent): readonly QueryKey[] {
  if (topic === 'cameras') return [queryKeys.cameraLists, queryKeys.faultLists, queryKeys.faults, ...keyed(data['cameraId'], queryKeys.camera)];
  if (topic === 'incidents' && type === 'footage_pull') return keyed(data['incidentId'], queryKeys.incidentPulls);
  if (topic === 'incidents') return [queryKeys.incidentLists, ...keyed(data['incidentId'], queryKeys.incident)];
  if (topic === 'requests') return [queryKeys.requests, queryKeys.requestsWaiting, ...keyed(data['requestId'], queryKeys.watchedRequest)];
  if (topic === 'alarms') return [queryKeys.alarms];
  return keyed(data['jobId'], queryKeys.job);
}

/** Keys of what an announced change made stale and is dear to fetch: these change with every camera of a province. */
export function slowlyStaleKeysOf({ topic }: LiveEvent): readonly QueryKey[] {
  return topic === 'cameras' ? [queryKeys.coverageBehindNow] : [];
}

/** Everything that live changes may have missed during a break. */
export const CATCH_UP_KEYS: readonly QueryKey[] = [
  queryKeys.session,
  queryKeys.cameraLists,
  queryKeys.cameras,
  queryKeys.coverage,
  queryKeys.faultLists,
  queryKeys.faults,
  queryKeys.incidentLists,
  queryKeys.incidents,
  queryKeys.incidentPullLists,
  queryKeys.jobs,
  queryKeys.alarms,
  queryKeys.requests,
  queryKeys.requestsWaiting,
  ['watched-request'],
];

function keyed(id: unknown, keyOf: (id: string) => QueryKey): readonly QueryKey[] {
  return typeof id === 'string' ? [keyOf(id)] : [];
}
