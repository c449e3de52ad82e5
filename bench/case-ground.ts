import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { openDatabase, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import type { IncidentCategory } from '../domain/incident-terms.ts';
import { startPostgresCluster } from '../tests/support/services/postgres-cluster.ts';
import { startRedisServer } from '../tests/support/services/redis-server.ts';
import { benchNumber } from './bench-number.ts';
import { makeBigRegistry, type BigRegistry } from './big-registry.ts';
import { pacedLatenciesMs } from './paced-load.ts';
import { spawnMatpho, type MatphoProcess } from './spawn-matpho.ts';

/** A filled database with a server on it and somebody signed in. */
export interface ServedGround<Registry extends Account> {
  readonly databaseUrl: string;
  readonly db: Database;
  readonly registry: Registry;
  readonly server: MatphoProcess;
  readonly token: string;
  readonly seconds: number;
}

/** One whose cameras and incidents an officer works with. */
export type CaseGround = ServedGround<BigRegistry>;

interface Account {
  readonly username: string;
  readonly password: string;
}

async function signIn(url: string, { username, password }: Account): Promise<string> {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return ((await answer.json()) as { token: string }).token;
}

/** Asks `paths` in turn from `connections` at once, for as long as a measurement takes. @throws Error when an answer isn't 200. */
export async function loadPaths({ server, token, seconds }: CaseGround, paths: readonly string[], connections: number): Promise<autocannon.Result> {
  const headers = { authorization: `Bearer ${token}` };
  const requests = paths.map((path) => ({ method: 'GET' as const, path, headers }));
  const result = await autocannon({ url: server.url, connections, duration: seconds, requests });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} answers were not 200, ${result.errors} failed`);
  return result;
}

/** How long one waits for each answer in milliseconds, at a steady rate (0: one officer who asks again and again). */
export async function waitsFor({ server, token, seconds }: ServedGround<Account>, paths: readonly string[], perSecond: number): Promise<number[]> {
  return pacedLatenciesMs({ url: server.url, paths, headers: { authorization: `Bearer ${token}` }, perSecond, seconds });
}

/** Works on a registry of so many cameras and its incidents; see {@link onServedGround}. */
export async function onCaseGround<T>(
  what: { readonly cameras: number; readonly category?: IncidentCategory; readonly segments?: number },
  progress: (line: string) => void,
  work: (ground: CaseGround) => Promise<T>,
): Promise<T> {
  return onServedGround((db) => makeBigRegistry(db, what, progress), work);
}

/** Works on what `fill` makes of a migrated database, in a PostgreSQL of its own that writes as durably as production's, with a server; nothing is left of it. `MATPHO_BENCH_SECONDS` sets how long each measurement takes. */
export async function onServedGround<Registry extends Account, T>(
  fill: (db: Database) => Promise<Registry>,
  work: (ground: ServedGround<Registry>) => Promise<T>,
): Promise<T> {
  const [cluster, redis] = await Promise.all([startPostgresCluster({ durable: true }), startRedisServer()]);
  const dataDir = await mkdtemp(join(tmpdir(), 'matpho-bench-'));
  let db: Database | undefined;
  let server: MatphoProcess | undefined;
  try {
    const { url } = await cluster.createDatabase();
    db = openDatabase(url, { embedded: false, answerWithinMs: 1_800_000 });
    await migrate(db);
    const registry = await fill(db);
    server = await spawnMatpho('server', {
      MATPHO_PORT: '0',
      MATPHO_DATABASE_URL: url,
      MATPHO_REDIS_URL: redis.url,
      MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
      MATPHO_DATA_DIR: dataDir,
      MATPHO_LOG_LEVEL: 'error',
    });
    const token = await signIn(server.url, registry);
    return await work({ databaseUrl: url, db, registry, server, token, seconds: benchNumber('SECONDS', 15) });
  } finally {
    await server?.stop();
    await db?.close();
    await rm(dataDir, { recursive: true, force: true });
    await Promise.all([cluster.stop(), redis.stop()]);
  }
}
