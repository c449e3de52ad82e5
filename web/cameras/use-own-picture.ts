import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { toIso } from '../../domain/time-interval.ts';
import type { Page, Snapshot } from '../api/api-types.ts';
import { listSnapshots, takeSnapshot } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useCameraJob, type CameraJob } from './use-job.ts';

/** What the index says of a camera's pictures of the last week, newest first, and how to take one now. Only for the owning board; asking is logged. */
export interface OwnPicture {
  readonly recent: UseQueryResult<Page<Snapshot>>;
  readonly taking: CameraJob;
}

const LOOK_BACK_MS = 7 * 86_400_000;

/** The pictures of a camera of the user's own board. */
export function useOwnPicture(cameraId: string): OwnPicture {
  const client = useQueryClient();
  const queryKey = queryKeys.footageIndex(cameraId, 'snapshots');
  const taking = useCameraJob({
    deviceId: cameraId,
    what: 'picture',
    request: (key) => takeSnapshot(cameraId, key),
    onDone: () => void client.invalidateQueries({ queryKey }),
  });
  const recent = useQuery({ queryKey, queryFn: ({ signal }) => listSnapshots(cameraId, lastDays(), signal) });
  return { recent, taking };
}

function lastDays(): { readonly from: string; readonly to: string } {
  const nowMs = Date.now();
  return { from: toIso(nowMs - LOOK_BACK_MS), to: toIso(nowMs) };
}
