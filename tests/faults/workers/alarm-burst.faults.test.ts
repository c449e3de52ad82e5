import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sql from 'sql-template-tag';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { createJobProducer } from '../../../platform/job-producer.ts';
import { newId } from '../../../platform/new-id.ts';
import { openQueueBackend } from '../../../platform/queue-backend.ts';
import { createReleaseStack, type ReleaseStack } from '../../../platform/release-stack.ts';
import { raiseAlarm } from '../../../server/alarms/raise-alarm.ts';
import { ownRedisDatabase } from '../../support/own-redis-database.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';
import { waitForEvents, type EventWait } from '../../support/workers/event-wait.ts';
import { blobHash } from '../../support/workers/footage-rows.ts';
import { startKillableWorker, type KillableWorker } from '../../support/workers/killable-worker.ts';

let stack: ReleaseStack;
let t: TestApp;
let events: EventWait;
let settings: Record<string, string>;
let blobFolder: string;

beforeEach(async () => {
  stack = createReleaseStack();
  t = await startTestApp({ isLive: true });
  stack.push('app', () => t.close());
  events = waitForEvents(t.url);
  stack.push('events', () => events.close());
  const folder = await mkdtemp(join(tmpdir(), 'matpho-burst-'));
  stack.push('folder', () => rm(folder, { recursive: true, force: true }));
  blobFolder = join(folder, 'blobs');
  settings = {
    MATPHO_DATA_DIR: folder,
    MATPHO_DATABASE_URL: t.url,
    MATPHO_REDIS_URL: await ownRedisDatabase(),
    MATPHO_BLOB_URL: pathToFileURL(blobFolder).href,
    MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
    MATPHO_LOG_LEVEL: 'fatal',
  };
});
afterEach(async () => {
  const failures = await stack.releaseAll();
  if (failures.length > 0) throw failures[0]!.error;
});

async function startWorker(): Promise<KillableWorker> {
  const worker = await startKillableWorker(settings);
  stack.push('worker', () => worker.kill());
  return worker;
}

/** Rings with a queue that refuses. */
async function ringWithoutRedis(pointId: string) {
  const backend = openQueueBackend({ redisUrl: 'redis://127.0.0.1:1', databaseUrl: t.url, prefix: `test-${newId()}`, onError: () => undefined });
  const jobs = createJobProducer(backend, () => undefined);
  stack.push('refusing queue', async () => {
    await jobs.close();
    await backend.close();
  });
  return raiseAlarm({ ...t.context, jobs }, pointId, false);
}

it(
  'stores and tells an alarm though Redis is away; the pictures follow, and a worker killed among them leaves none doubled or missing',
  { timeout: 120_000 },
  async () => {
    const cameras: string[] = [];
    for (const letter of ['A', 'B'])
      cameras.push((await t.as('board', 'POST', '/cameras', cameraBody(t.world, { name: `Mắt ${letter}`, snapshotEverySeconds: 0 }))).json().id);
    const dead = cameraBody(t.world, { name: 'Mắt C', snapshotEverySeconds: 0, source: { kind: 'simulated', seed: 3, faults: { dead: true } } });
    const deadId = (await t.as('board', 'POST', '/cameras', dead)).json().id;
    const bell = { name: 'Kho bạc', unitId: t.world.north, position: { type: 'Point', coordinates: [108.2352, 11.795] }, uncertaintyM: 10 };
    const pointId = (await t.as('admin', 'POST', '/alarm-points', bell)).json().id;

    const ringing = Date.now();
    const alarm = await ringWithoutRedis(pointId);
    expect(Date.now() - ringing).toBeLessThan(2000);
    await events.until(async () => events.heard.some((event) => event.topic === 'alarms' && event.type === 'raised'), 2000);
    const holds = await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM hold WHERE incident_id = ${alarm.incidentId}`);
    expect(holds.n).toBe(3);

    const count = async (state: string) =>
      (await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM alarm_shot WHERE alarm_id = ${alarm.id} AND state = ${state}`)).n;
    const first = await startWorker();
    await events.until(async () => (await count('taken')) >= 1);
    await first.kill();
    expect(await count('planned')).toBeGreaterThan(0);
    await startWorker();
    await events.until(async () => (await count('planned')) === 0, 60_000);

    const taken = await t.db.rows<{ cameraId: string; sha256: string; blobKey: string; named: number }>(
      sql`SELECT s.camera_id AS "cameraId", encode(s.sha256, 'hex') AS sha256, s.blob_key AS "blobKey", (SELECT count(*) FROM alarm_shot a WHERE a.snapshot_id = s.id) AS named
      FROM snapshot s WHERE s.reason = 'alarm'`,
    );
    for (const id of cameras) expect(taken.filter(({ cameraId }) => cameraId === id)).toHaveLength(3);
    expect(taken).toHaveLength(6);
    const blobs = createFolderBlobStore({ folder: blobFolder });
    for (const { sha256, blobKey, named } of taken) expect([named, await blobHash(blobs, blobKey)]).toEqual([1, sha256]);
    const missed = await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM alarm_shot WHERE camera_id = ${deadId} AND state = 'missed'`);
    expect(missed.n).toBe(3);
  },
);
