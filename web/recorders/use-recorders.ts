import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Page, Recorder } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { getRecorder, listRecorders } from '../api/recorder-api.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';

/** Key of one recorder: below the lists of cameras, so that whatever changes a channel makes it stale. */
export const recorderKey = (recorderId: string) => queryKeys.cameraList({ recorderId });

export function useRecorder(recorderId: string): UseQueryResult<Recorder> {
  return useQuery({ queryKey: recorderKey(recorderId), queryFn: ({ signal }) => getRecorder(recorderId, signal) });
}

/** Recorders that the user may see, page after page. */
export function useRecorderPages(): CursorPages<Page<Recorder>> {
  return useCursorPages({
    queryKey: queryKeys.cameraList({ recorders: true }),
    fetchPage: (cursor, signal) => listRecorders(cursor, signal),
  });
}
