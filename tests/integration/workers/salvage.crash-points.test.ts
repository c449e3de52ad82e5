import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import sql from 'sql-template-tag';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { findContactTarget, type ContactTarget } from '../../../db/repositories/contact-target-repository.ts';
import { beatHeart } from '../../../db/repositories/worker-heartbeat-repository.ts';
import { AppError } from '../../../domain/app-error.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import type { BlobStore } from '../../../media/blob-store.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { createWorkerMetrics } from '../../../workers/metrics.ts';
import { showAlive } from '../../../workers/recording/alive-marker.ts';
import { salvageRecordings } from '../../../workers/recording/salvage.ts';
import { secureSegment } from '../../../workers/recording/secured-segment.ts';
import { createSegmentStore } from '../../../workers/recording/segment-store.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown } from '../../support/workers/camera-fixture.ts';
import { blobHash, segmentsOf } from '../../support/workers/footage-rows.ts';
import { makeRecordedFile } from '../../support/workers/recorded-file.ts';

/** Death: what was awaited never comes back, and nothing behind it runs. */
const DEATH = new Promise<never>(() => undefined);

describe('the recordings of a worker that died', () => {
  let db: MigratedTestDatabase;
  let target: ContactTarget;
  let folder: string;
  let blobs: BlobStore;
  let root: string;
  let dead: string;
  const segmentFromMs = 1_764_000_000_000;

  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matpho-salvage-'));
    root = join(folder, '.recording');
    blobs = createFolderBlobStore({ folder });
    dead = newId();
    const id = await insertTestCamera(db.database, await insertTown(db.database), { recording: 'continuous' });
    target = (await findContactTarget(db.database, id))!;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const storeOn = (database: Database, store: BlobStore) => {
    const parts = { database, blobs: store, clock: systemClock, logger: createLogger('silent'), metrics: createWorkerMetrics(new Registry()) };
    return { ...parts, store: createSegmentStore({ ...parts, namedBlobs: createNamedBlobs(parts) }) };
  };
  const cameraFolder = () => join(root, dead, target.cameraId);
  const salvage = (workerId = newId()) => salvageRecordings({ ...storeOn(db.database, blobs), root, workerId });
  const recordAndSecure = async () => secureSegment(target, await makeRecordedFile(cameraFolder(), segmentFromMs));

  const expectStoredOnce = async (sha256: string) => {
    const rows = await segmentsOf(db.database, target.cameraId);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ fromMs: segmentFromMs, toMs: segmentFromMs + 10_000, uncertaintyMs: 40, sha256 });
    expect(await blobHash(blobs, rows[0]!.blobKey)).toBe(sha256);
    expect(await db.database.rows(sql`SELECT 1 FROM unreferenced_blob WHERE blob_key LIKE ${`%${target.cameraId}%`}`)).toEqual([]);
    expect(existsSync(join(root, dead))).toBe(false);
  };
  /** Lets the worker begin to store and die at some point of it; settles at its death. */
  const dieWhileStoring = async (crash: (die: () => Promise<never>) => { database?: Partial<Database>; blobs?: Partial<BlobStore> }) => {
    const segment = await recordAndSecure();
    await new Promise<void>((died) => {
      const die = () => {
        died();
        return DEATH;
      };
      const parts = crash(die);
      void storeOn({ ...db.database, ...parts.database }, { ...blobs, ...parts.blobs }).store.store(segment);
    });
    return segment;
  };

  it('are stored when it died right after noting a segment', async () => {
    const segment = await recordAndSecure();
    expect(await salvage()).toEqual({ stored: 1, discarded: 0 });
    await expectStoredOnce(segment.sha256);
  });

  it('are stored when it died before moving the file', async () => {
    const segment = await dieWhileStoring((die) => ({ blobs: { putFile: die } }));
    await salvage();
    await expectStoredOnce(segment.sha256);
  });

  it('are stored when it died between the move and the row', async () => {
    const segment = await dieWhileStoring((die) => ({ blobs: { putFile: async (key, path) => (await blobs.putFile(key, path), die()) } }));
    await salvage();
    await expectStoredOnce(segment.sha256);
  });

  it('are stored once when it died between the row and the removal of its note', async () => {
    const segment = await dieWhileStoring((die) => ({ database: { transaction: async (work) => (await db.database.transaction(work), die()) } }));
    await salvage();
    await expectStoredOnce(segment.sha256);
  });

  it('are given up where no note tells their times, and counted', async () => {
    await makeRecordedFile(cameraFolder(), segmentFromMs);
    expect(await salvage()).toEqual({ stored: 0, discarded: 1 });
    expect(existsSync(join(root, dead))).toBe(false);
    expect(await segmentsOf(db.database, target.cameraId)).toEqual([]);
  });

  it('are given up when a file is not the one that was noted', async () => {
    const segment = await recordAndSecure();
    await makeRecordedFile(cameraFolder(), segmentFromMs);
    expect(await salvage()).toEqual({ stored: 0, discarded: 0 });
    expect(segment.sha256).toHaveLength(64);
    expect(await segmentsOf(db.database, target.cameraId)).toEqual([]);
  });

  it('are salvaged by one of several workers that look at once', async () => {
    const segment = await recordAndSecure();
    const results = await Promise.all([salvage(), salvage(), salvage()]);
    expect(results.reduce((sum, { stored }) => sum + stored, 0)).toBe(1);
    await expectStoredOnce(segment.sha256);
  });

  it('are left alone while it lives', async () => {
    await recordAndSecure();
    await beatHeart(db.database, { workerId: dead, startedAtMs: Date.now(), nowMs: Date.now(), jobsDone: 0 });
    expect(await salvage()).toEqual({ stored: 0, discarded: 0 });
    expect(existsSync(cameraFolder())).toBe(true);
  });

  it('are left alone while it shows itself on the disk, though it was cut off from the database for long', async () => {
    const segment = await recordAndSecure();
    const alive = showAlive(join(root, dead));
    await expect.poll(() => existsSync(join(root, dead, '.alive'))).toBe(true);
    expect(await salvage()).toEqual({ stored: 0, discarded: 0 });
    expect(existsSync(cameraFolder())).toBe(true);
    await alive.stop();
    expect(await salvage()).toEqual({ stored: 1, discarded: 0 });
    await expectStoredOnce(segment.sha256);
  });

  it('wait in their folder while the database is away, and are stored by the next look', async () => {
    const segment = await recordAndSecure();
    const workerId = newId();
    const away = { ...db.database, transaction: () => Promise.reject(new AppError('unavailable', 'database_unavailable', 'away')) };
    expect(await salvageRecordings({ ...storeOn(away, blobs), database: db.database, root, workerId })).toEqual({ stored: 0, discarded: 0 });
    expect(await salvage(workerId)).toEqual({ stored: 1, discarded: 0 });
    await expectStoredOnce(segment.sha256);
  });
});
