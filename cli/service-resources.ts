import { join } from 'node:path';
import { AppError } from '../domain/app-error.ts';
import type { AddressPolicy } from '../domain/address-rule.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { embeddedDatabaseUrl, startEmbeddedDatabase } from '../db/embedded/embedded-database.ts';
import type { BlobStore } from '../media/blob-store.ts';
import { createFolderBlobStore } from '../media/folder-blob-store.ts';
import type { Config } from '../platform/config.ts';
import { dataFolderHolder, lockDataFolder } from '../platform/data-folder-lock.ts';
import { createLogger, type Logger } from '../platform/logger.ts';
import { openQueueBackend, type QueueBackend } from '../platform/queue-backend.ts';
import type { ReleaseStack } from '../platform/release-stack.ts';
import { createSecretBox, type SecretBox } from '../platform/secret-box.ts';
import type { PackageBuilding } from '../workers/worker.ts';
import { ownPlaces, watchOwnEndpoints } from './own-endpoints.ts';
import { readOrMakeSecretKey } from './secret-key-file.ts';
import { refuseUnfinishedRestore } from './unfinished-restore.ts';

/** An open database and where it is. */
export interface OpenDatabase {
  readonly db: Database;
  readonly url: string;
  readonly embedded: boolean;
  /** Settles when the embedded database dies by itself; never for a server elsewhere. */
  readonly failed: Promise<Error>;
}

/** What a service or a command works with. Everything is on the release stack that was given. */
export interface ServiceResources extends OpenDatabase {
  readonly config: Config;
  readonly logger: Logger;
  readonly backend: QueueBackend;
  readonly blobs: BlobStore;
  readonly secretBox: SecretBox;
  readonly addressPolicy: AddressPolicy;
  readonly packageBuilding: PackageBuilding;
}

const NEVER = new Promise<Error>(() => undefined);

async function openEmbedded(config: Config, stack: ReleaseStack, exclusive: boolean): Promise<{ url: string; failed: Promise<Error> }> {
  await refuseUnfinishedRestore(config.dataDir);
  const holder = await dataFolderHolder(config.dataDir);
  // a command beside a running service talks to its database through the socket in the data folder
  if (holder !== undefined && !exclusive) return { url: embeddedDatabaseUrl(config.dataDir), failed: NEVER };
  stack.push('data folder', await lockDataFolder(config.dataDir));
  const embedded = await startEmbeddedDatabase(config.dataDir);
  stack.push('embedded database', () => embedded.stop());
  return embedded;
}

/**
 * Opens the database that the settings name: a PostgreSQL server, or the embedded one in the data folder. `exclusive` (the service itself) refuses a folder
 * on which another service runs; a command joins it instead.
 */
export async function openConfiguredDatabase(config: Config, stack: ReleaseStack, logger: Logger, options: { exclusive: boolean }): Promise<OpenDatabase> {
  const embedded = config.databaseUrl === undefined;
  const { url, failed } = embedded ? await openEmbedded(config, stack, options.exclusive) : { url: config.databaseUrl, failed: NEVER };
  const db = openDatabase(url, { embedded, onIdleError: (error) => logger.warn({ err: error }, 'a database connection broke') });
  stack.push('database', () => db.close());
  return { db, url, embedded, failed };
}

/** The folder of the blob store that the settings name. Errors: `blob_store_unsupported`. */
function blobFolderOf(config: Config): string {
  const url = config.blobUrl === undefined ? undefined : new URL(config.blobUrl);
  if (url !== undefined && url.protocol !== 'file:') {
    throw new AppError('invalid', 'blob_store_unsupported', 'MATPHO_BLOB_URL: only file:// is supported by this version. Name a folder.', {
      details: { variable: 'MATPHO_BLOB_URL' },
    });
  }
  return url === undefined ? join(config.dataDir, 'blobs') : decodeURIComponent(url.pathname);
}

/** Opens the blob store that the settings name. Errors: `blob_store_unsupported`. */
export async function openBlobStore(config: Config): Promise<BlobStore> {
  return createFolderBlobStore({ folder: blobFolderOf(config) });
}

/** Which addresses cameras may have; the product's own parts among them are looked up again as long as the service runs. */
export async function openAddressPolicy(config: Config, stack: ReleaseStack): Promise<AddressPolicy> {
  const own = await watchOwnEndpoints(ownPlaces(config));
  stack.push('own addresses', async () => own.stop());
  return {
    ...(config.cameraNetworks === undefined ? {} : { overrideNetworks: config.cameraNetworks }),
    get ownEndpoints() {
      return own.current();
    },
  };
}

/** Opens all that a service needs, in order; `stack` closes it backwards. */
export async function openServiceResources(config: Config, stack: ReleaseStack, options: { exclusive: boolean }): Promise<ServiceResources> {
  const logger = createLogger(config.logLevel);
  const database = await openConfiguredDatabase(config, stack, logger, options);
  const secretKeys = config.secretKeys ?? ([await readOrMakeSecretKey(config.dataDir)] as const);
  const backend = openQueueBackend({
    redisUrl: config.redisUrl,
    databaseUrl: database.url,
    onError: (error) => logger.warn({ err: error }, 'the queue connection broke'),
  });
  stack.push('queue connections', () => backend.close());
  return {
    ...database,
    config,
    logger,
    backend,
    blobs: await openBlobStore(config),
    secretBox: createSecretBox(secretKeys),
    packageBuilding: { databaseUrl: database.url, blobFolder: blobFolderOf(config), secretKeys },
    addressPolicy: await openAddressPolicy(config, stack),
  };
}
