import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Camera, Page } from '../api/api-types.ts';
import { countCameras, getCamera, listCameras, type CameraCounts, type CameraFilter } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';

/** The first page fills a screen and comes soon; who scrolls on is given more at once. */
const PAGE_LENGTH = { first: 50, next: 200 } as const;

/** Cameras that match a filter, page after page. */
export function useCameraPages(filter: CameraFilter): CursorPages<Page<Camera>> {
  return useCursorPages({
    queryKey: queryKeys.cameraList(filter),
    fetchPage: (cursor, signal) => listCameras({ ...filter, limit: cursor === undefined ? PAGE_LENGTH.first : PAGE_LENGTH.next, cursor }, signal),
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
