import { Registry } from 'prom-client';
import { setTimeout as delay } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownRedisDatabase } from '../../support/own-redis-database.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown } from '../../support/workers/camera-fixture.ts';
import { startCutOffWorker } from '../../support/workers/cut-off-worker.ts';
import { waitForEvents, type EventWait } from '../../support/workers/event-wait.ts';
import { blobHash, overlapping, segmentsOf } from '../../support/workers/footage-rows.ts';
import { runDatabaseKills, runDatabaseOutage, runQueueOutage } from '../../support/workers/outages.ts';
import { createWorkerOptions, type TestWorkerOptions } from '../../support/workers/worker-options.ts';

describe.concurrent('a worker', () => {
  it('gets over a database that is silent and then gone: what it recorded is stored, what was promised is done', { timeout: 240_000 }, async () =>
    runDatabaseOutage(await ownRedisDatabase(), 5_000),
  );

  it('gets over a Redis that is silent, and one that comes back empty', { timeout: 240_000 }, () => runQueueOutage(5_000));

  it('gets over a PostgreSQL that is killed twice: what it had committed is there, once, and recording goes on', { timeout: 240_000 }, async () =>
    runDatabaseKills(await ownRedisDatabase(), 2, 3_000),
  );
});

describe('two workers, one of them cut off from the database', () => {
  let db: MigratedTestDatabase;
  let events: EventWait;
  let worker: TestWorkerOptions;

  beforeEach(async () => {
    db = await createTestDatabase('postgres');
    events = waitForEvents(db.url);
    worker = await createWorkerOptions(db);
  });
  afterEach(async () => {
    await worker.close();
    await events.close();
    await db.drop();
  });

  it('share one recording: what the first had recorded before the second took over is kept, its folder is left to it, and nothing is there twice', async () => {
    const id = await insertTestCamera(db.database, await insertTown(db.database), { recording: 'continuous' });
    const segments = () => segmentsOf(db.database, id);
    const first = await startCutOffWorker(db, worker.options);
    try {
      await events.until(async () => (await segments()).length >= 2);
      await first.link.set({ kind: 'refused' });
      const cutOffAtMs = Date.now();
      await delay(4_000);
      // as after an outage of a minute: lease and heartbeat of both have run out, and the second is the first to come back
      await db.database.run(sql`UPDATE worker_heartbeat SET beat_at = beat_at - interval '1 minute'`);
      await db.database.run(sql`UPDATE recording_lease SET expires_at = now() - interval '1 second'`);
      const second = await startCutOffWorker(db, { ...worker.options, registry: new Registry() });
      try {
        const before = (await segments()).length;
        await events.until(async () => (await segments()).length >= before + 2);
        const { tookOverAtMs } = await db.database.row<{ tookOverAtMs: number }>(sql`SELECT held_since AS "tookOverAtMs" FROM recording_lease`);
        await first.link.set({ kind: 'none' });
        const kept = async () => (await segments()).filter(({ fromMs, toMs }) => fromMs > cutOffAtMs && toMs <= tookOverAtMs);
        await events.until(async () => (await kept()).length >= 3, 20_000);
        const after = (await segments()).length;
        await events.until(async () => (await segments()).length >= after + 3, 20_000);
        const all = await segments();
        expect(overlapping(all)).toEqual([]);
        for (const segment of all) expect(await blobHash(worker.options.blobs, segment.blobKey)).toBe(segment.sha256);
        expect(await second.count('matpho_shed_total', 'what="segment"')).toBe(0);
        expect(await first.count('matpho_shed_total', 'reason="damaged"')).toBe(0);
      } finally {
        await second.stop();
      }
    } finally {
      await first.stop();
    }
  });
});
