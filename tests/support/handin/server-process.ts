import { openDatabase } from '../../../db/database.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { systemClock } from '../../../platform/clock.ts';
import { readConfig } from '../../../platform/config.ts';
import { createJobProducer } from '../../../platform/job-producer.ts';
import { createLogger } from '../../../platform/logger.ts';
import { openQueueBackend } from '../../../platform/queue-backend.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { startServer } from '../../../server/server.ts';

/** A server in a process of its own, to be killed: writes its address and a line end when it listens, and stops in order when its stdin ends. */
const config = readConfig(process.env);
const url = config.databaseUrl!;
const db = openDatabase(url, { embedded: false });
const backend = openQueueBackend({ redisUrl: config.redisUrl, databaseUrl: url, onError: () => undefined });
const jobs = createJobProducer(backend, () => undefined);
const server = await startServer(
  {
    db,
    databaseUrl: url,
    jobs,
    blobs: createFolderBlobStore({ folder: decodeURIComponent(new URL(config.blobUrl!).pathname) }),
    clock: systemClock,
    secretBox: createSecretBox(config.secretKeys!),
    addressPolicy: {},
    logger: createLogger(config.logLevel),
    settings: { demo: false },
  },
  { host: '127.0.0.1', port: 0 },
);
process.stdout.write(`${server.url}\n`);
process.stdin.on('end', () => {
  void server
    .close()
    .then(() => jobs.close())
    .then(() => backend.close())
    .then(() => db.close())
    // as the command does: the Redis client's timers would keep the process for another 8 s
    .then(() => process.exit());
});
process.stdin.resume();
