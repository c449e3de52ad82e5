import { Registry } from 'prom-client';
import { AppError } from '../../domain/app-error.ts';
import { pendingMigrations } from '../../db/migrate.ts';
import { requirePersonRole } from '../../db/person-role.ts';
import type { Command } from '../command.ts';
import { checkMapArchive } from '../map-archive-check.ts';
import { startServerPart } from '../service-parts.ts';
import { openServiceResources, type ServiceResources } from '../service-resources.ts';
import { readTlsFiles } from '../tls-files.ts';

/** One part of the service alone needs the database where its other parts are, and as they expect it. */
export async function requireSharedDatabase({ db, embedded }: ServiceResources): Promise<void> {
  if (embedded)
    throw new AppError(
      'invalid',
      'database_url_required',
      'matpho server and matpho worker need MATPHO_DATABASE_URL. For everything in one process use: matpho start',
    );
  const pending = await pendingMigrations(db);
  if (pending > 0) throw new AppError('conflict', 'migrations_pending', `The database lacks ${pending} migrations. Run: matpho migrate`);
  await requirePersonRole(db);
}

/** `matpho server`: API and web application. */
export const serverCommand: Command = async ({ config, stack, print, stopRequested }) => {
  if (config.databaseUrl === undefined)
    throw new AppError('invalid', 'database_url_required', 'matpho server needs MATPHO_DATABASE_URL. For everything in one process use: matpho start');
  const tls = await readTlsFiles(config.tls);
  await checkMapArchive(config.mapArchive);
  const resources = await openServiceResources(config, stack, { exclusive: true });
  await requireSharedDatabase(resources);
  const server = await startServerPart(resources, stack, { registry: new Registry(), tls });
  print(`Mắt Phố server listens on ${server.url}`);
  await stopRequested;
  return 0;
};
