import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { queryKeys } from '../api/query-keys.ts';
import { randomKey } from '../api/random-key.ts';
import type { Camera } from '../api/api-types.ts';
import { useOfflineSend, type SendOutcome } from '../offline/use-offline-send.ts';
import { waitingSignPhoto } from './waiting-sign-photo.ts';

/** The photograph of a camera's sign. */
export interface NewSignPhoto {
  readonly camera: Pick<Camera, 'id' | 'name'>;
  readonly photo: Blob;
}

/** Sends the photograph of a sign; without connection it waits. */
export function useSendSignPhoto(): UseMutationResult<SendOutcome<unknown>, Error, NewSignPhoto> {
  const client = useQueryClient();
  const send = useOfflineSend();
  return useMutation({
    mutationFn: ({ camera, photo }: NewSignPhoto) => send(waitingSignPhoto(camera, photo, randomKey())),
    onSuccess: (_outcome, { camera }) => client.invalidateQueries({ queryKey: queryKeys.cameraPart(camera.id, 'sign') }),
  });
}
