import { AppError } from '../domain/app-error.ts';

/** Converts what the file system throws, once, where it enters. An `AppError` passes unchanged. */
export function blobError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('unavailable', 'disk_full', 'The disk is full. Free space or shorten the retention.', { cause: error, details: { system: code } });
  }
  return new AppError(
    'unavailable',
    'blob_store_failed',
    'The folder of pictures and footage can not be used. Check that it exists, is writable and its disk is sound.',
    {
      cause: error,
      details: { system: code },
    },
  );
}

/** The code of a system error, such as `ENOENT`; empty for other errors. */
export function systemCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Code `blob_missing` (not_found). */
export function blobMissing(): AppError {
  return new AppError('not_found', 'blob_missing', 'This picture or footage is no longer stored. It may have reached the end of its retention.');
}

/** Code `blob_exists` (conflict). */
export function blobExists(): AppError {
  return new AppError('conflict', 'blob_exists', 'Other content is already stored under this key. What is stored is never changed: use a new key.');
}
