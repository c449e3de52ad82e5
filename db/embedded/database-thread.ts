/** Entry of the thread in which the embedded PostgreSQL lives, so that a long query never stops the HTTP server's event loop. */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { leanPostgis } from './lean-postgis.ts';
import { listenOnSocket } from './multiplexer-socket.ts';
import { createSessionMultiplexer } from './session-multiplexer.ts';

const { databaseDir, socketPath } = workerData as { databaseDir: string; socketPath: string };
if (parentPort === null) throw new Error('database-thread runs as a worker thread only');
const parent = parentPort;

const database = await PGlite.create({ dataDir: databaseDir, extensions: { postgis: leanPostgis(databaseDir), btree_gist } });
// every client shares this one session, so what BullMQ needs on its search path is set once for all
await database.exec('SET search_path TO public, bullmq');
const multiplexer = createSessionMultiplexer(
  { run: (bytes, onData) => database.runExclusive(() => database.execProtocolRawStream(bytes, { onRawData: onData })) },
  (error) => {
    throw error;
  },
);
const socket = await listenOnSocket(socketPath, multiplexer);
parent.on('message', (message) => {
  if (message !== 'stop') return;
  void (async () => {
    await socket.stop();
    await database.close();
    parent.postMessage('stopped');
    parent.close();
  })();
});
parent.postMessage('ready');
