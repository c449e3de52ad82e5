import { Registry } from 'prom-client';
import { AppError } from '../../domain/app-error.ts';
import { startMetricsListener } from '../../platform/metrics-listener.ts';
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
  const registry = new Registry();
  await startWorkerPart(resources, stack, registry);
  if (config.workerPort !== undefined) {
    const onError = (error: unknown): void => resources.logger.warn({ err: error }, 'figures could not be read');
    const listener = await startMetricsListener(registry, { host: config.host, port: config.workerPort }, onError);
    stack.push('metrics listener', () => listener.close());
    print(`Figures of the worker: ${listener.url}/metrics`);
  }
  print('Mắt Phố worker runs.');
  await stopRequested;
  return 0;
};
