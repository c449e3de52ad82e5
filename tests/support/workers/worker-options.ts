import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { systemClock } from '../../../platform/clock.ts';
import { readConfig } from '../../../platform/config.ts';
import { createLogger } from '../../../platform/logger.ts';
import { openQueueBackend } from '../../../platform/queue-backend.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import type { WorkerOptions } from '../../../workers/worker.ts';
import type { MigratedTestDatabase } from '../test-database.ts';

/** Everything that a worker needs, in a folder of its own. */
export interface TestWorkerOptions {
  readonly options: WorkerOptions;
  readonly folder: string;
  /** Closes the queue connections and removes the folder; stop the worker before. */
  close(): Promise<void>;
}

/** Worker options on a test database, with the queue on Redis when `redisUrl` is given. */
export async function createWorkerOptions(db: MigratedTestDatabase, redisUrl?: string): Promise<TestWorkerOptions> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-worker-'));
  const secretKey = randomBytes(32);
  const config = readConfig({
    MATPHO_DATA_DIR: folder,
    MATPHO_DATABASE_URL: db.url,
    MATPHO_SECRET_KEY: secretKey.toString('base64'),
    MATPHO_CAMERA_NETWORKS: '127.0.0.0/8',
    MATPHO_LOG_LEVEL: process.env['MATPHO_LOG_LEVEL'] ?? 'silent',
  });
  const backend = openQueueBackend({ redisUrl, databaseUrl: db.url, onError: () => undefined });
  const options: WorkerOptions = {
    config,
    backend,
    db: db.database,
    blobs: createFolderBlobStore({ folder: join(folder, 'blobs') }),
    secretBox: createSecretBox([secretKey]),
    packageBuilding: { databaseUrl: db.url, blobFolder: join(folder, 'blobs'), secretKeys: [secretKey] },
    addressPolicy: { overrideNetworks: config.cameraNetworks ?? [] },
    clock: systemClock,
    logger: createLogger(config.logLevel),
    registry: new Registry(),
  };
  return {
    options,
    folder,
    async close() {
      await backend.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
