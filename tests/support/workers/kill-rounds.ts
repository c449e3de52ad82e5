import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import sql from 'sql-template-tag';
import { expect } from 'vitest';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { createJobProducer, type JobProducer } from '../../../platform/job-producer.ts';
import { openQueueBackend } from '../../../platform/queue-backend.ts';
import { startRedisServer } from '../services/redis-server.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../test-database.ts';
import { insertTestCamera, insertTown } from './camera-fixture.ts';
import { waitForEvents, type EventWait } from './event-wait.ts';
import { blobHash, overlapping, segmentsOf, type StoredSegment } from './footage-rows.ts';
import { createJobLoad, type JobLoad } from './job-load.ts';
import { startKillableWorker, type KillableWorker } from './killable-worker.ts';

/** What was there after all rounds. */
export interface KillResult {
  readonly segments: number;
  readonly snapshots: number;
  readonly kills: number;
  /** Checks and pictures that were promised while workers were killed; all were done. */
  readonly promised: number;
  /** Of these, how many jobs a second were offered around the kills. */
  readonly offeredPerSecond: number;
}

const CAMERAS = 2;
const JOBS_PER_SECOND = 500;

/**
 * Kills a worker `kills` times in the middle of recording, taking pictures and 500 jobs a second, and checks after each time and at the end: every row has its blob with its hash,
 * nothing that was there is missing, no segment twice, none overlapping another, no blob that nobody accounts for, and every job that was promised done, once.
 */
export async function runKillRounds(kills: number): Promise<KillResult> {
  const db = await createTestDatabase('postgres');
  const folder = await mkdtemp(join(tmpdir(), 'matpho-kill-'));
  const events = waitForEvents(db.url);
  const started: KillableWorker[] = [];
  const redis = await startRedisServer();
  const backend = openQueueBackend({ redisUrl: redis.url, databaseUrl: db.url, onError: () => undefined });
  const jobs = createJobProducer(backend, () => undefined);
  try {
    return await rounds(db, events, folder, kills, started, { redisUrl: redis.url, jobs });
  } finally {
    for (const worker of started) await worker.kill();
    await jobs.close();
    await backend.close();
    await redis.stop();
    await events.close();
    await rm(folder, { recursive: true, force: true });
    await db.drop();
  }
}

async function rounds(
  db: MigratedTestDatabase,
  events: EventWait,
  folder: string,
  kills: number,
  started: KillableWorker[],
  queue: { readonly redisUrl: string; readonly jobs: JobProducer },
): Promise<KillResult> {
  const { database } = db;
  const blobFolder = join(folder, 'blobs');
  const blobs = createFolderBlobStore({ folder: blobFolder });
  const settings = {
    MATPHO_DATA_DIR: folder,
    MATPHO_DATABASE_URL: db.url,
    MATPHO_REDIS_URL: queue.redisUrl,
    MATPHO_BLOB_URL: pathToFileURL(blobFolder).href,
    MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
    MATPHO_LOG_LEVEL: 'fatal',
  };
  const start = async (): Promise<KillableWorker> => {
    const worker = await startKillableWorker(settings);
    started.push(worker);
    return worker;
  };
  const town = await insertTown(database);
  const cameras: string[] = [];
  for (let seed = 0; seed < CAMERAS; seed++) cameras.push(await insertTestCamera(database, town, { seed, recording: 'continuous', snapshotEveryS: 10 }));
  const load = createJobLoad(database, queue.jobs, {
    refusing: await insertTestCamera(database, town, { seed: 100, faults: { authFails: true } }),
    willing: await insertTestCamera(database, town, { seed: 101 }),
  });
  const allSegments = async () => (await Promise.all(cameras.map((id) => segmentsOf(database, id)))).flat();

  const known = new Map<string, StoredSegment>();
  const check = async (): Promise<void> => {
    const segments = await allSegments();
    for (const id of known.keys())
      expect(
        segments.some((segment) => segment.id === id),
        `segment ${id} is gone`,
      ).toBe(true);
    for (const segment of segments) {
      if (!known.has(segment.id)) expect(await blobHash(blobs, segment.blobKey)).toBe(segment.sha256);
      known.set(segment.id, segment);
    }
    for (const camera of cameras) expect(overlapping(await segmentsOf(database, camera))).toEqual([]);
  };

  for (let round = 0; round < kills; round++) {
    const worker = await start();
    const before = (await allSegments()).length;
    await events.until(async () => (await allSegments()).length > before, 60_000);
    // anywhere in the life of the next segments and jobs
    const killing = delay(200 + Math.random() * 1_000).then(() => worker.kill());
    await Promise.all([load.offer(JOBS_PER_SECOND, 1_200), killing]);
    await forgetWorker(db, worker.id);
    await rm(join(blobFolder, '.recording', worker.id, '.alive'), { force: true });
    await check();
  }
  const last = await start();
  const recordingFolder = join(blobFolder, '.recording');
  await events.until(async () => (await readdir(recordingFolder)).every((name) => name === last.id), 60_000);
  await workOff(db, events);
  await last.stop();
  await check();
  await checkPromises(db, load);
  expect(existsSync(recordingFolder) ? (await readdir(recordingFolder, { recursive: true })).filter((name) => name.endsWith('.mp4')) : []).toEqual([]);
  await checkBlobs(db, blobs);
  const { n: snapshots } = await database.row<{ n: number }>(sql`SELECT count(*) AS n FROM snapshot`);
  return { segments: known.size, snapshots, kills, promised: load.promised.size, offeredPerSecond: JOBS_PER_SECOND };
}

/** Waits until nothing that was promised is open; a backlog may be long, but it must not stand still. */
async function workOff(db: MigratedTestDatabase, events: EventWait): Promise<void> {
  for (;;) {
    let seen = events.heard.length;
    const open = await openChecks(db);
    if (open === 0) return;
    // each job is an event: to count after each of thousands costs more than they do
    const enough = seen + Math.ceil(open / 10);
    await events.until(async () => {
      const isQuiet = events.heard.length === seen;
      seen = events.heard.length;
      return seen >= enough || (isQuiet && (await openChecks(db)) < open);
    }, 90_000);
  }
}

async function openChecks({ database }: MigratedTestDatabase): Promise<number> {
  return (await database.row<{ n: number }>(sql`SELECT count(*) AS n FROM camera_check WHERE state IN ('waiting', 'active')`)).n;
}

/** What was promised has a result, and each picture that was asked for is there once. */
async function checkPromises({ database }: MigratedTestDatabase, load: JobLoad): Promise<void> {
  const rows = await database.rows<{ id: string; kind: string; state: string; snapshotId: string | null }>(
    sql`SELECT id, kind, state, result ->> 'snapshotId' AS "snapshotId" FROM camera_check`,
  );
  const done = new Set(rows.filter(({ state }) => state === 'completed').map(({ id }) => id));
  expect([...load.promised].filter((id) => !done.has(id))).toEqual([]);
  const asked = rows.filter(({ kind, state }) => kind === 'snapshot' && state === 'completed').map(({ snapshotId }) => snapshotId);
  const taken = await database.rows<{ id: string }>(sql`SELECT id FROM snapshot WHERE reason = 'request'`);
  expect(new Set(taken.map(({ id }) => id))).toEqual(new Set(asked));
  expect(taken).toHaveLength(asked.length);
}

/** Lets the half minute pass after which a worker is taken for dead and its leases for run out. */
async function forgetWorker({ database }: MigratedTestDatabase, workerId: string): Promise<void> {
  await database.run(sql`UPDATE worker_heartbeat SET beat_at = beat_at - interval '1 minute' WHERE worker_id = ${workerId}`);
  await database.run(sql`UPDATE recording_lease SET expires_at = now() - interval '1 second' WHERE worker_id = ${workerId}`);
}

/** After the sweep of a quarter of an hour later, blobs and rows are one to one. */
async function checkBlobs({ database }: MigratedTestDatabase, blobs: ReturnType<typeof createFolderBlobStore>): Promise<void> {
  await createNamedBlobs({ database, blobs, clock: { now: () => Date.now() + 16 * 60_000 } }).sweep(new AbortController().signal);
  const rows = await database.rows<{ key: string; sha256: string }>(sql`SELECT blob_key AS key, encode(sha256, 'hex') AS sha256 FROM snapshot
    UNION ALL SELECT blob_key, encode(sha256, 'hex') FROM footage_segment`);
  const stored = new Set<string>();
  for await (const blob of blobs.list('')) stored.add(blob.key);
  expect(stored).toEqual(new Set(rows.map((row) => row.key)));
  for (const row of rows) expect(await blobHash(blobs, row.key)).toBe(row.sha256);
  expect(await database.rows(sql`SELECT 1 FROM unreferenced_blob`)).toEqual([]);
}
