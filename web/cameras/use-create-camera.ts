import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { createCamera } from '../api/camera-api.ts';
import type { Camera, CameraCreate } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';

/** Registers a camera; lists follow. */
export function useCreateCamera(onCreated: (camera: Camera) => void): UseMutationResult<Camera, Error, CameraCreate> {
  const client = useQueryClient();
  const keyOf = useCreationKey();
  return useMutation({
    mutationFn: (camera: CameraCreate) => createCamera(camera, keyOf(camera)),
    onSuccess: (created) => {
      client.setQueryData(queryKeys.camera(created.id), created);
      void client.invalidateQueries({ queryKey: queryKeys.cameraLists });
      onCreated(created);
    },
  });
}
