import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Registry } from 'prom-client';
import { MESSAGE_CHANNELS } from '../domain/messages/message-terms.ts';
import { systemClock } from '../platform/clock.ts';
import { createJobProducer } from '../platform/job-producer.ts';
import type { ReleaseStack } from '../platform/release-stack.ts';
import { startServer, type RunningServer } from '../server/server.ts';
import { startWorker } from '../workers/worker.ts';
import { readOidcSettings } from './oidc-secret-file.ts';
import type { ServiceResources } from './service-resources.ts';
import type { TlsFiles } from './tls-files.ts';

/** The built web application beside the built commands; absent when the service runs from its sources. */
function webFolder(): string | undefined {
  const folder = fileURLToPath(new URL('../web/', import.meta.url));
  return existsSync(`${folder}index.html`) ? folder : undefined;
}

/** Starts the HTTP server on `resources`, with HTTPS when `tls` is there; the stack stops it. */
export async function startServerPart(
  resources: ServiceResources,
  stack: ReleaseStack,
  options: { readonly registry: Registry; readonly tls: TlsFiles | undefined },
): Promise<RunningServer> {
  const { config, logger, db, url, embedded, blobs, secretBox, addressPolicy } = resources;
  const jobs = createJobProducer(resources.backend, (error) => logger.warn({ err: error }, 'the queue connection broke'));
  stack.push('job producer', () => jobs.close());
  const messageChannels = MESSAGE_CHANNELS.filter((channel) => config.messages[channel] !== undefined);
  const { mapStyleUrl, mapArchive, publicUrl, smsPrefixes } = config;
  const oidc = await readOidcSettings(config.oidc);
  const pushHosts = config.messages.push?.hosts;
  const settings = {
    demo: embedded && config.demo,
    mapStyleUrl,
    mapArchive,
    publicUrl,
    messageChannels,
    smsPrefixes,
    pushHosts,
    oidc,
    tls: options.tls,
    webFolder: webFolder(),
  };
  const context = { db, databaseUrl: url, jobs, blobs, clock: systemClock, secretBox, addressPolicy, logger, settings };
  const server = await startServer(context, { host: config.host, port: config.port }, options.registry);
  stack.push('server', () => server.close());
  return server;
}

/** Starts the workers on `resources`; the stack stops them. */
export async function startWorkerPart(resources: ServiceResources, stack: ReleaseStack, registry: Registry): Promise<void> {
  const worker = await startWorker({ ...resources, clock: systemClock, registry });
  stack.push('worker', () => worker.stop());
}
