import { useInfiniteQuery, useQuery, type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult } from '@tanstack/react-query';
import type { Page, Recorder } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { getRecorder, listRecorders } from '../api/recorder-api.ts';

/** Key of one recorder: below the lists of cameras, so that whatever changes a channel makes it stale. */
export const recorderKey = (recorderId: string) => queryKeys.cameraList({ recorderId });

export function useRecorder(recorderId: string): UseQueryResult<Recorder> {
  return useQuery({ queryKey: recorderKey(recorderId), queryFn: ({ signal }) => getRecorder(recorderId, signal) });
}

/** Recorders that the user may see, page after page. */
export function useRecorderPages(): UseInfiniteQueryResult<InfiniteData<Page<Recorder>>> {
  return useInfiniteQuery({
    queryKey: queryKeys.cameraList({ recorders: true }),
    queryFn: ({ pageParam, signal }) => listRecorders(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}
