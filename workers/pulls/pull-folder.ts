import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Beside the incoming folder: on the blob store's own file system, shared by all workers. */
function pullRoot(incomingFolder: string): string {
  return join(dirname(incomingFolder), '.pulling');
}

/** An empty folder for one run of a pull. What earlier runs of it left (their workers died) is removed: what they had stored has its rows. */
export async function makePullFolder(incomingFolder: string, pullId: string, leaseId: string): Promise<string> {
  const own = join(pullRoot(incomingFolder), pullId);
  await rm(own, { recursive: true, force: true });
  const folder = join(own, leaseId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Removes all that is left of a pull. */
export async function removePullFolder(incomingFolder: string, pullId: string): Promise<void> {
  await rm(join(pullRoot(incomingFolder), pullId), { recursive: true, force: true });
}

/** Ids of pulls that have left something. */
export async function listPullFolders(incomingFolder: string): Promise<string[]> {
  return readdir(pullRoot(incomingFolder)).catch(() => []);
}
