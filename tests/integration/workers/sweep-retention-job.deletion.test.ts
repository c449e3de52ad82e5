import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { deleteExpired } from '../../../db/repositories/retention-repository.ts';
import { insertSegment } from '../../../db/repositories/segment-store-repository.ts';
import { insertNamedSnapshot, insertSnapshot } from '../../../db/repositories/snapshot-store-repository.ts';
import { timedId } from '../../../domain/uuid.ts';
import type { BlobStore } from '../../../media/blob-store.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { createSweepRetentionJob } from '../../../workers/jobs/sweep-retention-job.ts';
import { createDiskGuard } from '../../../workers/recording/disk-guard.ts';
import { createWorkerMetrics } from '../../../workers/metrics.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown, type Town } from '../../support/workers/camera-fixture.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';
import { createMovableClock, type MovableClock } from '../../support/workers/movable-clock.ts';

const HOUR_MS = 3_600_000;

describe('the sweep', () => {
  let db: MigratedTestDatabase;
  let town: Town;
  let folder: string;
  let blobs: BlobStore;
  let clock: MovableClock;
  let cameraId: string;

  beforeAll(async () => {
    db = await createTestDatabase();
    town = await insertTown(db.database);
    folder = await mkdtemp(join(tmpdir(), 'matpho-sweep-'));
    blobs = createFolderBlobStore({ folder });
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await db.drop();
  });
  beforeEach(async () => {
    clock = createMovableClock();
    cameraId = await insertTestCamera(db.database, town);
  });

  const sweep = (parts: { database?: Database; blobs?: BlobStore } = {}) => {
    const all = { database: db.database, blobs, clock, logger: createLogger('silent'), metrics: createWorkerMetrics(new Registry()), ...parts };
    return createSweepRetentionJob({ ...all, namedBlobs: createNamedBlobs(all) })(runningJob({}));
  };
  const addSegment = async (fromMs: number, expiresAtMs: number, uncertaintyMs = 0): Promise<{ id: string; blobKey: string }> => {
    const id = timedId(fromMs, randomBytes(32));
    const blobKey = `footage/test/${cameraId}/${id}.mp4`;
    const { sha256, byteLength } = await blobs.put(blobKey, randomBytes(100));
    const times = { trueDuring: { fromMs, toMs: fromMs + 10_000 }, uncertaintyMs, deviceDuring: null, deviceTimeSource: 'none' as const, clock: null };
    await insertSegment(db.database, {
      id,
      cameraId,
      ...times,
      source: 'recorded',
      codec: 'h264',
      sha256: Buffer.from(sha256),
      blobKey,
      byteLength,
      storedAtMs: fromMs,
      expiresAtMs,
    });
    return { id, blobKey };
  };
  const picture = {
    widthPx: 10,
    heightPx: 10,
    measures: {},
    deviceTimeMs: null,
    deviceTimeSource: 'none' as const,
    clock: null,
    requestedBy: null,
    reason: 'schedule' as const,
  };
  const addSnapshot = async (takenAtMs: number, expiresAtMs: number): Promise<{ id: string; blobKey: string }> => {
    const id = timedId(takenAtMs, randomBytes(32));
    const blobKey = `snapshots/test/${cameraId}/${id}.jpg`;
    const { sha256, byteLength } = await blobs.put(blobKey, randomBytes(50));
    await insertSnapshot(db.database, { id, cameraId, takenAtMs, ...picture, sha256: Buffer.from(sha256), blobKey, byteLength, expiresAtMs });
    return { id, blobKey };
  };
  const addIncident = async (): Promise<string> => {
    const incidentId = newId();
    await db.database.run(sql`INSERT INTO incident (id, reference_number, category, occurred, location, uncertainty_m, reported_at, entered_by, entered_for)
      VALUES (${incidentId}, ${incidentId}, 'theft', tstzrange(now() - interval '1 hour', now()), ST_SetSRID(ST_MakePoint(108.2, 11.7), 4326), 10, now(), ${town.userId}, ${town.organisationId})`);
    return incidentId;
  };
  const addHold = async (fromMs: number, toMs: number, options: { expiresAtMs?: number; released?: boolean } = {}): Promise<void> => {
    const incidentId = await addIncident();
    const expiresAt = options.expiresAtMs === undefined ? null : new Date(options.expiresAtMs);
    await db.database.run(sql`INSERT INTO hold (id, incident_id, camera_id, during, automatic, expires_at, released_at)
      VALUES (${newId()}, ${incidentId}, ${cameraId}, tstzrange(${new Date(fromMs)}, ${new Date(toMs)}), ${options.expiresAtMs !== undefined}, ${expiresAt}, ${options.released ? new Date() : null})`);
  };
  const isThere = async ({ id, blobKey }: { id: string; blobKey: string }) => {
    const rows = await db.database.rows(sql`SELECT 1 FROM footage_segment WHERE id = ${id} UNION ALL SELECT 1 FROM snapshot WHERE id = ${id}`);
    return [rows.length === 1, (await blobs.stat(blobKey)) !== undefined];
  };

  it('deletes what is past its time, rows and blobs, and leaves the rest', async () => {
    const nowMs = clock.now();
    const old = [await addSegment(nowMs - 80 * HOUR_MS, nowMs - 1), await addSnapshot(nowMs - 80 * HOUR_MS, nowMs - 1)];
    const young = [await addSegment(nowMs - HOUR_MS, nowMs + 1000), await addSnapshot(nowMs - HOUR_MS, nowMs + 1000)];
    await sweep();
    for (const each of old) expect(await isThere(each)).toEqual([false, false]);
    for (const each of young) expect(await isThere(each)).toEqual([true, true]);
    clock.advance(2000);
    await sweep();
    for (const each of young) expect(await isThere(each)).toEqual([false, false]);
  });

  it('writes what it deleted into the log, for each camera', async () => {
    const nowMs = clock.now();
    await addSegment(nowMs - 80 * HOUR_MS, nowMs - 2);
    await addSegment(nowMs - 79 * HOUR_MS, nowMs - 1);
    await sweep();
    const [event] = await db.database.rows<{ detail: unknown; actor: unknown }>(
      sql`SELECT detail, actor_id AS actor FROM audit_event WHERE action = 'retention.deleted' AND camera_ids = ARRAY[${cameraId}]::uuid[]`,
    );
    expect(event).toEqual({
      actor: null,
      detail: {
        kind: 'footage_segment',
        count: 2,
        bytes: 200,
        from: new Date(nowMs - 80 * HOUR_MS).toISOString(),
        to: new Date(nowMs - 79 * HOUR_MS + 10_000).toISOString(),
      },
    });
  });

  it('keeps what is held when the disk is full and when the retention is cut to an hour', async () => {
    const nowMs = clock.now();
    const held = await addSegment(nowMs - 2 * HOUR_MS, nowMs + 70 * HOUR_MS);
    const free = await addSegment(nowMs - 3 * HOUR_MS, nowMs + 69 * HOUR_MS);
    await addHold(nowMs - 2 * HOUR_MS, nowMs - 2 * HOUR_MS + 1000, { expiresAtMs: nowMs + 72 * HOUR_MS });
    const disk = createDiskGuard({ blobs: { freeBytes: async () => 0 }, logger: createLogger('silent') });
    await disk.look();
    expect(disk.isFull()).toBe(true);
    await db.database.run(sql`UPDATE camera SET retention_hours = 1 WHERE id = ${cameraId}`);
    await sweep();
    expect(await isThere(free)).toEqual([false, false]);
    expect(await isThere(held)).toEqual([true, true]);
    // footage of the held time that is stored later is kept as well
    const late = await addSegment(nowMs - 2 * HOUR_MS - 5000, nowMs - 1);
    await sweep();
    expect(await isThere(late)).toEqual([true, true]);
  });

  it('a hold that waits for a second officer keeps nothing', async () => {
    const nowMs = clock.now();
    const segment = await addSegment(nowMs - 80 * HOUR_MS, nowMs - 1);
    await addHold(nowMs - 81 * HOUR_MS, nowMs, {});
    await db.database.run(sql`UPDATE hold SET pending = true WHERE camera_id = ${cameraId}`);
    await sweep();
    expect(await isThere(segment)).toEqual([false, false]);
  });

  it('keeps what a live hold touches, to the millisecond of its uncertainty, and deletes it once the hold has ended', async () => {
    const fromMs = clock.now() - 100 * HOUR_MS;
    const expired = clock.now() - 1;
    const inside = await addSegment(fromMs, expired);
    const justOutside = await addSegment(fromMs + 10_000, expired);
    const uncertain = await addSegment(fromMs + 11_000, expired, 1001);
    const picture = await addSnapshot(fromMs + 5000, expired);
    await addHold(fromMs, fromMs + 10_000, { expiresAtMs: clock.now() + HOUR_MS });
    await sweep();
    expect(await isThere(inside)).toEqual([true, true]);
    expect(await isThere(picture)).toEqual([true, true]);
    expect(await isThere(uncertain)).toEqual([true, true]);
    expect(await isThere(justOutside)).toEqual([false, false]);
    clock.advance(HOUR_MS + 1);
    await sweep();
    expect(await isThere(inside)).toEqual([false, false]);
    expect(await isThere(picture)).toEqual([false, false]);
  });

  it('applies a changed retention to what is stored already', async () => {
    const takenMs = clock.now() - 30 * HOUR_MS;
    const stored = [await addSegment(takenMs, takenMs + 72 * HOUR_MS), await addSnapshot(takenMs, takenMs + 72 * HOUR_MS)];
    await db.database.run(sql`UPDATE camera SET retention_hours = 31 WHERE id = ${cameraId}`);
    await sweep();
    for (const each of stored) expect(await isThere(each)).toEqual([true, true]);
    await db.database.run(sql`UPDATE camera SET retention_hours = 24 WHERE id = ${cameraId}`);
    await sweep();
    for (const each of stored) expect(await isThere(each)).toEqual([false, false]);
  });

  it('does not heed a released hold, or one of another time', async () => {
    const fromMs = clock.now() - 100 * HOUR_MS;
    const segment = await addSegment(fromMs, clock.now() - 1);
    await addHold(fromMs, fromMs + 10_000, { released: true });
    await addHold(fromMs + 20_000, fromMs + 30_000);
    await sweep();
    expect(await isThere(segment)).toEqual([false, false]);
  });

  // the embedded database runs one transaction at a time, so that a second one in the middle of it would wait for ever
  if (inject('databaseKind') === 'postgres') {
    describe('beside another transaction', () => {
      it('sees a hold that is being stored at the same moment', async () => {
        const fromMs = clock.now() - 100 * HOUR_MS;
        const segment = await addSegment(fromMs, clock.now() - 1);
        const incidentId = await addIncident();
        await db.database.transaction(async (tx) => {
          await tx.run(
            sql`INSERT INTO hold (id, incident_id, camera_id, during, automatic) VALUES (${newId()}, ${incidentId}, ${cameraId}, tstzrange(${new Date(fromMs)}, ${new Date(fromMs + 1)}), false)`,
          );
          await sweep();
        });
        await sweep();
        expect(await isThere(segment)).toEqual([true, true]);
      });

      it('sees a hold that was stored between its first look and its lock', async () => {
        const fromMs = clock.now() - 100 * HOUR_MS;
        const segment = await addSegment(fromMs, clock.now() - 1);
        const deleted = await db.database.transaction((tx) => {
          let looks = 0;
          const rows: typeof tx.rows = async (statement) => {
            const found = await tx.rows(statement);
            if (looks++ === 0) await addHold(fromMs, fromMs + 10_000);
            return found as never;
          };
          return deleteExpired({ ...tx, rows }, 'footage_segment', { nowMs: clock.now(), limit: 10 });
        });
        expect(deleted).toEqual([]);
        expect(await isThere(segment)).toEqual([true, true]);
      });
    });
  }

  it('never leaves a row without its blob when it dies in the middle, and the next sweep ends it', async () => {
    const segment = await addSegment(clock.now() - 100 * HOUR_MS, clock.now() - 1);
    await expect(sweep({ blobs: { ...blobs, delete: () => Promise.reject(new Error('died')) } })).rejects.toThrow('died');
    expect(await isThere(segment)).toEqual([false, true]);
    await sweep();
    expect(await isThere(segment)).toEqual([false, false]);
  });

  it('deletes nothing when its transaction fails', async () => {
    const segment = await addSegment(clock.now() - 100 * HOUR_MS, clock.now() - 1);
    const failing: Database = {
      ...db.database,
      transaction: (work) => db.database.transaction(async (tx) => (await work(tx), Promise.reject(new Error('cut off')))),
    };
    await expect(sweep({ database: failing })).rejects.toThrow('cut off');
    expect(await isThere(segment)).toEqual([true, true]);
  });

  it('deletes blobs that a dead worker wrote and never named, not before a quarter of an hour, and never a named one', async () => {
    const named = createNamedBlobs({ database: db.database, blobs, clock });
    const orphan = { key: `footage/test/${cameraId}/orphan.mp4`, rowId: newId() };
    await expect(
      named.store(
        orphan,
        (store) => store.put(orphan.key, randomBytes(10)),
        () => Promise.reject(new Error('died')),
      ),
    ).rejects.toThrow('died');
    const kept = await addSegment(clock.now(), clock.now() + 100 * HOUR_MS);
    await db.database.run(sql`INSERT INTO unreferenced_blob (blob_key, row_id, delete_after) VALUES (${kept.blobKey}, ${kept.id}, ${new Date(clock.now())})`);
    await sweep();
    expect(await blobs.stat(orphan.key)).toBeDefined();
    clock.advance(15 * 60_000 + 1);
    await sweep();
    expect(await blobs.stat(orphan.key)).toBeUndefined();
    expect(await isThere(kept)).toEqual([true, true]);
  });

  it('does not name a blob that was swept while it was being written', async () => {
    const named = createNamedBlobs({ database: db.database, blobs, clock });
    const slow = { key: `footage/test/${cameraId}/slow.mp4`, rowId: newId() };
    const write = async (store: BlobStore) => {
      const stored = await store.put(slow.key, randomBytes(10));
      clock.advance(16 * 60_000);
      await named.sweep(new AbortController().signal);
      return stored;
    };
    await expect(named.store(slow, write, () => Promise.resolve())).rejects.toMatchObject({ kind: 'unavailable', code: 'blob_write_too_slow' });
    expect(await blobs.stat(slow.key)).toBeUndefined();
  });

  it('stores a picture and names its blob in one statement, once however often, and not when it was swept', async () => {
    const named = createNamedBlobs({ database: db.database, blobs, clock });
    const storeAs = (id: string, meanwhile: () => Promise<unknown>) => {
      const blobKey = `snapshots/test/${cameraId}/${id}.jpg`;
      const write = async (store: BlobStore) => {
        const stored = await store.put(blobKey, Buffer.from(id));
        await meanwhile();
        return stored;
      };
      return named.storeAtOnce({ key: blobKey, rowId: id }, write, (tx, { sha256, byteLength }) =>
        insertNamedSnapshot(tx, {
          ...{ id, cameraId, takenAtMs: clock.now(), ...picture, sha256: Buffer.from(sha256), blobKey, byteLength, expiresAtMs: clock.now() + 100 * HOUR_MS },
        }),
      );
    };
    const countOf = (id: string) =>
      db.database.row(
        sql`SELECT (SELECT count(*) FROM snapshot WHERE id = ${id}) AS rows, (SELECT count(*) FROM unreferenced_blob WHERE row_id = ${id}) AS nameless`,
      );
    const [kept, swept] = [newId(), newId()];
    await storeAs(kept, () => Promise.resolve());
    await storeAs(kept, () => Promise.resolve());
    expect(await countOf(kept)).toEqual({ rows: 1, nameless: 0 });
    const tooSlow = storeAs(swept, () => {
      clock.advance(16 * 60_000);
      return named.sweep(new AbortController().signal);
    });
    await expect(tooSlow).rejects.toMatchObject({ kind: 'unavailable', code: 'blob_write_too_slow' });
    expect(await countOf(swept)).toEqual({ rows: 0, nameless: 0 });
  });
});
