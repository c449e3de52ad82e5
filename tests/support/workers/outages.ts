import { setTimeout as delay } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { expect } from 'vitest';
import { createJobProducer } from '../../../platform/job-producer.ts';
import { newId } from '../../../platform/new-id.ts';
import { openQueueBackend } from '../../../platform/queue-backend.ts';
import { startBreakablePostgres, type BreakablePostgres } from '../services/breakable-postgres.ts';
import { startBreakableRedis } from '../services/breakable-redis.ts';
import { createDatabaseOn, createTestDatabase, type MigratedTestDatabase } from '../test-database.ts';
import { insertTestCamera, insertTown, type Town } from './camera-fixture.ts';
import { startCutOffWorker } from './cut-off-worker.ts';
import { waitForEvents, type EventWait } from './event-wait.ts';
import { blobHash, overlapping, segmentsOf } from './footage-rows.ts';
import { createWorkerOptions, type TestWorkerOptions } from './worker-options.ts';

/** What an outage may cost: recordings go on without queue and database, so no more than the seam of two files. */
const SEAM_MS = 1_500;

interface Scene {
  readonly db: MigratedTestDatabase;
  readonly town: Town;
  readonly events: EventWait;
  readonly worker: TestWorkerOptions;
  /** Recorded all the time. */
  readonly recorded: readonly string[];
  readonly pinged: readonly string[];
}

async function withScene(redisUrl: string, work: (scene: Scene) => Promise<void>, openDb = () => createTestDatabase('postgres')): Promise<void> {
  const db = await openDb();
  const town = await insertTown(db.database);
  const events = waitForEvents(db.url);
  const worker = await createWorkerOptions(db, redisUrl);
  try {
    const [recorded, pinged]: [string[], string[]] = [[], []];
    for (let seed = 0; seed < 2; seed++) recorded.push(await insertTestCamera(db.database, town, { seed, recording: 'continuous' }));
    for (let seed = 10; seed < 40; seed++) pinged.push(await insertTestCamera(db.database, town, { seed }));
    await work({ db, town, events, worker, recorded, pinged });
  } finally {
    await worker.close();
    await events.close();
    await db.drop();
  }
}

const segmentCount = async ({ db }: Scene, id: string): Promise<number> => (await segmentsOf(db.database, id)).length;

/** Up to when a camera's footage is stored. */
const newestMs = async ({ db }: Scene, id: string): Promise<number> => (await segmentsOf(db.database, id)).at(-1)?.toMs ?? 0;

/** Every camera answered since `sinceMs`. */
async function allContactedSince({ db, pinged }: Scene, sinceMs: number): Promise<boolean> {
  const { n } = await db.database.row<{ n: number }>(
    sql`SELECT count(*) AS n FROM camera_state WHERE camera_id = ANY(${[...pinged]}::uuid[]) AND last_contact_at >= ${new Date(sinceMs)} AND reachable = 'up'`,
  );
  return n === pinged.length;
}

/** Makes all pings due at once, so that the test needn't wait for the minute to pass. */
async function makeDue({ db, pinged }: Scene): Promise<void> {
  await db.database.run(sql`UPDATE camera_state SET next_ping_at = now() WHERE camera_id = ANY(${[...pinged]}::uuid[])`);
}

/** A check that was promised half a minute ago. */
async function promiseCheck({ db, town, pinged }: Scene): Promise<string> {
  const id = newId();
  await db.database.run(
    sql`INSERT INTO camera_check (id, camera_id, requested_by, kind, created_at) VALUES (${id}, ${pinged[0]}, ${town.userId}, 'check', now() - interval '31 seconds')`,
  );
  return id;
}

const checkStates = async ({ db }: Scene): Promise<string[]> =>
  (await db.database.rows<{ state: string }>(sql`SELECT state FROM camera_check`)).map(({ state }) => state);

/** Recordings without a hole, without overlap, each file the one that was hashed. */
async function expectUnbroken({ db, worker, recorded }: Scene): Promise<void> {
  for (const id of recorded) {
    const segments = await segmentsOf(db.database, id);
    expect(overlapping(segments)).toEqual([]);
    const holes = segments.slice(1).map((segment, index) => segment.fromMs - segments[index]!.toMs);
    expect(Math.max(...holes)).toBeLessThan(SEAM_MS);
    for (const segment of segments) expect(await blobHash(worker.options.blobs, segment.blobKey)).toBe(segment.sha256);
  }
}

/** The database says nothing for `ms`, then refuses connections for as long. What was promised is done, what was recorded is stored, and nobody did anything for it. */
export async function runDatabaseOutage(redisUrl: string, ms: number): Promise<void> {
  await withScene(redisUrl, async (scene) => {
    const { events, recorded, worker } = scene;
    const cutOff = await startCutOffWorker(scene.db, worker.options);
    const jobs = createJobProducer(worker.options.backend, () => undefined);
    try {
      await events.until(async () => (await Promise.all(recorded.map((id) => segmentCount(scene, id)))).every((count) => count >= 2));
      const promised = await promiseCheck(scene);
      await cutOff.link.set({ kind: 'half_open' });
      await jobs.add('check-camera', { checkId: promised }, promised);
      await delay(ms);
      await cutOff.link.set({ kind: 'refused' });
      await delay(ms);
      await makeDue(scene);
      const backAtMs = Date.now();
      await cutOff.link.set({ kind: 'none' });
      // what was recorded meanwhile is stored in order, so it is all there when something newer is
      await events.until(async () => (await Promise.all(recorded.map((id) => newestMs(scene, id)))).every((toMs) => toMs > backAtMs), 45_000);
      await events.until(() => allContactedSince(scene, backAtMs), 45_000);
      await events.until(async () => (await checkStates(scene)).every((state) => state === 'completed'), 45_000);
      await expectUnbroken(scene);
      expect(await cutOff.count('matpho_shed_total', 'what="segment"')).toBe(0);
    } finally {
      await jobs.close();
      await cutOff.stop();
    }
    await expectUnbroken(scene);
  });
}

/** Redis says nothing for `ms`, then is killed and comes back empty after as long. */
export async function runQueueOutage(ms: number): Promise<void> {
  const redis = await startBreakableRedis();
  try {
    await withScene(redis.url, async (scene) => {
      const { events, recorded, worker } = scene;
      const cutOff = await startCutOffWorker(scene.db, worker.options);
      const backend = openQueueBackend({ redisUrl: redis.url, databaseUrl: scene.db.url, onError: () => undefined });
      const jobs = createJobProducer(backend, () => undefined);
      try {
        await events.until(() => allContactedSince(scene, 0));
        redis.freeze();
        const [askedAt, promised] = [performance.now(), await promiseCheck(scene)];
        // whoever asks meanwhile is told so, and soon
        await expect(jobs.add('check-camera', { checkId: promised }, promised)).rejects.toMatchObject({ code: 'queue_unavailable' });
        expect(performance.now() - askedAt).toBeLessThan(12_000);
        await delay(Math.max(0, ms - (performance.now() - askedAt)));
        redis.thaw();
        await makeDue(scene);
        const thawedAtMs = Date.now();
        await events.until(() => allContactedSince(scene, thawedAtMs), 45_000);
        await redis.kill();
        await promiseCheck(scene);
        await delay(ms);
        await redis.revive();
        await makeDue(scene);
        const revivedAtMs = Date.now();
        await events.until(() => allContactedSince(scene, revivedAtMs), 45_000);
        await events.until(async () => (await checkStates(scene)).every((state) => state === 'completed'), 45_000);
        expect(recorded.length).toBeGreaterThan(0);
        await expectUnbroken(scene);
        expect(await cutOff.count('matpho_shed_total')).toBe(0);
      } finally {
        redis.thaw();
        await jobs.close();
        await backend.close();
        await cutOff.stop();
      }
    });
  } finally {
    await redis.stop();
  }
}

/**
 * The database server is killed `kills` times while cameras are pinged and recorded and checks are asked for, and starts again `downMs` later. What was acknowledged before (checks
 * whose row was committed, footage whose row was seen) is there, nothing is there twice, and what was recorded meanwhile is stored.
 */
export async function runDatabaseKills(redisUrl: string, kills: number, downMs: number): Promise<void> {
  const postgres = await startBreakablePostgres();
  try {
    await withScene(
      redisUrl,
      (scene) => killDatabase(scene, postgres, kills, downMs),
      () => createDatabaseOn(postgres.adminUrl),
    );
  } finally {
    await postgres.stop();
  }
}

async function killDatabase(scene: Scene, postgres: BreakablePostgres, kills: number, downMs: number): Promise<void> {
  const { db, events, recorded, worker } = scene;
  const running = await startCutOffWorker(db, worker.options);
  const jobs = createJobProducer(worker.options.backend, () => undefined);
  const acknowledged = new Map<string, Set<string>>(recorded.map((id) => [id, new Set()]));
  const promised: string[] = [];
  try {
    for (let kill = 0; kill < kills; kill++) {
      const sinceMs = Date.now();
      await events.until(async () => (await Promise.all(recorded.map((id) => newestMs(scene, id)))).every((toMs) => toMs > sinceMs), 45_000);
      await makeDue(scene);
      for (let check = 0; check < 5; check++) promised.push(await promiseCheck(scene));
      await Promise.all(promised.slice(-5).map((id) => jobs.add('check-camera', { checkId: id }, id)));
      for (const [id, known] of acknowledged) for (const segment of await segmentsOf(db.database, id)) known.add(segment.id);
      await postgres.kill();
      await delay(downMs);
      await postgres.revive();
    }
    const backAtMs = Date.now();
    await makeDue(scene);
    await events.until(async () => (await Promise.all(recorded.map((id) => newestMs(scene, id)))).every((toMs) => toMs > backAtMs), 45_000);
    await events.until(() => allContactedSince(scene, backAtMs), 45_000);
    await events.until(async () => (await checkStates(scene)).every((state) => state === 'completed'), 60_000);
    expect(await checkStates(scene)).toHaveLength(promised.length);
    for (const [id, known] of acknowledged) expect([...known].filter(missingFrom(await segmentsOf(db.database, id)))).toEqual([]);
    expect(await running.count('matpho_shed_total', 'what="segment"')).toBe(0);
  } finally {
    await jobs.close();
    await running.stop();
  }
  await expectUnbroken(scene);
}

function missingFrom(segments: readonly { readonly id: string }[]): (id: string) => boolean {
  const there = new Set(segments.map(({ id }) => id));
  return (id) => !there.has(id);
}
