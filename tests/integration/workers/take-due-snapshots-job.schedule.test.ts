import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BlobStore } from '../../../media/blob-store.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { createConcurrencyLimiter, type ConcurrencyLimiter } from '../../../platform/concurrency-limiter.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { createPingDueCamerasJob } from '../../../workers/jobs/ping-due-cameras-job.ts';
import { createTakeDueSnapshotsJob } from '../../../workers/jobs/take-due-snapshots-job.ts';
import { createDiskGuard } from '../../../workers/recording/disk-guard.ts';
import { createSnapshotTaker } from '../../../workers/snapshots/snapshot-taker.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown, setFaults, type CameraOptions, type Town } from '../../support/workers/camera-fixture.ts';
import { createContactParts, runningJob } from '../../support/workers/contact-parts.ts';
import { blobHash } from '../../support/workers/footage-rows.ts';
import { createMovableClock, type MovableClock } from '../../support/workers/movable-clock.ts';

interface PictureRow {
  readonly takenAtMs: number;
  readonly sha256: string;
  readonly blobKey: string;
  readonly expiresAtMs: number;
  readonly deviceTimeMs: number;
  readonly offsetMs: number;
  readonly reason: string;
}

describe('taking due pictures', () => {
  let db: MigratedTestDatabase;
  let town: Town;
  let folder: string;
  let blobs: BlobStore;
  let clock: MovableClock;
  let look: () => Promise<void>;
  let ping: () => Promise<void>;
  let run: () => Promise<void>;
  let streams: ConcurrencyLimiter;
  let freeBytes: number;
  /** Pictures that had to wait for one of the few places of streams. */
  let fromStreams: number;

  beforeAll(async () => {
    db = await createTestDatabase();
    town = await insertTown(db.database);
    folder = await mkdtemp(join(tmpdir(), 'matpho-snapshots-'));
    blobs = createFolderBlobStore({ folder });
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await db.drop();
  });
  beforeEach(async () => {
    await db.database.run(sql`UPDATE camera SET retired_at = now()`);
    // noon in Vietnam: simulated pictures are light
    clock = createMovableClock(Date.UTC(2031, 5, 1, 5));
    freeBytes = Infinity;
    const parts = await createContactParts(db.database, clock);
    const disk = createDiskGuard({ blobs: { freeBytes: async () => freeBytes }, logger: parts.logger });
    const snapshots = createSnapshotTaker({ ...parts, disk, namedBlobs: createNamedBlobs({ ...parts, blobs }) });
    streams = createConcurrencyLimiter(4);
    fromStreams = 0;
    const streamLimiter = { ...streams, run: <T>(work: () => Promise<T>) => ((fromStreams += 1), streams.run(work)) };
    const job = createTakeDueSnapshotsJob({ ...parts, snapshots, streamLimiter });
    const pingJob = createPingDueCamerasJob(parts);
    look = async () => {
      await disk.look();
      await job(runningJob({}));
    };
    ping = () => pingJob(runningJob({}));
    run = () => job(runningJob({}));
  });

  const addCamera = (options: CameraOptions = {}) => insertTestCamera(db.database, town, { snapshotEveryS: 60, ...options });
  const pictures = (id: string) =>
    db.database
      .rows<PictureRow>(sql`SELECT taken_at AS "takenAtMs", encode(sha256, 'hex') AS sha256, blob_key AS "blobKey", expires_at AS "expiresAtMs", device_time AS "deviceTimeMs",
      clock_offset_ms AS "offsetMs", reason FROM snapshot WHERE camera_id = ${id} ORDER BY taken_at`);
  const state = (id: string) =>
    db.database.row<{ picture: string; problem: string | null }>(
      sql`SELECT picture, last_problem ->> 'code' AS problem FROM camera_state WHERE camera_id = ${id}`,
    );
  const watch = async (forMs: number): Promise<void> => {
    for (let passedMs = 0; passedMs < forMs; passedMs += 3000) {
      clock.advance(3000);
      await look();
    }
  };

  it('takes a first picture at once and then one in each period, and keeps it with its hash and the time of the camera', async () => {
    const id = await addCamera({ faults: { clockOffsetMs: 61_000 }, retentionHours: 5 });
    await look();
    await watch(180_000);
    const rows = await pictures(id);
    expect(rows).toHaveLength(4);
    for (const row of rows) {
      expect(await blobHash(blobs, row.blobKey)).toBe(row.sha256);
      expect(row).toMatchObject({ reason: 'schedule', deviceTimeMs: row.takenAtMs + 61_000, offsetMs: 61_000, expiresAtMs: row.takenAtMs + 5 * 3_600_000 });
    }
    const phases = rows.slice(1).map((row) => Math.floor((row.takenAtMs % 60_000) / 3000));
    expect(new Set(phases).size).toBe(1);
    expect((await state(id)).picture).toBe('ok');
  });

  it('spreads cameras of one period over it', async () => {
    // a camera's share of the period follows from its id: with drawn ones a third of it would be empty now and then
    const idOf = (nth: number): string => `019ac2b1-0000-7000-8000-${String(nth).padStart(12, '0')}`;
    const ids = await Promise.all(Array.from({ length: 24 }, (_, seed) => addCamera({ id: idOf(seed), seed, snapshotEveryS: 600 })));
    await look();
    const rows = await db.database.rows<{ thirds: number }>(
      sql`SELECT count(DISTINCT floor((extract(epoch FROM next_snapshot_at)::numeric % 600) / 200)) AS thirds FROM camera_state WHERE camera_id = ANY(${ids}::uuid[])`,
    );
    expect(rows[0]!.thirds).toBe(3);
  });

  it.each<[what: string, camera: CameraOptions, capabilities: object | null, places: number]>([
    ['of RTSP', { rtspUrl: 'rtsp://127.0.0.1:1/s' }, null, 1],
    ['of ONVIF that said it has no picture by HTTP', { onvifUrl: 'http://127.0.0.1:1/onvif' }, { snapshotByHttp: false }, 1],
    ['of ONVIF that has one', { onvifUrl: 'http://127.0.0.1:1/onvif' }, { snapshotByHttp: true }, 0],
    ['of ONVIF that was not asked yet', { onvifUrl: 'http://127.0.0.1:1/onvif' }, null, 0],
    ['that is simulated', {}, null, 0],
  ])('counts a camera %s as a stream or not', async (_what, camera, capabilities, places) => {
    const id = await addCamera(camera);
    if (capabilities !== null)
      await db.database.run(sql`UPDATE camera_capability SET seen_at = now(), capabilities = ${JSON.stringify(capabilities)}::jsonb WHERE camera_id = ${id}`);
    await look();
    expect(fromStreams).toBe(places);
  });

  it('takes none of cameras that are down, drafts or want none', async () => {
    const down = await addCamera({ faults: { authFails: true } });
    await ping();
    // it would give one by now, but nobody has found out yet
    await setFaults(db.database, down, {});
    const others = await Promise.all([addCamera({ notice: false }), addCamera({ snapshotEveryS: 0 }), addCamera({ registered: true })]);
    await watch(120_000);
    for (const id of [down, ...others]) expect(await pictures(id)).toEqual([]);
  });

  it('calls the lens covered after three such pictures and fine again after two', async () => {
    const id = await addCamera();
    await watch(60_000);
    await setFaults(db.database, id, { covered: true });
    await watch(120_000);
    expect((await state(id)).picture).toBe('ok');
    await watch(120_000);
    expect((await state(id)).picture).toBe('covered');
    await setFaults(db.database, id, {});
    await watch(180_000);
    expect((await state(id)).picture).toBe('ok');
  });

  it('shows why a camera gives no picture, until it gives one', async () => {
    const id = await addCamera();
    await setFaults(db.database, id, { authFails: true });
    await look();
    expect(await state(id)).toEqual({ picture: 'unknown', problem: 'auth_failed' });
    await setFaults(db.database, id, {});
    await watch(66_000);
    expect(await state(id)).toEqual({ picture: 'ok', problem: null });
  });

  it('takes one picture when two workers look at once', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, (_, seed) => addCamera({ seed })));
    await Promise.all([look(), look()]);
    for (const id of ids) expect(await pictures(id)).toHaveLength(1);
  });

  it('is left to four runs that are still at it, so that pings keep their places in the queue', async () => {
    const id = await addCamera();
    let letGo = (): void => undefined;
    const busy = new Promise<void>((resolve) => (letGo = resolve));
    const places = Array.from({ length: 4 }, () => streams.run(() => busy));
    let ended = 0;
    const four = Array.from({ length: 4 }, async () => {
      await run();
      ended += 1;
    });
    await run();
    expect(ended).toBe(0);
    letGo();
    await Promise.all([...places, ...four]);
    expect(await pictures(id)).toHaveLength(1);
    clock.advance(60_000);
    await run();
    expect(await pictures(id)).toHaveLength(2);
  });

  it('stores none while the disk is nearly full, and goes on when there is room', async () => {
    const id = await addCamera();
    freeBytes = 1000;
    await look();
    expect(await pictures(id)).toEqual([]);
    freeBytes = Infinity;
    await watch(66_000);
    expect((await pictures(id)).length).toBeGreaterThan(0);
  });
});
