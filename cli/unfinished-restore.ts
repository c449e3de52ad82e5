import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../domain/app-error.ts';

/** Lies in a data folder while a restore fills it. */
const MARK = 'restore-unfinished';
/** What may lie in a data folder that is as good as new: the lock, the empty place of the socket, what a volume brings along. */
const MEANS_NOTHING = /^(matpho\.lock|\.matpho\.lock\..*|run|lost\+found)$/;

/** Whether a restore into this data folder goes on, or was cut off. */
async function isRestoreUnfinished(dataDir: string): Promise<boolean> {
  return (await stat(join(dataDir, MARK)).catch(() => undefined)) !== undefined;
}

/** Keeps everything but a restore away from half a restored folder. Errors: `restore_unfinished` (conflict). */
export async function refuseUnfinishedRestore(dataDir: string): Promise<void> {
  if (!(await isRestoreUnfinished(dataDir))) return;
  throw new AppError(
    'conflict',
    'restore_unfinished',
    `A restore into ${dataDir} goes on or was cut off. Wait for its end, or run matpho restore again, which starts anew; MATPHO_DATA_DIR names another folder.`,
  );
}

async function clear(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (name !== MARK && !MEANS_NOTHING.test(name)) await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

/**
 * Takes a fresh data folder for a restore; what an earlier restore left there is cleared away. The caller holds the folder's lock.
 * Errors: `restore_target_not_empty` (conflict).
 */
export async function beginRestore(dataDir: string): Promise<void> {
  if (await isRestoreUnfinished(dataDir)) await clear(dataDir);
  const names = (await readdir(dataDir)).filter((name) => name !== MARK && !MEANS_NOTHING.test(name));
  if (names.length > 0) {
    const message = `The data folder ${dataDir} is not empty (${names.slice(0, 5).join(', ')}). A restore overwrites nothing: set MATPHO_DATA_DIR to a new folder.`;
    throw new AppError('conflict', 'restore_target_not_empty', message);
  }
  await writeFile(join(dataDir, MARK), 'matpho restore fills this folder, or was cut off while it did\n', { mode: 0o600 });
}

/** The folder may be used: everything is in it. */
export async function finishRestore(dataDir: string): Promise<void> {
  await rm(join(dataDir, MARK));
}

/** Empties the folder again. */
export async function giveUpRestore(dataDir: string): Promise<void> {
  await clear(dataDir);
  await rm(join(dataDir, MARK), { force: true });
}
