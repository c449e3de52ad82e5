import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendIntervals } from '../../../db/repositories/camera-health-repository.ts';
import { newId } from '../../../platform/new-id.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown, type Town } from '../../support/workers/camera-fixture.ts';

/** What the database does by itself to a camera's state, whoever changes the camera. */
describe('a change of a camera', () => {
  let db: MigratedTestDatabase;
  let town: Town;
  let id: string;

  beforeAll(async () => {
    db = await createTestDatabase();
    town = await insertTown(db.database);
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    id = await insertTestCamera(db.database, town, { snapshotEveryS: 300 });
    await db.database.run(
      sql`UPDATE camera_state SET next_ping_at = now() + interval '1 hour', next_snapshot_at = now() + interval '1 hour', picture_memory = '{"references": [1], "last": 2}' WHERE camera_id = ${id}`,
    );
  });

  const isReplanned = async () =>
    (await db.database.row<{ soon: boolean }>(sql`SELECT next_ping_at <= now() AND next_snapshot_at IS NULL AS soon FROM camera_state WHERE camera_id = ${id}`))
      .soon;
  const pictureMemory = async () =>
    (await db.database.row<{ memory: unknown }>(sql`SELECT picture_memory AS memory FROM camera_state WHERE camera_id = ${id}`)).memory;
  const addPlacement = (valid: string) =>
    db.database
      .run(sql`INSERT INTO camera_placement (id, camera_id, valid, position, height_m, bearing_deg, tilt_deg, hfov_deg, range_m, width_px, height_px, coverage)
    VALUES (${newId()}, ${id}, ${valid}::tstzrange, ST_SetSRID(ST_MakePoint(108, 11), 4326), 4, 0, 10, 90, 40, 1920, 1080, ST_MakeEnvelope(108, 11, 108.001, 11.001, 4326))`);

  it('that concerns its contacts takes effect at once', async () => {
    await db.database.run(sql`UPDATE camera_source SET faults = '{"covered": true}' WHERE camera_id = ${id}`);
    expect(await isReplanned()).toBe(true);
  });

  it.each([
    ['its period', sql`snapshot_every_s = 60`],
    ['its maintenance', sql`maintenance = true`],
    ['its purpose', sql`purpose = 'bank'`],
  ])('in %s takes effect at once', async (_what, change) => {
    await db.database.run(sql`UPDATE camera SET ${change} WHERE id = ${id}`);
    expect(await isReplanned()).toBe(true);
  });

  it('of its name, or one that changes nothing, plans nothing anew', async () => {
    await db.database.run(sql`UPDATE camera SET name = 'Mắt 2', purpose = purpose, snapshot_every_s = snapshot_every_s WHERE id = ${id}`);
    await db.database.run(sql`UPDATE camera_source SET faults = faults WHERE camera_id = ${id}`);
    expect(await isReplanned()).toBe(false);
  });

  it('of where it hangs or points now makes the service forget how its view used to look', async () => {
    await addPlacement('[2026-11-01, 2026-11-02)');
    expect(await pictureMemory()).toEqual({ references: [1], last: 2 });
    await addPlacement('[2026-11-02,)');
    expect(await pictureMemory()).toEqual({ last: 2 });
  });

  it('of the device does so too, and a new password does not', async () => {
    await db.database.run(sql`UPDATE camera_source SET sealed_credentials = 'x', key_id = 'k' WHERE camera_id = ${id}`);
    expect(await pictureMemory()).toEqual({ references: [1], last: 2 });
    await db.database.run(sql`UPDATE camera_source SET seed = 8 WHERE camera_id = ${id}`);
    expect(await pictureMemory()).toEqual({ last: 2 });
  });

  it('that ends its service ends its history', async () => {
    await appendIntervals(db.database, [{ cameraId: id, facet: 'reachable', state: 'up', fromMs: 1_764_000_000_000, toMs: null }]);
    await db.database.run(sql`UPDATE camera SET retired_at = '2026-11-20T00:00:00Z' WHERE id = ${id}`);
    expect(await db.database.rows(sql`SELECT lower(during) AS "fromMs", upper(during) AS "toMs" FROM camera_state_interval WHERE camera_id = ${id}`)).toEqual([
      { fromMs: 1_764_000_000_000, toMs: Date.parse('2026-11-20T00:00:00Z') },
    ]);
  });
});
