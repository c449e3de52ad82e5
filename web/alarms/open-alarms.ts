import { queryOptions } from '@tanstack/react-query';
import { listAlarms } from '../api/alarm-api.ts';
import { queryKeys } from '../api/query-keys.ts';

/** Fetched now and then all the same: an event that was missed must not leave a bell unheard. */
export const ALARM_REFETCH_MS = 30_000;

/** Alarms that nobody took yet, newest first. */
export const OPEN_ALARMS = queryOptions({
  queryKey: [...queryKeys.alarms, true],
  queryFn: ({ signal }) => listAlarms(true, signal),
  refetchInterval: ALARM_REFETCH_MS,
});
