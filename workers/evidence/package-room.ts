import { AppError } from '../../domain/app-error.ts';
import { systemCode } from '../../media/blob-error.ts';
import type { BlobStore } from '../../media/blob-store.ts';

/** How much of the disk packages leave to others, and how often that is looked at. */
export interface RoomRule {
  /** Free besides the package when one is begun; half of it while one is built. */
  readonly keepFreeBytes: number;
  readonly lookEveryMs: number;
}

/** Recording goes on beside it, and ends itself at 512 MiB: a package gives way before. */
export const ROOM: RoomRule = { keepFreeBytes: 2 * 2 ** 30, lookEveryMs: 5000 };

function full(cause?: unknown): AppError {
  return new AppError(
    'unavailable',
    'disk_full',
    'The disk has too little room for this package. It is built by itself as soon as there is room: tell the operator.',
    {
      cause,
    },
  );
}

/** Errors: `disk_full` (unavailable) unless `bytes` more fit. */
export async function requireRoom(blobs: Pick<BlobStore, 'freeBytes'>, bytes: number, { keepFreeBytes }: RoomRule): Promise<void> {
  if ((await blobs.freeBytes()) < bytes + keepFreeBytes) throw full();
}

/** Looks after the room while a package is built: a file of hours takes hours, and others write meanwhile. */
export function watchRoom(blobs: Pick<BlobStore, 'freeBytes'>, { keepFreeBytes, lookEveryMs }: RoomRule): { readonly ended: AbortSignal; stop(): void } {
  const ended = new AbortController();
  const timer = setInterval(() => {
    blobs.freeBytes().then(
      (freeBytes) => (freeBytes < keepFreeBytes / 2 ? ended.abort(full()) : undefined),
      // a disk that can't be asked shows at the next byte
      () => undefined,
    );
  }, lookEveryMs);
  return { ended: ended.signal, stop: () => clearInterval(timer) };
}

const FULL_CODES = ['ENOSPC', 'EDQUOT', 'disk_full'];

/** What is to be said when `error` came of a disk that is full, or of `ended` of {@link watchRoom}; undefined when it came of something else. */
export function packageDiskFull(error: unknown, ended: AbortSignal): AppError | undefined {
  if (ended.aborted) return ended.reason as AppError;
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (FULL_CODES.includes(systemCode(cause))) return full(error);
  return undefined;
}
