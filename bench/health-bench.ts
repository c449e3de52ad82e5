import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { createReleaseStack, type ReleaseStack } from '../platform/release-stack.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { startPostgresCluster } from '../tests/support/services/postgres-cluster.ts';
import { startRedisServer } from '../tests/support/services/redis-server.ts';
import { benchNumber } from './bench-number.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { startCameraResponder, type CameraResponder } from './camera-responder.ts';
import { percentile } from './percentile.ts';
import { probeCost } from './probe-cost.ts';
import { processNamed } from './process-cost.ts';
import { makeProvinceCameras, type CameraKindPlan } from './province-cameras.ts';
import { watchProvince, type ProvinceRound } from './province-watch.ts';
import { spawnMatpho } from './spawn-matpho.ts';

const PROBES = 20_000;
const PERIOD_S = 60;
/** The first rounds find everything unknown and write every state: they are no ordinary minutes. */
const SETTLE_MS = 150_000;
const DAY_MS = 86_400_000;

interface Stage {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly folder: string;
  readonly rtsp: CameraResponder;
  readonly onvif: CameraResponder;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function figuresOf(round: ProvinceRound, cameras: number, picturesPerS: number): BenchFigure[] {
  const { lagsMs, workerRssMb, cpu, tookMs, contacts, pictures } = round;
  const third = Math.max(1, Math.floor(workerRssMb.length / 3));
  const seconds = tookMs / 1000;
  const perDayMb = (bytes: number): number => (bytes / tookMs) * (DAY_MS / 1e6);
  const cpuFigure = (who: string, ms: number): BenchFigure => figure(`CPU of ${who}`, (ms / tookMs) * 100, '% of one core');
  return [
    figure('pings, against one a minute for every camera', contacts / seconds, '/s', cameras / PERIOD_S),
    figure('lag of a ping behind its second, p50', percentile(lagsMs, 0.5) / 1000, 's'),
    figure('lag of a ping behind its second, p99', percentile(lagsMs, 0.99) / 1000, 's', 5),
    ...(picturesPerS === 0 ? [] : [figure('pictures taken, checked and stored, against those due', pictures / seconds, '/s', picturesPerS)]),
    cpuFigure('the worker', cpu.worker),
    cpuFigure('PostgreSQL', cpu.database),
    cpuFigure('Redis', cpu.queue),
    cpuFigure('the test cameras, which is not ours', cpu.cameras),
    figure('RSS of the worker in the last third, against the first', mean(workerRssMb.slice(-third)), 'MB', mean(workerRssMb.slice(0, third))),
    figure('growth of the database', perDayMb(round.databaseGrowthBytes), 'MB a day'),
    figure('growth of the pictures before retention deletes', perDayMb(round.pictureBytes) / 1000, 'GB a day'),
  ];
}

async function loadProvince(stage: Stage, stack: ReleaseStack, progress: (line: string) => void): Promise<BenchFigure[]> {
  const count = benchNumber('CAMERAS', 33_060);
  const picturesPerS = benchNumber('PICTURES_PER_S', 110);
  // a tenth of those that take pictures hangs as well
  const picturing = Math.min(count, Math.round((picturesPerS * PERIOD_S) / 0.9));
  const plans: CameraKindPlan[] = [
    { kind: 'rtsp', count: count - picturing, port: stage.rtsp.port, pictureEveryS: 0 },
    { kind: 'onvif', count: picturing, port: stage.onvif.port, pictureEveryS: PERIOD_S },
  ];
  progress(`${count - picturing} RTSP cameras and ${picturing} ONVIF cameras with a picture a minute; a tenth accepts connections and never answers`);
  const cameras = await makeProvinceCameras(stage.db, plans);
  const worker = await spawnMatpho('worker', {
    MATPHO_DATABASE_URL: stage.databaseUrl,
    MATPHO_REDIS_URL: stage.redisUrl,
    MATPHO_SECRET_KEY: cameras.secretKey,
    MATPHO_DATA_DIR: stage.folder,
    MATPHO_CAMERA_NETWORKS: '127.0.0.0/8',
    MATPHO_LOG_LEVEL: 'error',
  });
  stack.push('worker', () => worker.stop());
  await pause(SETTLE_MS);
  const parts = { ...stage, cameras, workerPid: worker.pid, databasePid: processNamed('postgres'), queuePid: processNamed('redis-server') };
  return figuresOf(await watchProvince(parts, benchNumber('MINUTES', 5) * 60_000, progress), count, (picturing * 0.9) / PERIOD_S);
}

async function setStage(stack: ReleaseStack): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-bench-'));
  stack.push('folder', () => rm(folder, { recursive: true, force: true }));
  const rtsp = await startCameraResponder('rtsp');
  stack.push('RTSP cameras', () => rtsp.stop());
  const onvif = await startCameraResponder('onvif');
  stack.push('ONVIF cameras', () => onvif.stop());
  const redis = await startRedisServer({ appendOnly: true });
  stack.push('Redis', () => redis.stop());
  const cluster = await startPostgresCluster({ durable: true });
  stack.push('PostgreSQL', () => cluster.stop());
  const { url } = await cluster.createDatabase();
  const db = openDatabase(url, { embedded: false });
  stack.push('database', () => db.close());
  await migrate(db);
  return { db, databaseUrl: url, redisUrl: redis.url, folder, rtsp, onvif };
}

/**
 * Contacts at the size of a province: what one ping costs beside the same exchange without any understanding of it, then a worker that pings 33,060 cameras once a
 * minute and takes 110 pictures a second, on PostgreSQL with fsync and Redis with its append-only file. `MATPHO_BENCH_CAMERAS`, `MATPHO_BENCH_PICTURES_PER_S` and
 * `MATPHO_BENCH_MINUTES` (5) change its size.
 */
export const healthBench: Bench = async (progress) => {
  await ensurePackages();
  const stack = createReleaseStack();
  try {
    const stage = await setStage(stack);
    progress('what one ping costs');
    const { ping, bare } = await probeCost(stage.rtsp, PROBES);
    return [
      figure('pings (OPTIONS, DESCRIBE, signed DESCRIBE) per CPU second, against the bare exchange', ping.perCpuSecond, '/s', bare.perCpuSecond),
      ...(await loadProvince(stage, stack, progress)),
    ];
  } finally {
    const failures = await stack.releaseAll();
    for (const { name, error } of failures) progress(`${name} did not stop: ${String(error)}`);
  }
};
