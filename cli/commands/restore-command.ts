import { resolve } from 'node:path';
import { createLogger } from '../../platform/logger.ts';
import { onlyArgument } from '../backup/only-argument.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { stopSignal } from '../backup/stop-signal.ts';
import type { Command } from '../command.ts';

/** `matpho restore DIR`: only into a fresh data folder or an empty database. */
export const restoreCommand: Command = async ({ args, config, print, progress, stopRequested }) => {
  const folder = resolve(onlyArgument(args, 'matpho restore DIR'));
  const { createdAt, tables, blobs } = await restoreBackup({
    folder,
    config,
    logger: createLogger(config.logLevel),
    signal: stopSignal(stopRequested),
    progress,
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  print(`Restored the backup of ${createdAt}: ${rows} rows in ${tables.length} tables, ${blobs.count} pictures and segments.`);
  if (blobs.missing + blobs.damaged > 0)
    print(`${blobs.missing + blobs.damaged} pictures or segments were missing or damaged when the backup was made and are not there.`);
  print('Everybody signs in again, with the password of then. What expired meanwhile is deleted as soon as the service runs.');
  return 0;
};
