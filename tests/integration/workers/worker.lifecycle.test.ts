import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendAudit } from '../../../db/repositories/audit-repository.ts';
import { createJobProducer, type JobProducer } from '../../../platform/job-producer.ts';
import { newId } from '../../../platform/new-id.ts';
import { startWorker } from '../../../workers/worker.ts';
import { ownRedisDatabase } from '../../support/own-redis-database.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown, type Town } from '../../support/workers/camera-fixture.ts';
import { waitForEvents, type EventWait } from '../../support/workers/event-wait.ts';
import { createWorkerOptions, type TestWorkerOptions } from '../../support/workers/worker-options.ts';

describe.each(['redis', 'postgres'] as const)('a worker with its queue on %s', (queue) => {
  let db: MigratedTestDatabase;
  let town: Town;
  let events: EventWait;
  let worker: TestWorkerOptions;
  let jobs: JobProducer;

  beforeEach(async () => {
    db = await createTestDatabase();
    town = await insertTown(db.database);
    events = waitForEvents(db.url);
    worker = await createWorkerOptions(db, queue === 'redis' ? await ownRedisDatabase() : undefined);
    jobs = createJobProducer(worker.options.backend, () => undefined);
  });
  afterEach(async () => {
    await jobs.close();
    await worker.close();
    await events.close();
    await db.drop();
  });

  const stateOf = async (id: string) => (await db.database.row<{ overall: string }>(sql`SELECT overall FROM camera_state WHERE camera_id = ${id}`)).overall;
  const ask = async (cameraId: string, kind: 'check' | 'snapshot') => {
    const id = newId();
    await db.database.run(sql`INSERT INTO camera_check (id, camera_id, requested_by, kind) VALUES (${id}, ${cameraId}, ${town.userId}, ${kind})`);
    await jobs.add(kind === 'check' ? 'check-camera' : 'take-snapshot', { checkId: id }, id);
    const read = () =>
      db.database.row<{ state: string; result: Record<string, unknown> | null; error: unknown }>(
        sql`SELECT state, result, error FROM camera_check WHERE id = ${id}`,
      );
    await events.until(async () => ['completed', 'failed'].includes((await read()).state));
    return read();
  };

  it('finds new cameras by itself, does what people ask for, and leaves nothing behind when it stops', async () => {
    const fine = await insertTestCamera(db.database, town, { snapshotEveryS: 10 });
    const refusing = await insertTestCamera(db.database, town, { faults: { authFails: true } });
    const running = await startWorker(worker.options);
    try {
      await events.until(async () => (await stateOf(fine)) === 'online' && (await stateOf(refusing)) === 'offline');
      expect(await ask(fine, 'check')).toMatchObject({
        state: 'completed',
        result: { reachable: true, snapshotOk: true, clockOffsetMs: 0, problems: [], identity: { manufacturer: 'Simulated' } },
      });
      expect(await ask(refusing, 'check')).toMatchObject({
        state: 'completed',
        result: { reachable: true, snapshotOk: false, identity: null, problems: [{ code: 'auth_failed' }] },
      });
      expect(await ask(refusing, 'snapshot')).toMatchObject({ state: 'failed', result: null, error: { code: 'auth_failed' } });
      const taken = await ask(fine, 'snapshot');
      const row = await db.database.row<{ blobKey: string; byteLength: number; reason: string }>(
        sql`SELECT blob_key AS "blobKey", byte_length AS "byteLength", reason FROM snapshot WHERE id = ${taken.result!['snapshotId']}`,
      );
      expect(row.reason).toBe('request');
      expect(await worker.options.blobs.stat(row.blobKey)).toEqual({ byteLength: row.byteLength });
      await events.until(async () => (await db.database.rows(sql`SELECT 1 FROM snapshot WHERE reason = 'schedule' AND camera_id = ${fine}`)).length > 0);
      await expect
        .poll(() => db.database.rows(sql`SELECT 1 FROM worker_heartbeat WHERE worker_id = ${running.id} AND beat_at > now() - interval '10 seconds'`))
        .toHaveLength(1);
      await appendAudit(db.database, { action: 'camera.look', cameraIds: [fine] });
      await expect
        .poll(() => db.database.rows(sql`SELECT 1 FROM audit_leaf l JOIN audit_event e ON e.id = l.event_id WHERE e.action = 'camera.look'`))
        .toHaveLength(1);
      await expect.poll(() => db.database.rows(sql`SELECT 1 FROM audit_checkpoint`)).toHaveLength(1);
    } finally {
      await running.stop();
    }
    expect(await db.database.rows(sql`SELECT 1 FROM worker_heartbeat`)).toHaveLength(0);
    expect(await db.database.rows(sql`SELECT 1 FROM unreferenced_blob`)).toHaveLength(0);
    expect(events.heard.filter((event) => event.topic === 'jobs').length).toBeGreaterThanOrEqual(8);
  });
});
