import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { systemCode } from '../../media/blob-error.ts';
import { backupFileError } from './backup-error.ts';
import { MANIFEST_NAME } from './backup-manifest.ts';

/** The folder that a backup is written into. */
export interface BackupFolder {
  readonly path: string;
  /** Takes away what was written, and the folder itself if it was not there before. Never fails. */
  discard(): Promise<void>;
}

async function refuseFilled(path: string): Promise<void> {
  const names = await readdir(path);
  if (names.length === 0) return;
  const what = names.includes(MANIFEST_NAME) ? 'holds a backup already' : names.includes('tables') ? 'holds a backup that was cut off' : 'is not empty';
  throw new AppError('conflict', 'backup_folder_not_empty', `${path} ${what}. A backup overwrites nothing: name a new folder.`);
}

async function makePrivate(path: string): Promise<void> {
  await chmod(path, 0o700).catch((error: unknown) => {
    // a file system without owners, such as a stick's, can't do it
    if (!['EPERM', 'ENOTSUP'].includes(systemCode(error))) throw error;
  });
}

/**
 * Makes the folder for a new backup, readable by its owner only; one that is there has to be empty.
 * Errors: `backup_folder_not_empty` (conflict), `backup_folder_failed` (unavailable).
 */
export async function makeBackupFolder(path: string): Promise<BackupFolder> {
  try {
    const firstMade = await mkdir(path, { recursive: true, mode: 0o700 });
    if (firstMade === undefined) {
      await refuseFilled(path);
      await makePrivate(path);
    }
    await mkdir(join(path, 'tables'), { mode: 0o700 });
    return { path, discard: () => discard(path, firstMade) };
  } catch (error) {
    throw backupFileError(error);
  }
}

async function discard(path: string, firstMade: string | undefined): Promise<void> {
  const names = firstMade === undefined ? await readdir(path).catch(() => []) : [];
  const paths = firstMade === undefined ? names.map((name) => join(path, name)) : [firstMade];
  for (const each of paths) await rm(each, { recursive: true, force: true }).catch(() => undefined);
}
