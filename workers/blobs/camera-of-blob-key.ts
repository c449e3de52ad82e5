import { isUuid } from '../../domain/uuid.ts';

/** The camera that a key made by `blobKeyOf` names; undefined for other keys. */
export function cameraOfBlobKey(key: string): string | undefined {
  const [area, , , , cameraId] = key.split('/');
  return (area === 'snapshots' || area === 'footage' || area === 'watch') && cameraId !== undefined && isUuid(cameraId) ? cameraId : undefined;
}
