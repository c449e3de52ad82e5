import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { openDatabase, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import type { Statement } from '../db/prepared-statement.ts';
import { incidentReach } from '../db/repositories/access-repository.ts';
import { findSession } from '../db/repositories/account-repository.ts';
import { systemClock } from '../platform/clock.ts';
import { answerCandidates } from '../server/incidents/candidate-answer.ts';
import type { ServerContext } from '../server/server-context.ts';
import { SESSION_LIFE, sessionTokenHash } from '../server/session-token.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { startPostgresCluster, type PostgresCluster } from '../tests/support/services/postgres-cluster.ts';
import { startRedisServer, type RedisServer } from '../tests/support/services/redis-server.ts';
import { benchNumber } from './bench-number.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { makeBigRegistry, type BigRegistry } from './big-registry.ts';
import { pacedLatenciesMs } from './paced-load.ts';
import { percentile } from './percentile.ts';
import { runPgbench } from './pgbench-run.ts';
import { cpuMs, rssMb } from './process-cost.ts';
import { recordStatements } from './recording-database.ts';
import { spawnMatpho, type MatphoProcess } from './spawn-matpho.ts';

/** A province of today, ten of them, and more than a country has. `MATPHO_BENCH_CAMERAS` leaves out the larger ones. */
const SIZES = [5500, 100_000, 1_000_000];
const CONNECTIONS = 8;
const INCIDENTS = 60;
/** Share of what the server can do at most, for the figures of how long one waits. */
const STEADY_SHARE = 0.4;

type Progress = (line: string) => void;

/** A filled database with a server on it and somebody signed in. */
interface Ground {
  readonly databaseUrl: string;
  readonly db: Database;
  readonly registry: BigRegistry;
  readonly server: MatphoProcess;
  readonly token: string;
  readonly seconds: number;
}

async function signIn(url: string, { username, password }: BigRegistry): Promise<string> {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return ((await answer.json()) as { token: string }).token;
}

/** Every statement of one answer, as the server itself sends them. */
async function statementsOf({ db, token }: Ground, incidentId: string): Promise<Statement[]> {
  const recorder = recordStatements(db);
  const session = (await findSession(recorder.db, sessionTokenHash(token), Date.now(), SESSION_LIFE.idleMs))!;
  const reached = (await incidentReach(recorder.db, incidentId, session))!;
  await answerCandidates({ db: recorder.db, clock: systemClock } as ServerContext, session, 'units', reached, { order: 'score', lang: 'vi', limit: 50 });
  return recorder.statements;
}

const pathOf = (id: string): string => `/api/v1/incidents/${id}/candidates`;

async function load({ server, token, seconds }: Ground, incidentIds: readonly string[]): Promise<autocannon.Result> {
  const headers = { authorization: `Bearer ${token}` };
  const requests = incidentIds.map((id) => ({ method: 'GET' as const, path: pathOf(id), headers }));
  return autocannon({ url: server.url, connections: CONNECTIONS, duration: seconds, requests });
}

async function waits({ server, token, seconds, registry }: Ground, perSecond: number): Promise<number[]> {
  const headers = { authorization: `Bearer ${token}` };
  return pacedLatenciesMs({ url: server.url, paths: registry.incidentIds.map(pathOf), headers, perSecond, seconds });
}

/** Candidates over HTTP beside the database alone, and how long one waits. `firstP99Ms` is that of the smallest registry. */
async function measure(ground: Ground, cameras: number, firstP99Ms: number | null, progress: Progress): Promise<{ figures: BenchFigure[]; p99Ms: number }> {
  const { server, registry, databaseUrl, db, seconds } = ground;
  const at = `${cameras.toLocaleString('en')} cameras`;
  await load(ground, registry.incidentIds);
  progress(`${at}: the database alone (pgbench)`);
  const answers: Statement[][] = [];
  for (const id of registry.incidentIds.slice(0, INCIDENTS)) answers.push(await statementsOf(ground, id));
  const raw = await runPgbench(databaseUrl, db, answers, { clients: CONNECTIONS, seconds });
  progress(`${at}: over HTTP`);
  const cpuBefore = cpuMs(server.pid);
  const result = await load(ground, registry.incidentIds.slice(0, INCIDENTS));
  const cpuPerRequest = (cpuMs(server.pid) - cpuBefore) / result.requests.total;
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} answers were not 200, ${result.errors} failed`);
  const perSecond = result.requests.total / result.duration;
  progress(`${at}: how long one waits`);
  const alone = await waits(ground, 0);
  const steady = await waits(ground, Math.floor(perSecond * STEADY_SHARE));
  const p99Ms = percentile(steady, 0.99);
  const figures = [
    figure(`${at}: candidates over HTTP, against pgbench running every statement of the same answer`, perSecond, 'req/s', raw),
    figure(`${at}: CPU of the server per request`, cpuPerRequest, 'ms'),
    figure(`${at}: one officer, p50`, percentile(alone, 0.5), 'ms', 5),
    figure(`${at}: one officer, p99`, percentile(alone, 0.99), 'ms'),
    figure(`${at}: at ${STEADY_SHARE * 100} % of the most it can do, p50`, percentile(steady, 0.5), 'ms', 5),
    figure(`${at}: the same, p99, against that of the smallest registry`, p99Ms, 'ms', firstP99Ms ?? p99Ms),
    figure(`${at}: RSS of the server`, rssMb(server.pid), 'MB', 250),
  ];
  return { figures, p99Ms };
}

async function onGround<T>(
  cluster: PostgresCluster,
  redis: RedisServer,
  cameras: number,
  progress: Progress,
  work: (ground: Ground) => Promise<T>,
): Promise<T> {
  const database = await cluster.createDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'matpho-bench-'));
  const db = openDatabase(database.url, { embedded: false, answerWithinMs: 1_800_000 });
  let server: MatphoProcess | undefined;
  try {
    await migrate(db);
    const registry = await makeBigRegistry(db, cameras, progress);
    server = await spawnMatpho('server', {
      MATPHO_PORT: '0',
      MATPHO_DATABASE_URL: database.url,
      MATPHO_REDIS_URL: redis.url,
      MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
      MATPHO_DATA_DIR: dataDir,
      MATPHO_LOG_LEVEL: 'error',
    });
    const token = await signIn(server.url, registry);
    return await work({ databaseUrl: database.url, db, registry, server, token, seconds: benchNumber('SECONDS', 15) });
  } finally {
    await server?.stop();
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Candidates of incidents over HTTP among 5,500, 100,000 and 1,000,000 cameras with 30 days of history, each in a PostgreSQL of its own that writes as durably as production's. */
export const linkingBench: Bench = async (progress) => {
  await ensurePackages();
  const most = benchNumber('CAMERAS', SIZES.at(-1)!);
  const sizes = SIZES.filter((size) => size <= most);
  const figures: BenchFigure[] = [];
  let firstP99Ms: number | null = null;
  for (const cameras of sizes.length === 0 ? [most] : sizes) {
    const [cluster, redis] = await Promise.all([startPostgresCluster({ durable: true }), startRedisServer()]);
    try {
      const measured = await onGround(cluster, redis, cameras, progress, (ground) => measure(ground, cameras, firstP99Ms, progress));
      figures.push(...measured.figures);
      firstP99Ms ??= measured.p99Ms;
    } finally {
      await Promise.all([cluster.stop(), redis.stop()]);
    }
  }
  return figures;
};
