import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import sql from 'sql-template-tag';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../db/database.ts';
import type { BlobStore } from '../../../media/blob-store.ts';
import { createReleaseStack } from '../../../platform/release-stack.ts';
import { startWorker, type RunningWorker } from '../../../workers/worker.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown, type CameraOptions } from '../../support/workers/camera-fixture.ts';
import { waitForEvents, type EventWait } from '../../support/workers/event-wait.ts';
import { blobHash, overlapping, segmentsOf, type StoredSegment } from '../../support/workers/footage-rows.ts';
import { createWorkerOptions } from '../../support/workers/worker-options.ts';

/** A town of its own, for tests that run beside each other. */
interface Scene {
  readonly database: Database;
  readonly events: EventWait;
  readonly blobs: BlobStore;
  readonly folder: string;
  /** Starts a worker with short segments. */
  start(recording?: { capacity?: number; segmentMs?: number }): Promise<RunningWorker>;
  insertCamera(options?: CameraOptions): Promise<string>;
  recordingState(cameraId: string): Promise<{ readonly recording: string; readonly problem: string | null }>;
  segments(cameraId: string): Promise<StoredSegment[]>;
}

async function withScene(work: (scene: Scene) => Promise<void>, changes: { freeBytes?: () => Promise<number> } = {}): Promise<void> {
  const stack = createReleaseStack();
  try {
    const db = await createTestDatabase();
    stack.push('database', () => db.drop());
    const { database } = db;
    const town = await insertTown(database);
    const events = waitForEvents(db.url);
    stack.push('events', () => events.close());
    const { options, folder, close } = await createWorkerOptions(db);
    stack.push('worker options', close);
    await work({
      database,
      events,
      folder,
      blobs: options.blobs,
      start: async (recording = {}) => {
        const blobs = { ...options.blobs, ...changes };
        const worker = await startWorker({ ...options, blobs, registry: new Registry(), recording: { segmentMs: 2000, ...recording } });
        stack.push('worker', () => worker.stop());
        return worker;
      },
      insertCamera: (camera = {}) => insertTestCamera(database, town, { recording: 'continuous', ...camera }),
      recordingState: (id) => database.row(sql`SELECT recording, last_problem ->> 'code' AS problem FROM camera_state WHERE camera_id = ${id}`),
      segments: (id) => segmentsOf(database, id),
    });
  } finally {
    const failures = await stack.releaseAll();
    expect(failures).toEqual([]);
  }
}

describe('recording', () => {
  it('begins and shows within 15 s of a registration, with segments of the usual length', () =>
    withScene(async ({ start, insertCamera, events, recordingState, segments }) => {
      await start({ segmentMs: 5000 });
      const registeredAtMs = Date.now();
      const id = await insertCamera();
      await events.until(async () => (await recordingState(id)).recording === 'ok', 15_000);
      const [first] = await segments(id);
      expect(first!.fromMs - registeredAtMs).toBeLessThanOrEqual(15_000);
    }));
});

// beside each other: most of it is waiting for the next segment
describe.concurrent('recording', () => {
  it('stores whole segments that follow each other, with their hashes and the time of the camera', () =>
    withScene(async ({ start, insertCamera, events, segments, blobs }) => {
      await start();
      const id = await insertCamera();
      await events.until(async () => (await segments(id)).length >= 4);
      const stored = await segments(id);
      expect(overlapping(stored)).toEqual([]);
      for (const segment of stored) {
        expect(await blobHash(blobs, segment.blobKey)).toBe(segment.sha256);
        expect(segment.deviceTimeSource).toBe('clock_offset');
      }
    }));

  it('ends with its last whole segment, gives the lease back and leaves no file behind', () =>
    withScene(async ({ start, insertCamera, events, segments, database, folder }) => {
      const id = await insertCamera();
      const worker = await start();
      await events.until(async () => (await segments(id)).length >= 1);
      const stoppedAtMs = Date.now();
      await worker.stop();
      expect(stoppedAtMs - (await segments(id)).at(-1)!.toMs).toBeLessThan(2500);
      expect(await database.rows(sql`SELECT 1 FROM recording_lease`)).toHaveLength(0);
      expect(await database.rows(sql`SELECT 1 FROM unreferenced_blob`)).toHaveLength(0);
      expect(await readdir(join(folder, 'blobs', '.recording'))).toEqual([]);
    }));

  it('is one recording, however many workers run', () =>
    withScene(async ({ start, insertCamera, events, segments }) => {
      const id = await insertCamera();
      await Promise.all([start(), start()]);
      await events.until(async () => (await segments(id)).length >= 3);
      expect(overlapping(await segments(id))).toEqual([]);
    }));

  it('stops when the camera is not to be recorded any more, and says so', () =>
    withScene(async ({ start, insertCamera, events, recordingState, database }) => {
      await start();
      const id = await insertCamera();
      await events.until(async () => (await recordingState(id)).recording === 'ok');
      await database.run(sql`UPDATE camera SET recording_mode = 'off' WHERE id = ${id}`);
      await events.until(async () => (await recordingState(id)).recording === 'off');
      expect(await database.rows(sql`SELECT 1 FROM recording_lease WHERE camera_id = ${id}`)).toHaveLength(0);
    }));

  it('shows a gap at a camera that gives no video, and why', () =>
    withScene(async ({ start, insertCamera, events, recordingState }) => {
      await start();
      const id = await insertCamera({ faults: { authFails: true } });
      await events.until(async () => (await recordingState(id)).recording === 'gap');
      expect((await recordingState(id)).problem).toBe('auth_failed');
    }));

  it('shows a gap at cameras for which no worker has room', () =>
    withScene(async ({ start, insertCamera, events, recordingState }) => {
      await start({ capacity: 1 });
      const ids = await Promise.all([1, 2].map((seed) => insertCamera({ seed })));
      await events.until(async () => {
        const states = await Promise.all(ids.map(recordingState));
        return states.some((state) => state.recording === 'ok') && states.some((state) => state.recording === 'gap' && state.problem === 'no_capacity');
      });
    }));

  it('stops before the disk is full, says so, and goes on when there is room again', () => {
    let freeBytes = Infinity;
    return withScene(
      async ({ start, insertCamera, events, segments, recordingState, database }) => {
        const id = await insertCamera();
        await start();
        await events.until(async () => (await segments(id)).length >= 1);
        freeBytes = 1000;
        await events.until(async () => (await recordingState(id)).problem === 'disk_full');
        expect(await database.rows(sql`SELECT 1 FROM recording_lease`)).toHaveLength(0);
        freeBytes = Infinity;
        await events.until(async () => (await recordingState(id)).recording === 'ok' && (await recordingState(id)).problem === null);
        const states = await database.rows<{ state: string }>(
          sql`SELECT state FROM camera_state_interval WHERE camera_id = ${id} AND facet = 'recording' ORDER BY lower(during)`,
        );
        expect(states.map((row) => row.state)).toEqual(['ok', 'gap', 'ok']);
      },
      { freeBytes: async () => freeBytes },
    );
  });
});
