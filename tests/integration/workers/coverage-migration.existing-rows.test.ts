import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '../../../db/database.ts';
import { migrate } from '../../../db/migrate.ts';
import { newId } from '../../../platform/new-id.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createRecomputeCoverageJob } from '../../../workers/jobs/recompute-coverage-job.ts';
import { createTestDatabase, type TestDatabase } from '../../support/services/test-database.ts';
import { insertTestCamera, insertTown } from '../../support/workers/camera-fixture.ts';

let created: TestDatabase;
let db: Database;

beforeAll(async () => {
  created = await createTestDatabase(inject('postgresAdminUrl'));
  db = openDatabase(created.url, { embedded: false, poolSize: 2 });
});
afterAll(async () => {
  await db.close();
  await created.drop();
});

it('placements from before coverage was cut keep what was said as their first version, and are computed anew', async () => {
  await migrate(db, () => undefined, 20);
  const cameraId = await insertTestCamera(db, await insertTown(db));
  await db.run(sql`INSERT INTO camera_placement (id, camera_id, valid, position, height_m, bearing_deg, tilt_deg, hfov_deg, range_m, width_px, height_px, coverage, recorded_at)
    VALUES (${newId()}, ${cameraId}, '[2026-01-01,)', ST_SetSRID(ST_MakePoint(108.2431, 11.789), 4326), 4.5, 90, 12, 87, 45, 1920, 1080, ST_MakeEnvelope(108.2431, 11.7889, 108.2434, 11.7891, 4326), '2026-01-02T00:00:00Z')`);
  await db.run(sql`INSERT INTO building (footprint) VALUES (ST_MakeEnvelope(108.2433, 11.78895, 108.24335, 11.78905, 4326))`);
  await migrate(db);
  await createRecomputeCoverageJob({ database: db, clock: systemClock })({ payload: {}, signal: new AbortController().signal } as never);
  expect(
    await db.rows(sql`SELECT p.coverage_version AS version, p.coverage_basis AS basis, p.motion, h.version AS before, h.basis AS "basisBefore", lower(h.said) AS "saidFromMs",
      ST_Equals(h.coverage, ST_MakeEnvelope(108.2431, 11.7889, 108.2434, 11.7891, 4326)) AS kept FROM camera_placement p JOIN coverage_history h ON h.placement_id = p.id`),
  ).toEqual([{ version: 2, basis: 'cut', motion: 'fixed', before: 1, basisBefore: 'clear', saidFromMs: Date.parse('2026-01-02T00:00:00Z'), kept: true }]);
});
