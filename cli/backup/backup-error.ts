import { AppError } from '../../domain/app-error.ts';
import { systemCode } from '../../media/blob-error.ts';

/** Converts what the file system says about the folder of a backup. An `AppError` passes unchanged. */
export function backupFileError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = systemCode(error);
  const details = { system: code };
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('unavailable', 'backup_disk_full', 'The disk of the backup is full. Free space, or name a folder on another disk.', {
      cause: error,
      details,
    });
  return new AppError('unavailable', 'backup_folder_failed', 'The folder of the backup can not be used. Check its path, its permissions and its disk.', {
    cause: error,
    details,
  });
}

/** Code `backup_damaged` (invalid); `what` names the file. */
export function backupDamaged(what: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'backup_damaged',
    `The backup is damaged: ${what} is missing or not what was written. Nothing was restored; use another copy of this backup, or an earlier one.`,
    { cause },
  );
}

/** Ends the command when it was told to stop: code `stopped` (cancelled). */
export function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', 'stopped', 'Stopped before the end; what was begun has been removed again.');
}
