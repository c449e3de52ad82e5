import { join } from 'node:path';
import { knownMigrations, type KnownMigration } from '../../db/migrate.ts';
import { AppError } from '../../domain/app-error.ts';
import { systemCode } from '../../media/blob-error.ts';
import { hashFile } from '../../media/hashed-write.ts';
import { backupDamaged, backupFileError, stopIfAsked } from './backup-error.ts';
import { BLOB_LIST_NAME, KEY_FILE_NAME, tableFile, type BackupManifest } from './backup-manifest.ts';
import type { WrittenFile } from './line-file.ts';

async function checkFile(path: string, name: string, wanted: WrittenFile): Promise<void> {
  try {
    const { sha256, byteLength } = await hashFile(path);
    if (byteLength !== wanted.byteLength || sha256.toString('hex') !== wanted.sha256) throw backupDamaged(name);
  } catch (error) {
    throw systemCode(error) === 'ENOENT' ? backupDamaged(name, error) : backupFileError(error);
  }
}

/** Makes sure that every file of the manifest is what was written; blobs are checked while they are copied. Errors: `backup_damaged` (invalid). */
export async function checkBackupFiles(folder: string, { tables, blobs, keys }: BackupManifest, signal: AbortSignal): Promise<void> {
  for (const table of tables) {
    stopIfAsked(signal);
    await checkFile(tableFile(folder, table.name), `tables/${table.name}.jsonl`, table);
  }
  await checkFile(join(folder, BLOB_LIST_NAME), BLOB_LIST_NAME, blobs.list);
  if (keys.file !== undefined) await checkFile(join(folder, KEY_FILE_NAME), KEY_FILE_NAME, keys.file);
}

/** Makes sure that this version of the product has the migrations of the backup, just as they were. Returns the last one's version. Errors: `backup_too_new` (invalid). */
export async function checkBackupSchema({ migrations }: BackupManifest): Promise<number> {
  const known = new Map<number, KnownMigration>((await knownMigrations()).map((migration) => [migration.version, migration]));
  for (const { version, sha256 } of migrations) {
    if (known.get(version)?.sha256 === sha256) continue;
    throw new AppError(
      'invalid',
      'backup_too_new',
      `The schema of the backup (migration ${version}) is not one that this version of matpho knows. Restore it with the version that made it, or a later one.`,
    );
  }
  return Math.max(...migrations.map(({ version }) => version));
}
