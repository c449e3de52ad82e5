import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findContactTarget, type ContactTarget } from '../../../db/repositories/contact-target-repository.ts';
import { holdLeases, lockStoring, releaseLeases } from '../../../db/repositories/recording-lease-repository.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { createWorkerMetrics } from '../../../workers/metrics.ts';
import { secureSegment } from '../../../workers/recording/secured-segment.ts';
import { createSegmentStore, type SegmentStore, type StoreFence } from '../../../workers/recording/segment-store.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown } from '../../support/workers/camera-fixture.ts';
import { segmentsOf } from '../../support/workers/footage-rows.ts';
import { makeRecordedFile } from '../../support/workers/recorded-file.ts';

describe('a recording lease', () => {
  let db: MigratedTestDatabase;
  let folder: string;
  let target: ContactTarget;
  let store: SegmentStore;
  const registry = new Registry();
  const [one, other] = [newId(), newId()];
  const fence =
    (workerId: string): StoreFence =>
    (tx, footage) =>
      lockStoring(tx, workerId, footage);

  beforeAll(async () => {
    db = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'matpho-lease-'));
    const parts = {
      database: db.database,
      blobs: createFolderBlobStore({ folder }),
      clock: systemClock,
      logger: createLogger('silent'),
      metrics: createWorkerMetrics(registry),
    };
    store = createSegmentStore({ ...parts, namedBlobs: createNamedBlobs(parts) });
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await db.drop();
  });
  beforeEach(async () => {
    const id = await insertTestCamera(db.database, await insertTown(db.database), { recording: 'continuous' });
    target = (await findContactTarget(db.database, id))!;
  });

  const hold = async (workerId: string) => (await holdLeases(db.database, workerId, [target.cameraId])).length === 1;
  const runOut = () => db.database.run(sql`UPDATE recording_lease SET expires_at = now() - interval '1 second' WHERE camera_id = ${target.cameraId}`);
  const secured = async (fromMs: number) => secureSegment(target, await makeRecordedFile(join(folder, '.recording', one, target.cameraId), fromMs));

  it('belongs to one worker until it runs out or is given back', async () => {
    expect(await hold(one)).toBe(true);
    expect(await hold(other)).toBe(false);
    expect(await hold(one)).toBe(true);
    await runOut();
    expect(await hold(other)).toBe(true);
    expect(await hold(one)).toBe(false);
    await releaseLeases(db.database, other, [target.cameraId]);
    expect(await hold(one)).toBe(true);
  });

  it('goes to one of many workers that ask at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => hold(newId())));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('lets its worker store, once', async () => {
    await hold(one);
    const segment = await secured(1_764_000_000_000);
    expect(await store.store(segment, fence(one))).toBe('stored');
    expect(await store.store(segment, fence(one))).toBe('stored');
    expect(await segmentsOf(db.database, target.cameraId)).toHaveLength(1);
  });

  it('that went to another worker keeps the first one from storing footage that may overlap, and the loss is counted', async () => {
    await hold(one);
    const segment = await secured(Date.now());
    await runOut();
    await hold(other);
    expect(await store.store(segment, fence(one))).toBe('shed');
    expect(await segmentsOf(db.database, target.cameraId)).toEqual([]);
    expect(existsSync(join(segment.folder, segment.fileName))).toBe(false);
    expect(await registry.getSingleMetricAsString('matpho_shed_total')).toContain('matpho_shed_total{what="segment",reason="lease_lost"} 1');
  });

  it('that went to another worker leaves the first one what it had recorded before, unless that is there already', async () => {
    await hold(one);
    const [before, doubled] = [await secured(1_764_000_000_000), await secured(1_764_000_004_000)];
    await runOut();
    await hold(other);
    expect(await store.store(before, fence(one))).toBe('stored');
    expect(await store.store(doubled, fence(one))).toBe('shed');
    expect((await segmentsOf(db.database, target.cameraId)).map(({ id }) => id)).toEqual([before.segmentId]);
  });

  it('that nobody holds keeps nobody from storing what was recorded', async () => {
    await hold(one);
    const segment = await secured(1_764_000_000_000);
    await releaseLeases(db.database, one, [target.cameraId]);
    expect(await store.store(segment, fence(one))).toBe('stored');
  });
});
