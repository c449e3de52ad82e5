import { Registry } from 'prom-client';
import { AppError } from '../../domain/app-error.ts';
import { migrate } from '../../db/migrate.ts';
import { requirePersonRole } from '../../db/person-role.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Command, CommandContext } from '../command.ts';
import { printDemoUsers } from '../demo-users-text.ts';
import { checkMapArchive } from '../map-archive-check.ts';
import { startServerPart, startWorkerPart } from '../service-parts.ts';
import { openServiceResources, type ServiceResources } from '../service-resources.ts';
import { readTlsFiles } from '../tls-files.ts';

async function seedWhenNew(
  resources: ServiceResources,
  { config, progress }: CommandContext,
): Promise<readonly { username: string; password: string }[] | undefined> {
  if (!resources.embedded || !config.demo) return undefined;
  const { seedDemo } = await import('../demo/seed-demo.ts');
  const { db, blobs, logger } = resources;
  const seeded = await seedDemo({ db, blobs, clock: systemClock, logger, progress, ffmpegPath: config.ffmpegPath, seedPassword: config.seedPassword });
  return seeded?.users;
}

/** `matpho start`: everything in one process. On the embedded database the first start makes the demo town. */
export const startCommand: Command = async (context) => {
  const { config, stack, print, progress, stopRequested } = context;
  const tls = await readTlsFiles(config.tls);
  await checkMapArchive(config.mapArchive);
  progress(config.databaseUrl === undefined ? `opening the embedded database in ${config.dataDir} …` : 'opening the database …');
  const resources = await openServiceResources(config, stack, { exclusive: true });
  const applied = await migrate(resources.db);
  await requirePersonRole(resources.db);
  if (applied > 0) progress(`database schema: ${applied} migrations applied`);
  const users = await seedWhenNew(resources, context);
  const registry = new Registry();
  await startWorkerPart(resources, stack, registry);
  const server = await startServerPart(resources, stack, { registry, tls });
  if (users !== undefined) printDemoUsers(print, users);
  print('');
  print(`Mắt Phố is ready: ${config.publicUrl ?? server.url.replace('127.0.0.1', 'localhost')}`);
  const died = await Promise.race([stopRequested, resources.failed]);
  if (died instanceof Error)
    throw new AppError('unavailable', 'embedded_database_died', 'The embedded database stopped by itself. Start again; what was acknowledged is stored.', {
      cause: died,
    });
  progress('stopping …');
  return 0;
};
