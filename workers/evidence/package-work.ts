import { rm } from 'node:fs/promises';
import type { BlobStore } from '../../media/blob-store.ts';
import { incomingPath } from '../../media/handin/incoming-file.ts';

/** What a worker may leave of a package that it makes in `workId`: the archive, and the copy that is being made. */
export function packageWorkPaths(blobs: Pick<BlobStore, 'incomingFolder'>, workId: string): { readonly archive: string; readonly copy: string } {
  const archive = incomingPath(blobs.incomingFolder, workId);
  return { archive, copy: `${archive}.copy` };
}

/** Removes what is left of {@link packageWorkPaths}. */
export async function removePackageWork(blobs: Pick<BlobStore, 'incomingFolder'>, workId: string): Promise<void> {
  const { archive, copy } = packageWorkPaths(blobs, workId);
  for (const left of [archive, copy, `${copy}.text`]) await rm(left, { recursive: true, force: true });
}
