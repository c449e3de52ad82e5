import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '../../../db/database.ts';
import { migrate } from '../../../db/migrate.ts';
import { listHoldsDue } from '../../../db/repositories/hold-due-repository.ts';
import { isNearGathering } from '../../../db/repositories/incident-repository.ts';
import { newId } from '../../../platform/new-id.ts';
import { createTestDatabase, type TestDatabase } from '../../support/services/test-database.ts';
import { insertTown } from '../../support/workers/camera-fixture.ts';

const START_MS = Date.parse('2026-11-20T01:00:00Z');
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

it('what was a gathering and had another category when route searches came counts as one, and what lies near it is looked at again', async () => {
  await migrate(db, () => undefined, 25);
  const { organisationId, userId } = await insertTown(db);
  const id = newId();
  await db.run(sql`INSERT INTO incident (id, reference_number, category, occurred, location, uncertainty_m, reported_at, entered_by, entered_for)
    VALUES (${id}, 'VV-1', 'disorderly_gathering', tstzrange(${new Date(START_MS)}, ${new Date(START_MS + 60_000)}), ST_SetSRID(ST_MakePoint(108.24, 11.79), 4326), 10, now(), ${userId}, ${organisationId})`);
  await db.run(sql`UPDATE incident SET category = 'brawl' WHERE id = ${id}`);
  await migrate(db, () => undefined, 31);
  await db.run(sql`DELETE FROM incident_hold_due`);
  await migrate(db);
  const near = (lon: number) => isNearGathering(db, { occurred: { fromMs: START_MS, toMs: START_MS + 60_000 }, location: [lon, 11.79], uncertaintyM: 10 });
  expect(await Promise.all([near(108.241), near(108.25)])).toEqual([true, false]);
  expect(await listHoldsDue(db, 10)).toEqual([id]);
});
