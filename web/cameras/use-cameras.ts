import { keepPreviousData, useInfiniteQuery, useQuery, type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult } from '@tanstack/react-query';
import type { Camera, Page } from '../api/api-types.ts';
import { countCameras, getCamera, listCameras, type CameraCounts, type CameraFilter } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';

/** Cameras that match a filter, page after page. */
export function useCameraPages(filter: CameraFilter): UseInfiniteQueryResult<InfiniteData<Page<Camera>>> {
  return useInfiniteQuery({
    queryKey: queryKeys.cameraList(filter),
    queryFn: ({ pageParam, signal }) => listCameras({ ...filter, limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** How many cameras are in which state. */
export function useCameraCounts(): UseQueryResult<CameraCounts> {
  return useQuery({ queryKey: queryKeys.cameraList({ counts: true }), queryFn: ({ signal }) => countCameras(signal) });
}

/** One camera; not asked for while `cameraId` is null. */
export function useCamera(cameraId: string | null): UseQueryResult<Camera> {
  return useQuery({ queryKey: queryKeys.camera(cameraId ?? ''), queryFn: ({ signal }) => getCamera(cameraId ?? '', signal), enabled: cameraId !== null });
}
