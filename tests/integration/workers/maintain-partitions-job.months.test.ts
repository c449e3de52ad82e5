import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertSnapshot } from '../../../db/repositories/snapshot-store-repository.ts';
import { timedId } from '../../../domain/uuid.ts';
import { createLogger } from '../../../platform/logger.ts';
import { createMaintainPartitionsJob } from '../../../workers/jobs/maintain-partitions-job.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown } from '../../support/workers/camera-fixture.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

describe('making partitions', () => {
  let db: MigratedTestDatabase;
  let cameraId: string;

  beforeEach(async () => {
    db = await createTestDatabase();
    cameraId = await insertTestCamera(db.database, await insertTown(db.database));
  });
  afterEach(() => db.drop());

  const runAt = (iso: string) =>
    createMaintainPartitionsJob({ database: db.database, clock: { now: () => Date.parse(iso) }, logger: createLogger('silent') })(runningJob({}));
  const partitions = async () => {
    const rows = await db.database.rows<{ name: string }>(sql`SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent IN ('snapshot'::regclass, 'footage_segment'::regclass) ORDER BY 1`);
    return rows.map((row) => row.name);
  };
  const addSnapshot = async (iso: string): Promise<string> => {
    const takenAtMs = Date.parse(iso);
    const id = timedId(takenAtMs, randomBytes(32));
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
    await insertSnapshot(db.database, { id, cameraId, takenAtMs, ...picture, sha256: randomBytes(32), blobKey: id, byteLength: 1, expiresAtMs: takenAtMs + 1 });
    return id;
  };
  const partitionOf = async (id: string) =>
    (await db.database.row<{ name: string }>(sql`SELECT tableoid::regclass::text AS name FROM snapshot WHERE id = ${id}`)).name;

  it('makes this month and the next two, over the end of a year, and nothing the second time', async () => {
    await runAt('2026-11-30T23:59:59.999Z');
    const made = await partitions();
    expect(made).toEqual([
      'footage_segment_2026_11',
      'footage_segment_2026_12',
      'footage_segment_2027_01',
      'footage_segment_default',
      'snapshot_2026_11',
      'snapshot_2026_12',
      'snapshot_2027_01',
      'snapshot_default',
    ]);
    await runAt('2026-11-30T23:59:59.999Z');
    expect(await partitions()).toEqual(made);
  });

  it('moves rows that arrived before their partition, and only those of its month', async () => {
    const [october, first, last, next] = await Promise.all(
      ['2026-10-31T23:59:59.999Z', '2026-11-01T00:00:00.000Z', '2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00.000Z'].map(addSnapshot),
    );
    await runAt('2026-11-15T00:00:00Z');
    expect(await Promise.all([october!, first!, last!, next!].map(partitionOf))).toEqual([
      'snapshot_default',
      'snapshot_2026_11',
      'snapshot_2026_11',
      'snapshot_2026_12',
    ]);
    expect(await partitionOf(await addSnapshot('2026-12-24T12:00:00Z'))).toBe('snapshot_2026_12');
  });

  it('refuses a row twice whichever partition it came to lie in', async () => {
    const id = await addSnapshot('2026-11-02T00:00:00Z');
    await runAt('2026-11-15T00:00:00Z');
    await expect(db.database.run(sql`INSERT INTO snapshot SELECT * FROM snapshot WHERE id = ${id}`)).rejects.toMatchObject({ code: 'constraint_violated' });
  });

  it('keeps the rules of the table in its partitions', async () => {
    await runAt('2026-11-15T00:00:00Z');
    const id = await addSnapshot('2026-11-20T00:00:00Z');
    await expect(db.database.run(sql`UPDATE snapshot SET camera_id = ${timedId(0, randomBytes(32))} WHERE id = ${id}`)).rejects.toMatchObject({
      code: 'constraint_violated',
    });
    await expect(db.database.run(sql`UPDATE snapshot SET byte_length = 0 WHERE id = ${id}`)).rejects.toMatchObject({ code: 'value_refused' });
  });

  it('is done once when several workers do it at the same time', async () => {
    await Promise.all([runAt('2026-11-15T00:00:00Z'), runAt('2026-11-15T00:00:00Z'), runAt('2026-11-15T00:00:00Z')]);
    expect(await partitions()).toHaveLength(8);
  });
});
