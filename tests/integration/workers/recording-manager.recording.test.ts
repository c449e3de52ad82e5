import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorker, type RunningWorker } from '../../../workers/worker.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown, type Town } from '../../support/workers/camera-fixture.ts';
import { waitForEvents, type EventWait } from '../../support/workers/event-wait.ts';
import { blobHash, overlapping, segmentsOf } from '../../support/workers/footage-rows.ts';
import { createWorkerOptions, type TestWorkerOptions } from '../../support/workers/worker-options.ts';

describe('recording', () => {
  let db: MigratedTestDatabase;
  let town: Town;
  let events: EventWait;
  let worker: TestWorkerOptions;
  const running: RunningWorker[] = [];

  beforeEach(async () => {
    db = await createTestDatabase();
    town = await insertTown(db.database);
    events = waitForEvents(db.url);
    worker = await createWorkerOptions(db);
  });
  afterEach(async () => {
    for (const each of running.splice(0)) await each.stop();
    await worker.close();
    await events.close();
    await db.drop();
  });

  const start = async (recording: { capacity?: number; segmentMs?: number } = {}): Promise<RunningWorker> => {
    const started = await startWorker({ ...worker.options, registry: new Registry(), recording: { segmentMs: 2000, ...recording } });
    running.push(started);
    return started;
  };
  const recordingState = async (id: string) =>
    db.database.row<{ recording: string; problem: string | null }>(
      sql`SELECT recording, last_problem ->> 'code' AS problem FROM camera_state WHERE camera_id = ${id}`,
    );
  const segmentCount = async (id: string) => (await segmentsOf(db.database, id)).length;

  it('begins and shows within 15 s of a registration, with segments of the usual length', async () => {
    await start({ segmentMs: 5000 });
    const registeredAtMs = Date.now();
    const id = await insertTestCamera(db.database, town, { recording: 'continuous' });
    await events.until(async () => (await recordingState(id)).recording === 'ok', 15_000);
    const [first] = await segmentsOf(db.database, id);
    expect(first!.fromMs - registeredAtMs).toBeLessThanOrEqual(15_000);
  });

  it('stores whole segments that follow each other, with their hashes and the time of the camera', async () => {
    await start();
    const id = await insertTestCamera(db.database, town, { recording: 'continuous' });
    await events.until(async () => (await segmentCount(id)) >= 4);
    const segments = await segmentsOf(db.database, id);
    expect(overlapping(segments)).toEqual([]);
    for (const segment of segments) {
      expect(await blobHash(worker.options.blobs, segment.blobKey)).toBe(segment.sha256);
      expect(segment.deviceTimeSource).toBe('clock_offset');
    }
  });

  it('ends with its last whole segment, gives the lease back and leaves no file behind', async () => {
    const id = await insertTestCamera(db.database, town, { recording: 'continuous' });
    const one = await start();
    await events.until(async () => (await segmentCount(id)) >= 1);
    const stoppedAtMs = Date.now();
    await one.stop();
    const segments = await segmentsOf(db.database, id);
    expect(stoppedAtMs - segments.at(-1)!.toMs).toBeLessThan(2500);
    expect(await db.database.rows(sql`SELECT 1 FROM recording_lease`)).toHaveLength(0);
    expect(await db.database.rows(sql`SELECT 1 FROM unreferenced_blob`)).toHaveLength(0);
    expect(await readdir(join(worker.folder, 'blobs', '.recording'))).toEqual([]);
  });

  it('is one recording, however many workers run', async () => {
    const id = await insertTestCamera(db.database, town, { recording: 'continuous' });
    await Promise.all([start(), start()]);
    await events.until(async () => (await segmentCount(id)) >= 3);
    expect(overlapping(await segmentsOf(db.database, id))).toEqual([]);
  });

  it('stops when the camera is not to be recorded any more, and says so', async () => {
    await start();
    const id = await insertTestCamera(db.database, town, { recording: 'continuous' });
    await events.until(async () => (await recordingState(id)).recording === 'ok');
    await db.database.run(sql`UPDATE camera SET recording_mode = 'off' WHERE id = ${id}`);
    await events.until(async () => (await recordingState(id)).recording === 'off');
    expect(await db.database.rows(sql`SELECT 1 FROM recording_lease WHERE camera_id = ${id}`)).toHaveLength(0);
  });

  it('shows a gap at a camera that gives no video, and why', async () => {
    await start();
    const id = await insertTestCamera(db.database, town, { recording: 'continuous', faults: { authFails: true } });
    await events.until(async () => (await recordingState(id)).recording === 'gap');
    expect((await recordingState(id)).problem).toBe('auth_failed');
  });

  it('shows a gap at cameras for which no worker has room', async () => {
    await start({ capacity: 1 });
    const ids = await Promise.all([1, 2].map((seed) => insertTestCamera(db.database, town, { recording: 'continuous', seed })));
    await events.until(async () => {
      const states = await Promise.all(ids.map(recordingState));
      return states.some((state) => state.recording === 'ok') && states.some((state) => state.recording === 'gap' && state.problem === 'no_capacity');
    });
  });

  it('stops before the disk is full, says so, and goes on when there is room again', async () => {
    let freeBytes = Infinity;
    worker = { ...worker, options: { ...worker.options, blobs: { ...worker.options.blobs, freeBytes: async () => freeBytes } } };
    const id = await insertTestCamera(db.database, town, { recording: 'continuous' });
    await start();
    await events.until(async () => (await segmentCount(id)) >= 1);
    freeBytes = 1000;
    await events.until(async () => (await recordingState(id)).problem === 'disk_full');
    expect(await db.database.rows(sql`SELECT 1 FROM recording_lease`)).toHaveLength(0);
    freeBytes = Infinity;
    await events.until(async () => (await recordingState(id)).recording === 'ok' && (await recordingState(id)).problem === null);
    const states = await db.database.rows<{ state: string }>(
      sql`SELECT state FROM camera_state_interval WHERE camera_id = ${id} AND facet = 'recording' ORDER BY lower(during)`,
    );
    expect(states.map((row) => row.state)).toEqual(['ok', 'gap', 'ok']);
  });
});
