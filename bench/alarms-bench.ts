import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seedDemo } from '../cli/demo/seed-demo.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { ALARM_PLAN } from '../domain/alarm-rule.ts';
import { createFolderBlobStore } from '../media/folder-blob-store.ts';
import { systemClock } from '../platform/clock.ts';
import { createLogger } from '../platform/logger.ts';
import { newId } from '../platform/new-id.ts';
import { NO_FFMPEG } from '../tests/support/cli/seed-parts.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { startPostgresCluster } from '../tests/support/services/postgres-cluster.ts';
import { startRedisServer } from '../tests/support/services/redis-server.ts';
import { createContactParts } from '../tests/support/workers/contact-parts.ts';
import { DEVICE_CREDENTIALS, openAlarmService, type AlarmService, type Bell } from './alarm-service.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { forkScript } from './forked-script.ts';
import { percentile } from './percentile.ts';
import type { ResponderReady } from './snapshot-responder.ts';
import { spawnMatpho } from './spawn-matpho.ts';

const PASSWORD = 'bench-password-1';
const DEVICES = 6;
const SIMULATED = ALARM_PLAN.mostCameras - DEVICES;
const ROUNDS = 10;
const BASELINE_RUNS = 30;
const LIMIT_MS = 2000;
const ASK_EVERY_MS = 5;

interface RoundTimes {
  readonly answered: number;
  readonly heard: number;
  readonly pictures: number;
}

/** One press: until it is answered (incident and hold are stored then), heard by the officer, and every camera has given its first picture. */
async function pressOnce(service: AlarmService, bell: Bell): Promise<RoundTimes> {
  const startedAt = performance.now();
  const since = (): number => performance.now() - startedAt;
  const hearing = service.heard().then(since);
  const { id } = await service.ring(bell);
  const answered = since();
  let burst = await service.burst(id);
  while (burst.taken < ALARM_PLAN.mostCameras) {
    if (since() > 30_000 || burst.missed > 0) throw new Error(`the burst stands at ${JSON.stringify(burst)}`);
    await pause(ASK_EVERY_MS);
    burst = await service.burst(id);
  }
  const pictures = since();
  while (burst.planned > 0) {
    await pause(500);
    burst = await service.burst(id);
  }
  return { answered, heard: await hearing, pictures };
}

async function measure(label: string, url: string, deviceUrls: readonly string[], bareMs: number, progress: (line: string) => void): Promise<BenchFigure[]> {
  const service = await openAlarmService(url, PASSWORD);
  try {
    for (const [turn, device] of deviceUrls.entries()) await service.addCamera({ kind: 'onvif', url: device, ...DEVICE_CREDENTIALS }, turn);
    for (let seed = 0; seed < SIMULATED; seed += 1) await service.addCamera({ kind: 'simulated', seed }, DEVICES + seed);
    const rounds: RoundTimes[] = [];
    for (let nth = 0; nth <= ROUNDS; nth += 1) {
      progress(`${label}: press ${nth} of ${ROUNDS}`);
      const times = await pressOnce(service, await service.addBell(nth));
      // the first one finds connections and code cold
      if (nth > 0) rounds.push(times);
    }
    const of = (name: keyof RoundTimes): number[] => rounds.map((round) => round[name]);
    const slowest = (name: keyof RoundTimes): number => Math.max(...of(name));
    return [
      figure(`${label}: POST to incident, hold and plan stored and answered, p50`, percentile(of('answered'), 0.5), 'ms', bareMs),
      figure(`${label}: the slowest of ${ROUNDS}, against the limit`, slowest('answered'), 'ms', LIMIT_MS),
      figure(`${label}: POST to the officer's WebSocket, p50`, percentile(of('heard'), 0.5), 'ms', bareMs),
      figure(`${label}: the slowest of ${ROUNDS}, against the limit`, slowest('heard'), 'ms', LIMIT_MS),
      figure(`${label}: POST to the first picture of each of ${ALARM_PLAN.mostCameras} cameras stored, p50`, percentile(of('pictures'), 0.5), 'ms', bareMs),
      figure(`${label}: the slowest of ${ROUNDS}, against the limit`, slowest('pictures'), 'ms', LIMIT_MS),
    ];
  } finally {
    service.close();
  }
}

/** One picture of one of the cameras with nothing around it: the adapter alone. */
async function bareSnapshotMs(db: Database, url: string): Promise<number> {
  const { contacts, secretBox } = await createContactParts(db, systemClock);
  const cameraId = newId();
  const sealed = secretBox.seal(JSON.stringify(DEVICE_CREDENTIALS), cameraId);
  const target = { cameraId, source: { kind: 'onvif', url }, sealed, recordingMode: 'off', retentionHours: 72 } as const;
  const times: number[] = [];
  for (let run = 0; run < BASELINE_RUNS; run += 1) {
    const startedAt = performance.now();
    const { ok } = await contacts.picture(target, AbortSignal.timeout(10_000));
    if (!ok) throw new Error('the camera of the baseline gave no picture');
    times.push(performance.now() - startedAt);
  }
  return percentile(times, 0.5);
}

/** PostgreSQL, Redis, a server and a worker, each a process of its own. */
async function onPostgres(folder: string, urls: readonly string[], progress: (line: string) => void): Promise<{ figures: BenchFigure[]; bareMs: number }> {
  const [cluster, redis] = await Promise.all([startPostgresCluster(), startRedisServer()]);
  const { url: databaseUrl } = await cluster.createDatabase();
  const db = openDatabase(databaseUrl, { embedded: false });
  const settings = {
    MATPHO_PORT: '0',
    MATPHO_DATABASE_URL: databaseUrl,
    MATPHO_REDIS_URL: redis.url,
    MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
    MATPHO_DATA_DIR: folder,
    MATPHO_CAMERA_NETWORKS: '127.0.0.0/8',
    MATPHO_LOG_LEVEL: 'error',
  };
  try {
    await migrate(db);
    const blobs = createFolderBlobStore({ folder: join(folder, 'blobs') });
    await seedDemo({ db, blobs, clock: systemClock, logger: createLogger('silent'), progress, ffmpegPath: NO_FFMPEG, seedPassword: PASSWORD });
    progress('one picture with nothing around it');
    const bareMs = await bareSnapshotMs(db, urls[0]!);
    const server = await spawnMatpho('server', settings);
    const worker = await spawnMatpho('worker', settings);
    try {
      return { figures: await measure('PostgreSQL and Redis', server.url, urls, bareMs, progress), bareMs };
    } finally {
      await Promise.all([worker.stop(), server.stop()]);
    }
  } finally {
    await db.close();
    await Promise.all([cluster.stop(), redis.stop()]);
  }
}

/** Everything in one process on the embedded database, with the cameras of the demo town around it. */
async function onEmbedded(folder: string, urls: readonly string[], bareMs: number, progress: (line: string) => void): Promise<BenchFigure[]> {
  const settings = {
    MATPHO_PORT: '0',
    MATPHO_DATA_DIR: folder,
    MATPHO_SEED_PASSWORD: PASSWORD,
    MATPHO_CAMERA_NETWORKS: '127.0.0.0/8',
    MATPHO_LOG_LEVEL: 'error',
  };
  const service = await spawnMatpho('start', settings);
  try {
    return await measure('embedded', service.url, urls, bareMs, progress);
  } finally {
    await service.stop();
  }
}

/** From a press of a bell to incident, hold, the officer's screen and the first pictures, beside one bare HTTP picture and the limit of two seconds. */
export const alarmsBench: Bench = async (progress) => {
  await ensurePackages();
  const folder = await mkdtemp(join(tmpdir(), 'matpho-bench-'));
  const responder = await forkScript('snapshot-responder', [String(DEVICES)]);
  try {
    const { urls } = responder.ready as ResponderReady;
    const { figures, bareMs } = await onPostgres(join(folder, 'postgres'), urls, progress);
    const embedded = await onEmbedded(join(folder, 'embedded'), urls, bareMs, progress);
    return [figure('one bare picture by HTTP from one of the cameras, p50', bareMs, 'ms'), ...figures, ...embedded];
  } finally {
    await responder.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
