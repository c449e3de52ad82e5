import { join } from 'node:path';
import { loadRows } from '../../db/backup/row-loader.ts';
import type { Database } from '../../db/database.ts';
import { appliedMigrations, migrate } from '../../db/migrate.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { AppError } from '../../domain/app-error.ts';
import { createFolderBlobStore } from '../../media/folder-blob-store.ts';
import type { Config } from '../../platform/config.ts';
import type { Logger } from '../../platform/logger.ts';
import { keepSecretKey } from '../secret-key-file.ts';
import { stopIfAsked } from './backup-error.ts';
import { checkRestoredKeys } from './backup-keys.ts';
import { BLOB_LIST_NAME, readManifest, tableFile, type BackupManifest } from './backup-manifest.ts';
import { checkBackupFiles, checkBackupSchema } from './check-backup.ts';
import { readLineBatches } from './line-file.ts';
import { createBlobRestore } from './restore-blobs.ts';
import { withRestoreTarget, type RestoreTarget } from './restore-target.ts';

/** What is restored, and into what. */
export interface RestoreParts {
  readonly folder: string;
  readonly config: Config;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  progress(line: string): void;
}

/** A backup that was checked. */
interface CheckedBackup {
  readonly manifest: BackupManifest;
  readonly schemaVersion: number;
  readonly ownKey: Buffer | undefined;
}

async function check({ folder, config, signal, progress }: RestoreParts): Promise<CheckedBackup> {
  const manifest = await readManifest(folder);
  progress(`checking the backup of ${manifest.createdAt} …`);
  await checkBackupFiles(folder, manifest, signal);
  return { manifest, schemaVersion: await checkBackupSchema(manifest), ownKey: await checkRestoredKeys(folder, manifest, config) };
}

async function migrateTo(db: Database, version: number): Promise<void> {
  const newest = Math.max(0, ...(await appliedMigrations(db)).map((migration) => migration.version));
  if (newest > version)
    throw new AppError(
      'conflict',
      'restore_schema_newer',
      'The database has a newer schema than the backup, which is migrated once it is restored. Give it a database without any tables.',
    );
  await migrate(db, undefined, version);
}

async function fill(
  { folder, config, signal, progress }: RestoreParts,
  { manifest, schemaVersion, ownKey }: CheckedBackup,
  { db, blobs }: RestoreTarget,
): Promise<void> {
  stopIfAsked(signal);
  await migrateTo(db, schemaVersion);
  const restore = createBlobRestore(
    join(folder, BLOB_LIST_NAME),
    { from: createFolderBlobStore({ folder: join(folder, 'blobs') }), to: blobs },
    { signal, progress },
  );
  try {
    progress('copying pictures and footage …');
    await restore.run();
    progress('loading the database …');
    async function* lines({ name }: { name: string }): AsyncGenerator<readonly string[], void, undefined> {
      for await (const batch of readLineBatches(tableFile(folder, name))) {
        stopIfAsked(signal);
        yield batch;
      }
    }
    if (ownKey !== undefined) await keepSecretKey(config.dataDir, ownKey);
    await loadRows(db, { tables: manifest.tables, sequences: manifest.sequences, lines });
  } catch (error) {
    await restore.undo();
    throw error;
  }
  await migrate(db);
  await appendAudit(db, { action: 'backup.restore', detail: { by: 'command', backupCreatedAt: manifest.createdAt } });
  await db.script('ANALYZE');
}

/**
 * Makes an installation from the backup in `folder` (docs/design/backup.md) and returns its manifest. Nothing is overwritten; when it fails or is stopped, the target is as
 * empty as before. Errors: `not_a_backup` (not_found); `backup_damaged`, `backup_too_new`, `backup_rows_refused`, `secret_key_differs` (invalid); `data_folder_in_use`,
 * `restore_target_not_empty`, `restore_target_in_use`, `restore_schema_newer` (conflict); `stopped` (cancelled); those of database and blob store.
 */
export async function restoreBackup(parts: RestoreParts): Promise<BackupManifest> {
  const backup = await check(parts);
  await withRestoreTarget(parts.config, parts.logger, (target) => fill(parts, backup, target));
  return backup.manifest;
}
