import { AppError, toAppError } from '../../domain/app-error.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import type { Logger } from '../../platform/logger.ts';

/** Below this nothing more is recorded: the database and the log often live on the same disk, and a database on a full disk loses what it was told. */
export const KEEP_FREE_BYTES = 512 * 1024 * 1024;
/** Recording begins again only with a little more than that, or it would stop and start with every file that retention deletes. */
const RESUME_FACTOR = 1.25;

/** Watches the space that is left. */
export interface DiskGuard {
  /** Looks at the disk now. A look that fails changes nothing: what fails for good shows when something is stored. */
  look(): Promise<void>;
  isFull(): boolean;
  /** Throws `disk_full` (unavailable) while there is no room, as of the last look. */
  requireRoom(): void;
}

export function createDiskGuard({
  blobs,
  logger,
  keepFreeBytes = KEEP_FREE_BYTES,
  what = 'recording and pictures',
}: {
  blobs: Pick<BlobStore, 'freeBytes'>;
  logger: Logger;
  keepFreeBytes?: number;
  /** What stops then, for the log. */
  what?: string;
}): DiskGuard {
  let full = false;
  return {
    isFull: () => full,
    requireRoom() {
      if (full) throw diskFullError();
    },
    async look() {
      try {
        const freeBytes = await blobs.freeBytes();
        const isFull = freeBytes < keepFreeBytes * (full ? RESUME_FACTOR : 1);
        if (isFull !== full)
          logger[isFull ? 'error' : 'info'](
            { freeBytes, keepFreeBytes },
            isFull ? `the disk is nearly full: ${what} stop` : `there is room on the disk again for ${what}`,
          );
        full = isFull;
      } catch (error) {
        logger.warn({ err: toAppError(error) }, 'the free space could not be read');
      }
    },
  };
}

/** What people are told while there is no room. */
export function diskFullError(): AppError {
  return new AppError(
    'unavailable',
    'disk_full',
    'The disk of pictures and footage is nearly full, so nothing more is recorded. Free space, shorten the retention or add a disk.',
  );
}
