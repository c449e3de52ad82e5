import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import type { WorkerOptions } from '../../../workers/worker.ts';
import { mountSmallDisk, type SmallDisk } from '../../support/full-disk.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown } from '../../support/workers/camera-fixture.ts';
import { startCutOffWorker } from '../../support/workers/cut-off-worker.ts';
import { waitForEvents, type EventWait } from '../../support/workers/event-wait.ts';
import { blobHash, overlapping, segmentsOf } from '../../support/workers/footage-rows.ts';
import { createWorkerOptions, type TestWorkerOptions } from '../../support/workers/worker-options.ts';

describe('a disk of blobs', () => {
  let disk: SmallDisk;
  let db: MigratedTestDatabase;
  let events: EventWait;
  let worker: TestWorkerOptions;
  let options: WorkerOptions;

  beforeEach(async () => {
    disk = await mountSmallDisk(48);
    db = await createTestDatabase('postgres');
    events = waitForEvents(db.url);
    worker = await createWorkerOptions(db);
    const blobs = createFolderBlobStore({ folder: join(disk.folder, 'blobs') });
    options = { ...worker.options, blobs, config: { ...worker.options.config, dataDir: disk.folder } };
  });
  afterEach(async () => {
    await worker.close();
    await events.close();
    await db.drop();
    await disk.stop();
  });

  const state = (id: string) =>
    db.database.row<{ recording: string; problem: string | null }>(
      sql`SELECT recording, last_problem ->> 'code' AS problem FROM camera_state WHERE camera_id = ${id}`,
    );

  it('that another program fills between two looks costs what did not fit, is shown, and is gone on with by itself', async () => {
    // the guard sees room where there is none
    const blind: WorkerOptions = { ...options, blobs: { ...options.blobs, freeBytes: async () => Infinity } };
    const id = await insertTestCamera(db.database, await insertTown(db.database), { recording: 'continuous', snapshotEveryS: 10 });
    const { link, stop } = await startCutOffWorker(db, blind);
    try {
      const count = async () => (await segmentsOf(db.database, id)).length;
      await events.until(async () => (await count()) >= 2);
      await disk.fill();
      await events.until(async () => (await state(id)).recording === 'gap');
      expect((await state(id)).problem).toBe('disk_full');
      const before = await count();
      await disk.empty();
      await events.until(async () => (await count()) >= before + 2 && (await state(id)).recording === 'ok', 60_000);
      expect(link.openConnections).toBeGreaterThan(0);
    } finally {
      await stop();
    }
    const segments = await segmentsOf(db.database, id);
    expect(overlapping(segments)).toEqual([]);
    await createNamedBlobs({ ...options, database: db.database, clock: { now: () => Date.now() + 16 * 60_000 } }).sweep(new AbortController().signal);
    const rows = await db.database.rows<{ key: string; sha256: string }>(sql`SELECT blob_key AS key, encode(sha256, 'hex') AS sha256 FROM footage_segment
      UNION ALL SELECT blob_key, encode(sha256, 'hex') FROM snapshot`);
    for (const { key, sha256 } of rows) expect(await blobHash(options.blobs, key)).toBe(sha256);
    const stored: string[] = [];
    for await (const blob of options.blobs.list('')) stored.push(blob.key);
    expect(new Set(stored)).toEqual(new Set(rows.map(({ key }) => key)));
  });

  it('with less room than is to stay free is written to by nobody; what is not kept is counted and shown', async () => {
    const id = await insertTestCamera(db.database, await insertTown(db.database), { recording: 'continuous', snapshotEveryS: 10 });
    const { count, stop } = await startCutOffWorker(db, options);
    try {
      await events.until(async () => (await state(id)).problem === 'disk_full');
      await events.until(async () => (await count('matpho_shed_total', 'what="snapshot",reason="disk_full"')) > 0);
      expect(await count('matpho_shed_total', 'what="recording_seconds",reason="disk_full"')).toBeGreaterThan(0);
      expect((await state(id)).recording).toBe('gap');
    } finally {
      await stop();
    }
    expect(await segmentsOf(db.database, id)).toEqual([]);
    expect(await db.database.rows(sql`SELECT 1 FROM snapshot`)).toEqual([]);
  });
});
