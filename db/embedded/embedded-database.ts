import { createHash } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../domain/app-error.ts';

/** Linux allows 107 bytes in a Unix socket's path, macOS 103. */
const MAX_SOCKET_PATH_BYTES = 100;
const SOCKET_NAME = '.s.PGSQL.5432';

/** Where clients of the embedded database connect: the folder that holds its Unix socket, as libpq and `pg` take it for a host. */
export function embeddedSocketFolder(dataDir: string): string {
  const inside = join(resolve(dataDir), 'run');
  if (Buffer.byteLength(join(inside, SOCKET_NAME)) <= MAX_SOCKET_PATH_BYTES) return inside;
  // a deep data folder: a private folder whose name both the service and its commands can derive
  const name = createHash('sha256').update(inside).digest('hex').slice(0, 20);
  return join(tmpdir(), `matpho-${process.getuid?.() ?? 'user'}-${name}`);
}

/** `pg` connection URL of the embedded database of a data folder, whether it runs or not. */
export function embeddedDatabaseUrl(dataDir: string): string {
  return `postgresql://postgres@localhost:5432/postgres?host=${encodeURIComponent(embeddedSocketFolder(dataDir))}`;
}

/** Whether a data folder holds an embedded database, running or not. */
export async function embeddedDatabaseExists(dataDir: string): Promise<boolean> {
  return (await stat(join(dataDir, 'postgres', 'PG_VERSION')).catch(() => undefined)) !== undefined;
}

/** A running embedded database. */
export interface EmbeddedDatabase {
  readonly url: string;
  /** Ends clients, checkpoints and closes the files. */
  stop(): Promise<void>;
  /** Settles with the error when the database dies by itself. */
  readonly failed: Promise<Error>;
}

function startThread(databaseDir: string, socketPath: string, program: URL | undefined): Worker {
  const workerData = { databaseDir, socketPath };
  if (program !== undefined) return new Worker(program, { workerData });
  const here = import.meta.url;
  if (here.endsWith('.js')) return new Worker(new URL('./database-thread.js', here), { workerData });
  // run from the sources (tests): a thread takes no loader from its process, so it loads the loader first
  const entry = JSON.stringify(new URL('./database-thread.ts', here).href);
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${entry}); });`, { eval: true, workerData });
}

async function ready(thread: Worker): Promise<void> {
  await new Promise<void>((resolvePromise, reject) => {
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the database thread ended before it was ready')));
    thread.once('message', () => resolvePromise());
  });
}

/**
 * Starts PostgreSQL with PostGIS inside this process (PGlite, in a thread of its own) on the files in `dataDir/postgres`, and listens on a Unix
 * socket that only this user can reach. The caller holds the data folder's lock. Errors: `embedded_database_failed` (unavailable).
 *
 * @param program of the thread, if it is not to be `database-thread` as it stands beside this file: tests start it from one bundled file, which is quicker
 */
export async function startEmbeddedDatabase(dataDir: string, program?: URL): Promise<EmbeddedDatabase> {
  const databaseDir = join(resolve(dataDir), 'postgres');
  const socketPath = join(embeddedSocketFolder(dataDir), SOCKET_NAME);
  await mkdir(dirname(socketPath), { recursive: true, mode: 0o700 });
  await rm(socketPath, { force: true });
  await mkdir(databaseDir, { recursive: true, mode: 0o700 });
  const thread = startThread(databaseDir, socketPath, program);
  try {
    await ready(thread);
  } catch (cause) {
    throw new AppError(
      'unavailable',
      'embedded_database_failed',
      `The embedded database in ${databaseDir} did not start. If its disk is full, free some space; else restore a backup.`,
      { cause },
    );
  }
  let stopping = false;
  const ended = new Promise<void>((settle) => thread.once('exit', () => settle()));
  const failed = new Promise<Error>((settle) => {
    thread.on('error', settle);
    thread.on('exit', (code) => {
      if (!stopping) settle(new Error(`the database thread ended with code ${code}`));
    });
  });
  return {
    url: embeddedDatabaseUrl(dataDir),
    failed,
    async stop() {
      stopping = true;
      thread.postMessage('stop');
      await ended;
      await rm(socketPath, { force: true });
    },
  };
}
