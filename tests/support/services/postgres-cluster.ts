import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chown, mkdtemp, rm, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { postgresBinDir } from './postgres-bin-dir.ts';
import { startSupervisedProcess } from './supervised-process.ts';
import { createDatabaseTemplate, createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './test-database.ts';
import { withFreePort } from './with-free-port.ts';

/** A private PostgreSQL 15 with PostGIS available. */
export interface PostgresCluster {
  /**
   * Superuser `postgres`, database `postgres`, no password (trusted on loopback only). With it alone
   * another process can use `createTestDatabase`.
   */
  readonly adminUrl: string;
  /** See `createTestDatabase`. */
  createDatabase(options?: TestDatabaseOptions): Promise<TestDatabase>;
  /** See `createDatabaseTemplate`. */
  createTemplate(name: string, prepare: (url: string) => Promise<void>): Promise<void>;
  /** Ends all connections at once and removes the data. */
  stop(): Promise<void>;
}

/** Who the server runs as when the tests run as root. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Makes and starts a cluster in a new folder under the temporary directory: UTF-8, `C.UTF-8`, loopback
 * and a private Unix socket, tuned for speed instead of safety unless `durable` (for benchmarks, which must pay
 * for what production pays). Takes about 1 s. When this process is killed the cluster stops by itself.
 *
 * @throws Error with the words of `initdb` or of the server.
 */
export function startPostgresCluster(options: { readonly durable?: boolean } = {}): Promise<PostgresCluster> {
  return withFreePort(async (port) => {
    const user = findServerUser();
    const folder = await mkdtemp(join(options.durable === true ? tmpdir() : await fastFolder(), 'matpho-pg-'));
    await initialisePostgres(folder, user);
    const server = await startSupervisedProcess({
      command: [`${postgresBinDir}/postgres`, ...serverArguments(folder, port, options.durable === true)],
      readyLine: /database system is ready to accept connections/,
      // Immediate shutdown: the data is thrown away, so no checkpoint and no waiting for clients.
      stopSignal: 'QUIT',
      folder,
      ...(user && { user }),
    });
    const adminUrl = `postgresql://postgres@127.0.0.1:${port}/postgres`;
    return {
      adminUrl,
      createDatabase: (options) => createTestDatabase(adminUrl, options),
      createTemplate: (name, prepare) => createDatabaseTemplate(adminUrl, name, prepare),
      stop: () => server.stop(),
    };
  });
}

const ROOM_BYTES = 4 * 2 ** 30;

/** Where a cluster lies that needn't last: in memory where there is room. A database is hundreds of files, which a disk's file system makes, finds and forgets at a price. */
async function fastFolder(): Promise<string> {
  const memory = '/dev/shm';
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= ROOM_BYTES && freemem() >= 2 * ROOM_BYTES ? memory : tmpdir();
}

/** PostgreSQL refuses to run as root: then it runs as the package's own user. */
export function findServerUser(): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entry = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  if (!entry) throw new Error('There is no system user "postgres"; install postgresql-15');
  return { uid: Number(entry[1]), gid: Number(entry[2]) };
}

/** Makes the files of a cluster in `folder`; when that fails the folder is removed. */
export async function initialisePostgres(folder: string, user: PostgresUser | undefined): Promise<void> {
  try {
    if (user) await chown(folder, user.uid, user.gid);
    const options = ['--no-sync', '--auth=trust', '--username=postgres'];
    await promisify(execFile)(`${postgresBinDir}/initdb`, [...options, '--encoding=UTF8', '--locale=C.UTF-8', '-D', join(folder, 'data')], {
      ...user,
      cwd: folder,
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** For a cluster that needn't last: nothing is made sure of, and each new connection finds PostGIS and its thirty libraries loaded. */
const THROWN_AWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '2GB',
  checkpoint_timeout: '1h',
  shared_preload_libraries: 'postgis-3',
};

/** How `postgres` is started on the cluster in `folder`. */
export function serverArguments(folder: string, port: number, durable: boolean): string[] {
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    max_connections: 200,
    ...(durable ? {} : THROWN_AWAY),
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const assignments = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', join(folder, 'data'), ...assignments];
}
