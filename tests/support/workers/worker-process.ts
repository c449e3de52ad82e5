import { Registry } from 'prom-client';
import { openDatabase } from '../../../db/database.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { systemClock } from '../../../platform/clock.ts';
import { readConfig } from '../../../platform/config.ts';
import { createLogger } from '../../../platform/logger.ts';
import { openQueueBackend } from '../../../platform/queue-backend.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { startWorker } from '../../../workers/worker.ts';

/** A worker in a process of its own, to be killed: writes its id and a line end when it works, and stops in order when its stdin ends. */
const config = readConfig(process.env);
const url = config.databaseUrl!;
const db = openDatabase(url, { embedded: false });
const backend = openQueueBackend({ redisUrl: config.redisUrl, databaseUrl: url, onError: () => undefined });
const blobFolder = decodeURIComponent(new URL(config.blobUrl!).pathname);
const worker = await startWorker({
  config,
  db,
  backend,
  blobs: createFolderBlobStore({ folder: blobFolder }),
  secretBox: createSecretBox(config.secretKeys!),
  packageBuilding: { databaseUrl: url, blobFolder, secretKeys: config.secretKeys! },
  addressPolicy: config.cameraNetworks === undefined ? {} : { overrideNetworks: config.cameraNetworks },
  clock: systemClock,
  logger: createLogger(config.logLevel),
  registry: new Registry(),
  recording: { segmentMs: 1000 },
});
process.stdout.write(`${worker.id}\n`);
process.stdin.on('end', () => {
  void worker
    .stop()
    .then(() => backend.close())
    .then(() => db.close())
    // as the command does: the Redis client's timers would keep the process for another 30 s
    .then(() => process.exit());
});
process.stdin.resume();
