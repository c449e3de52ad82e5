import { Registry } from 'prom-client';
import sql from 'sql-template-tag';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createJobProducer, type JobProducer } from '../../../platform/job-producer.ts';
import { newId } from '../../../platform/new-id.ts';
import { startWorker, type RunningWorker } from '../../../workers/worker.ts';
import { startRtspServer, type RtspServer } from '../../support/services/rtsp-server.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown, type CameraOptions, type Town } from '../../support/workers/camera-fixture.ts';
import { waitForEvents, type EventWait } from '../../support/workers/event-wait.ts';
import { blobHash, overlapping, segmentsOf } from '../../support/workers/footage-rows.ts';
import { createWorkerOptions, type TestWorkerOptions } from '../../support/workers/worker-options.ts';

const RIGHT = { username: 'admin', password: 'Th0n.5-xyz' };
const DEVICE_OFFSET_MS = 61_000;

describe('a worker and an RTSP camera that wants a password and whose clock is a minute ahead', () => {
  let camera: RtspServer;
  let db: MigratedTestDatabase;
  let town: Town;
  let events: EventWait;
  let worker: TestWorkerOptions;
  let running: RunningWorker;
  let jobs: JobProducer;

  beforeAll(async () => {
    camera = await startRtspServer({ auth: 'digest', ...RIGHT, deviceClockOffsetMs: DEVICE_OFFSET_MS });
  });
  afterAll(() => camera.stop());
  beforeEach(async () => {
    db = await createTestDatabase();
    town = await insertTown(db.database);
    events = waitForEvents(db.url);
    worker = await createWorkerOptions(db);
    jobs = createJobProducer(worker.options.backend, () => undefined);
    running = await startWorker({ ...worker.options, registry: new Registry(), recording: { segmentMs: 2000 } });
  });
  afterEach(async () => {
    await running.stop();
    await jobs.close();
    await worker.close();
    await events.close();
    await db.drop();
  });

  const addCamera = (credentials: { username: string; password: string }, options: CameraOptions = {}) => {
    const id = newId();
    return insertTestCamera(db.database, town, { ...options, id, rtspUrl: camera.url, sealed: worker.options.secretBox.seal(JSON.stringify(credentials), id) });
  };
  const state = (id: string) =>
    db.database.row<{ overall: string; problem: string | null; clock: string; offsetMs: number | null }>(
      sql`SELECT overall, last_problem ->> 'code' AS problem, clock, clock_offset_ms AS "offsetMs" FROM camera_state WHERE camera_id = ${id}`,
    );
  const check = async (cameraId: string) => {
    const id = newId();
    await db.database.run(sql`INSERT INTO camera_check (id, camera_id, kind) VALUES (${id}, ${cameraId}, 'check')`);
    await jobs.add('check-camera', { checkId: id }, id);
    const read = () => db.database.row<{ state: string; result: Record<string, unknown> }>(sql`SELECT state, result FROM camera_check WHERE id = ${id}`);
    await events.until(async () => ['completed', 'failed'].includes((await read()).state));
    return read();
  };

  it('tests it with the sealed password: reachable, with a picture and the offset of its clock', async () => {
    const id = await addCamera(RIGHT);
    const { state: ended, result } = await check(id);
    expect({ ended, ...result }).toMatchObject({
      ended: 'completed',
      reachable: true,
      snapshotOk: true,
      problems: [],
      capabilities: { profiles: [{ codec: 'h264', widthPx: 640, heightPx: 360 }] },
    });
    expect(Math.abs((result['clockOffsetMs'] as number) - DEVICE_OFFSET_MS)).toBeLessThan(2000);
    await events.until(async () => (await state(id)).clock === 'off');
    expect(await state(id)).toMatchObject({ overall: 'degraded', problem: null });
  });

  it('calls a wrong password by its name, in the test and in the state, and keeps it out of both', async () => {
    const id = await addCamera({ username: 'admin', password: 'wr0ng-Secret' });
    const { state: ended, result } = await check(id);
    expect({ ended, ...result }).toMatchObject({ ended: 'completed', reachable: true, snapshotOk: false, problems: [{ code: 'auth_failed' }] });
    await events.until(async () => (await state(id)).overall === 'offline');
    expect(await state(id)).toMatchObject({ problem: 'auth_failed' });
    const stored = await db.database.rows(
      sql`SELECT to_jsonb(s) AS s FROM camera_state s UNION ALL SELECT to_jsonb(k) FROM camera_check k UNION ALL SELECT to_jsonb(i) FROM camera_state_interval i`,
    );
    expect(JSON.stringify(stored)).not.toContain('wr0ng-Secret');
  });

  it('records it with its own time, and goes on by itself after the camera dropped the connection', async () => {
    const id = await addCamera(RIGHT, { recording: 'continuous' });
    await events.until(async () => (await segmentsOf(db.database, id)).length >= 2);
    const before = await segmentsOf(db.database, id);
    await camera.dropConnections();
    await events.until(async () => (await segmentsOf(db.database, id)).length >= before.length + 3);
    const segments = await segmentsOf(db.database, id);
    expect(overlapping(segments)).toEqual([]);
    for (const segment of segments) expect(await blobHash(worker.options.blobs, segment.blobKey)).toBe(segment.sha256);
    const clocks = await db.database.rows<{ source: string; offsetMs: number }>(sql`SELECT device_time_source AS source,
      extract(epoch FROM lower(device_during) - lower(true_during)) * 1000 AS "offsetMs" FROM footage_segment WHERE camera_id = ${id}`);
    // the first segment of a connection may end before the camera's first report: then its time comes from the offset measured before
    expect(clocks.filter(({ source }) => source === 'rtcp_sender_report').length).toBeGreaterThanOrEqual(clocks.length - 2);
    for (const { offsetMs } of clocks.slice(1)) {
      expect(Math.abs(offsetMs - DEVICE_OFFSET_MS)).toBeLessThan(1000);
    }
  });
});
