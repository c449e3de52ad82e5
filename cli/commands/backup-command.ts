import { resolve } from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { embeddedDatabaseExists } from '../../db/embedded/embedded-database.ts';
import { appliedMigrations } from '../../db/migrate.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import { createLogger } from '../../platform/logger.ts';
import { findInstallationKeys } from '../backup/backup-keys.ts';
import type { BackupManifest } from '../backup/backup-manifest.ts';
import { onlyArgument } from '../backup/only-argument.ts';
import { byteText } from '../backup/byte-text.ts';
import { stopSignal } from '../backup/stop-signal.ts';
import { writeBackup } from '../backup/write-backup.ts';
import type { Command } from '../command.ts';
import { openBlobStore, openConfiguredDatabase, type OpenDatabase } from '../service-resources.ts';

function nothingThere(): AppError {
  return new AppError(
    'not_found',
    'nothing_to_back_up',
    'There is no installation to back up. Set MATPHO_DATA_DIR to its data folder, or MATPHO_DATABASE_URL to its database.',
  );
}

async function requireInstallation({ db }: OpenDatabase): Promise<void> {
  if ((await appliedMigrations(db)).length === 0) throw nothingThere();
}

/** Opening the embedded database would make one where there is none. */
async function requireEmbedded({ databaseUrl, dataDir }: Config): Promise<void> {
  if (databaseUrl === undefined && !(await embeddedDatabaseExists(dataDir))) throw nothingThere();
}

function tell(print: (line: string) => void, folder: string, { tables, blobs, keys }: BackupManifest): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  print(`The backup is in ${folder}: ${rows} rows in ${tables.length} tables, ${blobs.count} pictures and segments (${byteText(blobs.byteLength)}).`);
  if (blobs.expired > 0) print(`${blobs.expired} pictures or segments reached the end of their retention meanwhile and are not in it.`);
  if (keys.file !== undefined)
    print('It holds the SECRET KEY of this installation, which opens the stored camera passwords. Keep the backup where nobody else can read it.');
  else print('It holds no secret key: keep MATPHO_SECRET_KEY elsewhere, without it the stored camera passwords can not be opened.');
  print('It holds footage, names and password hashes: delete it when what is in it has to be deleted.');
}

/** The lines about what should be in the backup and is not. */
function shortcomings({ blobs, keys }: BackupManifest): string[] {
  const unknown = keys.sealedWith.filter((id) => !keys.ids.includes(id));
  return [
    ...(blobs.missing > 0 ? [`${blobs.missing} pictures or segments are not in the blob store though the database names them (see blobs.jsonl).`] : []),
    ...(blobs.damaged > 0 ? [`${blobs.damaged} pictures or segments are damaged in the blob store and were left out (see blobs.jsonl).`] : []),
    ...(unknown.length > 0 ? [`Some camera passwords are sealed with a key that this installation doesn't have (${unknown.join(', ')}).`] : []),
  ];
}

/** `matpho backup DIR`: exit code 1 when something should be in it and is not. */
export const backupCommand: Command = async ({ args, config, stack, print, progress, stopRequested }) => {
  const folder = resolve(onlyArgument(args, 'matpho backup DIR'));
  await requireEmbedded(config);
  const database = await openConfiguredDatabase(config, stack, createLogger(config.logLevel), { exclusive: false });
  await requireInstallation(database);
  const { db } = database;
  const parts = { db, blobs: await openBlobStore(config), keys: await findInstallationKeys(config), folder, nowMs: systemClock.now() };
  const manifest = await writeBackup({ ...parts, signal: stopSignal(stopRequested), progress });
  tell(print, folder, manifest);
  const missing = shortcomings(manifest);
  for (const line of missing) progress(line);
  return missing.length === 0 ? 0 : 1;
};
