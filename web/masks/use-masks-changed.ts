import { useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../api/query-keys.ts';

/** Fetches anew what is known of a camera's masks, and how it stands with their review. */
export function useMasksChanged(cameraId: string): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const stale = [queryKeys.cameraPart(cameraId, 'masks'), queryKeys.cameraPart(cameraId, 'masks', 'review'), queryKeys.maskReviews];
    await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}
