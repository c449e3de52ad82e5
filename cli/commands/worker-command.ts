import { Registry } from 'prom-client';
import { AppError } from '../../domain/app-error.ts';
import type { Command } from '../command.ts';
import { startWorkerPart } from '../service-parts.ts';
import { openServiceResources } from '../service-resources.ts';
import { requireSharedDatabase } from './server-command.ts';

/** `matpho worker`: health, pictures, recording, retention. */
export const workerCommand: Command = async ({ config, stack, print, stopRequested }) => {
  if (config.databaseUrl === undefined)
    throw new AppError('invalid', 'database_url_required', 'matpho worker needs MATPHO_DATABASE_URL. For everything in one process use: matpho start');
  const resources = await openServiceResources(config, stack, { exclusive: true });
  await requireSharedDatabase(resources);
  await startWorkerPart(resources, stack, new Registry());
  print('Mắt Phố worker runs.');
  await stopRequested;
  return 0;
};
