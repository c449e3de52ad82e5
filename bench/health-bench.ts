import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { openDatabase, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { startPostgresCluster } from '../tests/support/services/postgres-cluster.ts';
import { startRedisServer } from '../tests/support/services/redis-server.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { benchNumber } from './bench-number.ts';
import { percentile } from './percentile.ts';
import { probeCost } from './probe-cost.ts';
import { cpuMs, processNamed, rssMb, treeCpuMs } from './process-cost.ts';
import { makeProvinceCameras, type ProvinceCameras } from './province-cameras.ts';
import { startRtspResponder, type RtspResponder } from './rtsp-responder-process.ts';
import { spawnMatpho } from './spawn-matpho.ts';

const PERIOD_S = 60;
const PROBES = 20_000;
/** The first round finds everything unknown and writes every state: it is no ordinary minute. */
const SETTLE_MS = 150_000;
const SAMPLE_MS = 5000;
const DAY_MS = 86_400_000;

/** Who used how much CPU, in milliseconds. */
interface CpuUse {
  readonly worker: number;
  readonly database: number;
  readonly queue: number;
  readonly cameras: number;
}

interface Round {
  readonly lagsMs: readonly number[];
  readonly workerRssMb: readonly number[];
  readonly cpu: CpuUse;
  readonly tookMs: number;
  readonly databaseGrowth: number;
}

interface Parts {
  readonly db: Database;
  readonly workerPid: number;
  readonly databasePid: number;
  readonly queuePid: number;
  readonly responder: RtspResponder;
  readonly cameras: ProvinceCameras;
}

function cpuOf({ workerPid, databasePid, queuePid, responder }: Parts): CpuUse {
  return { worker: cpuMs(workerPid), database: treeCpuMs(databasePid), queue: cpuMs(queuePid), cameras: cpuMs(responder.pid) };
}

async function databaseBytes(db: Database): Promise<number> {
  return (await db.row<{ bytes: number }>(sql`SELECT pg_database_size(current_database()) AS bytes`)).bytes;
}

/** How late each contact came after the camera's own second of the minute; what a camera saw is believed, not what the worker says. */
function lagsOf(contacts: readonly (readonly [string, number])[], cameras: ProvinceCameras): number[] {
  return contacts.flatMap(([address, atMs]) => {
    const phase = cameras.phaseOf(address);
    return phase === undefined ? [] : [(((atMs - phase * 1000) % (PERIOD_S * 1000)) + PERIOD_S * 1000) % (PERIOD_S * 1000)];
  });
}

async function watch(parts: Parts, forMs: number, progress: (line: string) => void): Promise<Round> {
  const { db, responder, cameras, workerPid } = parts;
  await responder.takeContacts();
  const [cpuBefore, bytesBefore, startedAt] = [cpuOf(parts), await databaseBytes(db), performance.now()];
  const lagsMs: number[] = [];
  const workerRssMb: number[] = [];
  while (performance.now() - startedAt < forMs) {
    await pause(SAMPLE_MS);
    lagsMs.push(...lagsOf(await responder.takeContacts(), cameras));
    workerRssMb.push(rssMb(workerPid));
    if (workerRssMb.length % 12 === 0) progress(`${lagsMs.length} contacts, worker ${Math.round(workerRssMb.at(-1)!)} MB`);
  }
  const tookMs = performance.now() - startedAt;
  const cpuAfter = cpuOf(parts);
  const cpu = Object.fromEntries(Object.entries(cpuAfter).map(([name, ms]) => [name, ms - cpuBefore[name as keyof CpuUse]])) as unknown as CpuUse;
  return { lagsMs, workerRssMb, cpu, tookMs, databaseGrowth: (await databaseBytes(db)) - bytesBefore };
}

function figuresOf(round: Round, cameraCount: number): BenchFigure[] {
  const { lagsMs, workerRssMb, cpu, tookMs, databaseGrowth } = round;
  const third = Math.max(1, Math.floor(workerRssMb.length / 3));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const share = (ms: number): number => (ms / tookMs) * 100;
  return [
    figure('contacts, against one a minute for every camera', lagsMs.length / (tookMs / 1000), '/s', cameraCount / PERIOD_S),
    figure('lag behind the schedule, p50', percentile(lagsMs, 0.5) / 1000, 's'),
    figure('lag behind the schedule, p99', percentile(lagsMs, 0.99) / 1000, 's', 5),
    figure('CPU of the worker per contact', cpu.worker / lagsMs.length, 'ms'),
    figure('CPU of PostgreSQL per contact', cpu.database / lagsMs.length, 'ms'),
    figure('CPU of the worker', share(cpu.worker), '% of one core'),
    figure('CPU of PostgreSQL', share(cpu.database), '% of one core'),
    figure('CPU of Redis', share(cpu.queue), '% of one core'),
    figure('CPU of the test cameras, which is not ours', share(cpu.cameras), '% of one core'),
    figure('RSS of the worker in the last third, against the first', mean(workerRssMb.slice(-third)), 'MB', mean(workerRssMb.slice(0, third))),
    figure('growth of the database', (databaseGrowth / tookMs) * (DAY_MS / 1e6), 'MB a day'),
  ];
}

async function measure(
  urls: { readonly database: string; readonly redis: string; readonly dataDir: string },
  db: Database,
  responder: RtspResponder,
  progress: (line: string) => void,
): Promise<BenchFigure[]> {
  const count = benchNumber('CAMERAS', 33_060);
  progress(`${count} cameras, a tenth of which accept connections and never answer`);
  const cameras = await makeProvinceCameras(db, count, responder.port);
  const worker = await spawnMatpho('worker', {
    MATPHO_DATABASE_URL: urls.database,
    MATPHO_REDIS_URL: urls.redis,
    MATPHO_SECRET_KEY: cameras.secretKey,
    MATPHO_DATA_DIR: urls.dataDir,
    MATPHO_CAMERA_NETWORKS: '127.0.0.0/8',
    MATPHO_LOG_LEVEL: 'error',
  });
  try {
    const parts: Parts = { db, workerPid: worker.pid, databasePid: processNamed('postgres'), queuePid: processNamed('redis-server'), responder, cameras };
    await pause(SETTLE_MS);
    return figuresOf(await watch(parts, benchNumber('MINUTES', 5) * 60_000, progress), count);
  } finally {
    await worker.stop();
  }
}

/**
 * Contacts at the size of a province: what one ping costs beside the same exchange without any understanding of it, and then a worker that pings 33,060 RTSP cameras
 * with digest sign-in once a minute on PostgreSQL and Redis. `MATPHO_BENCH_CAMERAS` and `MATPHO_BENCH_MINUTES` change its size.
 */
export const healthBench: Bench = async (progress) => {
  await ensurePackages();
  const [cluster, redis, dataDir, responder] = await Promise.all([
    startPostgresCluster({ durable: true }),
    startRedisServer({ appendOnly: true }),
    mkdtemp(join(tmpdir(), 'matpho-bench-')),
    startRtspResponder(),
  ]);
  try {
    progress('what one ping costs');
    const { ping, bare } = await probeCost(responder, PROBES);
    const database = await cluster.createDatabase();
    const db = openDatabase(database.url, { embedded: false });
    try {
      await migrate(db);
      const loaded = await measure({ database: database.url, redis: redis.url, dataDir }, db, responder, progress);
      return [
        figure('pings (OPTIONS, DESCRIBE, signed DESCRIBE) per CPU second, against the bare exchange', ping.perCpuSecond, '/s', bare.perCpuSecond),
        ...loaded,
      ];
    } finally {
      await db.close();
    }
  } finally {
    await Promise.all([cluster.stop(), redis.stop(), responder.stop(), rm(dataDir, { recursive: true, force: true })]);
  }
};
