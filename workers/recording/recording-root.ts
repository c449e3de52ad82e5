import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../platform/config.ts';

/**
 * Where recordings grow until they are whole: on the file system of the blob store, so that a finished file is moved and not copied. No blob's key can lead there, since no part of a key
 * begins with a dot.
 */
export function recordingRoot({ blobUrl, dataDir }: Pick<Config, 'blobUrl' | 'dataDir'>): string {
  if (blobUrl === undefined) return join(dataDir, 'blobs', '.recording');
  return blobUrl.startsWith('file:') ? join(fileURLToPath(blobUrl), '.recording') : join(dataDir, 'recording');
}
