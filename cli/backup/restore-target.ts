import { requireEmptyDatabase } from '../../db/backup/empty-target.ts';
import { openDatabase, type Database } from '../../db/database.ts';
import { startEmbeddedDatabase } from '../../db/embedded/embedded-database.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import type { Config } from '../../platform/config.ts';
import { lockDataFolder } from '../../platform/data-folder-lock.ts';
import type { Logger } from '../../platform/logger.ts';
import { createReleaseStack, type ReleaseStack } from '../../platform/release-stack.ts';
import { openBlobStore } from '../service-resources.ts';
import { beginRestore, finishRestore, giveUpRestore } from '../unfinished-restore.ts';

/** An empty installation. */
export interface RestoreTarget {
  readonly db: Database;
  readonly blobs: BlobStore;
}

/** The data folder is locked, marked and, when all is over, either marked no longer or as empty as before. */
async function openFreshFolder(dataDir: string, stack: ReleaseStack, isFilled: () => boolean): Promise<string> {
  stack.push('data folder', await lockDataFolder(dataDir));
  await beginRestore(dataDir);
  stack.push('restored folder', () => (isFilled() ? finishRestore(dataDir) : giveUpRestore(dataDir)));
  const embedded = await startEmbeddedDatabase(dataDir);
  stack.push('embedded database', () => embedded.stop());
  return embedded.url;
}

/**
 * Opens the installation that the settings name, which has to be empty, calls `fill`, and closes it again. When `fill` fails, a data folder is as empty as before; taking back
 * what it did elsewhere is up to `fill`. Errors: `data_folder_in_use`, `restore_target_not_empty`, `restore_target_in_use` (conflict); those of `fill`.
 */
export async function withRestoreTarget(config: Config, logger: Logger, fill: (target: RestoreTarget) => Promise<void>): Promise<void> {
  const stack = createReleaseStack();
  let filled = false;
  try {
    const embedded = config.databaseUrl === undefined;
    const url = config.databaseUrl ?? (await openFreshFolder(config.dataDir, stack, () => filled));
    const db = openDatabase(url, { embedded, onIdleError: (error) => logger.warn({ err: error }, 'a database connection broke') });
    stack.push('database', () => db.close());
    await requireEmptyDatabase(db);
    await fill({ db, blobs: await openBlobStore(config) });
    filled = true;
  } catch (error) {
    await stack.releaseAll();
    throw error;
  }
  const [failure] = await stack.releaseAll();
  if (failure !== undefined) throw failure.error;
}
