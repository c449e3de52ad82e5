import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { openDatabase, type Database } from '../db/database.ts';
import type { Statement } from '../db/prepared-statement.ts';
import { migrate } from '../db/migrate.ts';
import { incidentReach } from '../db/repositories/access-repository.ts';
import { findSession } from '../db/repositories/account-repository.ts';
import { systemClock } from '../platform/clock.ts';
import { answerCandidates } from '../server/incidents/candidate-answer.ts';
import type { ServerContext } from '../server/server-context.ts';
import { SESSION_LIFE, sessionTokenHash } from '../server/session-token.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { startPostgresCluster } from '../tests/support/services/postgres-cluster.ts';
import { startRedisServer } from '../tests/support/services/redis-server.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { makeBigRegistry, type BigRegistry } from './big-registry.ts';
import { runPgbench } from './pgbench-run.ts';
import { cpuMs, rssMb } from './process-cost.ts';
import { recordStatements } from './recording-database.ts';
import { spawnMatpho } from './spawn-matpho.ts';

const CAMERAS = 100_000;
const SECONDS = 15;
const CONNECTIONS = 8;
const SCRIPTS = 60;

async function signIn(url: string, { username, password }: BigRegistry): Promise<string> {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return ((await answer.json()) as { token: string }).token;
}

/** Every statement of one answer, as the server itself sends them. */
async function statementsOf(db: Database, token: string, incidentId: string): Promise<Statement[]> {
  const recorder = recordStatements(db);
  const session = (await findSession(recorder.db, sessionTokenHash(token), Date.now(), SESSION_LIFE.idleMs))!;
  await incidentReach(recorder.db, incidentId, session);
  await answerCandidates({ db: recorder.db, clock: systemClock } as ServerContext, session, 'units', incidentId, { order: 'score', lang: 'vi', limit: 50 });
  return recorder.statements;
}

async function load(url: string, token: string, incidentIds: readonly string[]): Promise<autocannon.Result> {
  const requests = incidentIds.map((id) => ({
    method: 'GET' as const,
    path: `/api/v1/incidents/${id}/candidates`,
    headers: { authorization: `Bearer ${token}` },
  }));
  return autocannon({ url, connections: CONNECTIONS, duration: SECONDS, requests });
}

async function measure(
  databaseUrl: string,
  redisUrl: string,
  dataDir: string,
  db: Database,
  registry: BigRegistry,
  progress: (line: string) => void,
): Promise<BenchFigure[]> {
  const server = await spawnMatpho('server', {
    MATPHO_PORT: '0',
    MATPHO_DATABASE_URL: databaseUrl,
    MATPHO_REDIS_URL: redisUrl,
    MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
    MATPHO_DATA_DIR: dataDir,
    MATPHO_LOG_LEVEL: 'error',
  });
  try {
    const token = await signIn(server.url, registry);
    await load(server.url, token, registry.incidentIds.slice(0, 20));
    progress('measuring the database alone (pgbench)');
    const scripts = await Promise.all(registry.incidentIds.slice(0, SCRIPTS).map((id) => statementsOf(db, token, id)));
    const raw = await runPgbench(databaseUrl, scripts, { clients: CONNECTIONS, seconds: SECONDS });
    progress('measuring over HTTP');
    const cpuBefore = cpuMs(server.pid);
    const result = await load(server.url, token, registry.incidentIds.slice(0, SCRIPTS));
    const cpuPerRequest = (cpuMs(server.pid) - cpuBefore) / result.requests.total;
    if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} answers were not 200, ${result.errors} failed`);
    return [
      figure('candidates over HTTP, against pgbench running every statement of the same answer', result.requests.total / result.duration, 'req/s', raw),
      figure('CPU of the server per request', cpuPerRequest, 'ms'),
      figure('latency p50', result.latency.p50, 'ms'),
      figure('latency p99', result.latency.p99, 'ms'),
      figure('RSS of the server', rssMb(server.pid), 'MB', 250),
    ];
  } finally {
    await server.stop();
  }
}

/** Candidates of an incident over HTTP among 100,000 cameras on PostgreSQL. */
export const candidatesBench: Bench = async (progress) => {
  await ensurePackages();
  const [cluster, redis, dataDir] = await Promise.all([startPostgresCluster(), startRedisServer(), mkdtemp(join(tmpdir(), 'matpho-bench-'))]);
  try {
    const database = await cluster.createDatabase();
    const db = openDatabase(database.url, { embedded: false, answerWithinMs: 1_800_000 });
    try {
      await migrate(db);
      const registry = await makeBigRegistry(db, CAMERAS, progress);
      return await measure(database.url, redis.url, dataDir, db, registry, progress);
    } finally {
      await db.close();
    }
  } finally {
    await Promise.all([cluster.stop(), redis.stop(), rm(dataDir, { recursive: true, force: true })]);
  }
};
