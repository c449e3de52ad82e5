import { migrate } from '../../db/migrate.ts';
import { createLogger } from '../../platform/logger.ts';
import type { Command } from '../command.ts';
import { openConfiguredDatabase } from '../service-resources.ts';

/** `matpho migrate`. */
export const migrateCommand: Command = async ({ config, stack, print }) => {
  const { db } = await openConfiguredDatabase(config, stack, createLogger(config.logLevel), { exclusive: false });
  const count = await migrate(db, (name) => print(`applied ${name}`));
  print(count === 0 ? 'The database is up to date.' : `The database is up to date: ${count} migrations applied.`);
  return 0;
};
