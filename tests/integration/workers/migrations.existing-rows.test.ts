import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openDatabase, type Database } from '../../../db/database.ts';
import { migrate } from '../../../db/migrate.ts';
import { listHoldsDue } from '../../../db/repositories/hold-due-repository.ts';
import { insertHold } from '../../../db/repositories/hold-repository.ts';
import { insertMerge } from '../../../db/repositories/incident-merge-repository.ts';
import { isNearGathering } from '../../../db/repositories/incident-repository.ts';
import { newId } from '../../../platform/new-id.ts';
import { createTestDatabase, type TestDatabase } from '../../support/services/test-database.ts';
import { insertTestCamera, insertTown, type Town } from '../../support/workers/camera-fixture.ts';

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

async function insertIncident({ userId, organisationId }: Town, number: string, category: string): Promise<string> {
  const id = newId();
  await db.run(sql`INSERT INTO incident (id, reference_number, category, occurred, location, uncertainty_m, reported_at, entered_by, entered_for)
    VALUES (${id}, ${number}, ${category}, tstzrange(${new Date(START_MS)}, ${new Date(START_MS + 60_000)}), ST_SetSRID(ST_MakePoint(108.24, 11.79), 4326), 10, now(), ${userId}, ${organisationId})`);
  return id;
}

it('what was a gathering and had another category when route searches came counts as one, and what lies near it is looked at again', async () => {
  await migrate(db, () => undefined, 25);
  const town = await insertTown(db);
  const id = await insertIncident(town, 'VV-1', 'disorderly_gathering');
  await db.run(sql`UPDATE incident SET category = 'brawl' WHERE id = ${id}`);
  await migrate(db, () => undefined, 31);
  await db.run(sql`DELETE FROM incident_hold_due`);
  await migrate(db, () => undefined, 49);
  const near = (lon: number) => isNearGathering(db, { occurred: { fromMs: START_MS, toMs: START_MS + 60_000 }, location: [lon, 11.79], uncertaintyM: 10 });
  expect(await Promise.all([near(108.241), near(108.25)])).toEqual([true, false]);
  expect(await listHoldsDue(db, 10)).toEqual([id]);
});

it('subscriptions of those who answer bells are told of unanswered ones from then on, those of boards are not', async () => {
  const insert = async (kind: string, kinds: string): Promise<void> => {
    const [organisationId, subscriptionId] = [newId(), newId()];
    await db.run(sql`INSERT INTO organisation (id, kind, name) VALUES (${organisationId}, ${kind}, ${kind})`);
    await db.run(sql`INSERT INTO alert_subscription (id, organisation_id, channel, address_sealed, address_key_id, address_masked, address_bucket, alert_kinds, created_at)
      VALUES (${subscriptionId}, ${organisationId}, 'email', 'x', 'k', 'm', 1, ${kinds}::text[], now())`);
  };
  await insert('board', '{camera,group}');
  await insert('police_post', '{group}');
  await insert('area_command', '{camera,group}');
  await insert('administration', '{camera}');
  await migrate(db, () => undefined, 50);
  const rows = await db.rows<{ kind: string; kinds: string[] }>(
    sql`SELECT o.kind, s.alert_kinds AS kinds FROM alert_subscription s JOIN organisation o ON o.id = s.organisation_id ORDER BY o.kind`,
  );
  expect(rows).toEqual([
    { kind: 'administration', kinds: ['camera'] },
    { kind: 'area_command', kinds: ['camera', 'group', 'alarm'] },
    { kind: 'board', kinds: ['camera', 'group'] },
    { kind: 'police_post', kinds: ['group', 'alarm'] },
  ]);
});

it('a report that was merged near a gathering and kept what was held for it is looked at again, and only that', async () => {
  await migrate(db, () => undefined, 52);
  const town = await insertTown(db);
  const [report, into] = [await insertIncident(town, 'VV-2', 'brawl'), await insertIncident(town, 'VV-3', 'brawl')];
  const hold = {
    id: newId(),
    incidentId: report,
    cameraId: await insertTestCamera(db, town),
    during: { fromMs: START_MS, toMs: START_MS + 60_000 },
    automatic: true,
    expiresAtMs: Date.now() + 3_600_000,
    createdBy: null,
  };
  await db.run(sql`ALTER TABLE hold DISABLE TRIGGER hold_checked`);
  await insertHold(db, hold);
  await db.run(sql`ALTER TABLE hold ENABLE TRIGGER hold_checked`);
  await insertMerge(db, { id: newId(), incidentId: report, intoIncidentId: into, reason: 'Cùng một vụ', mergedBy: town.userId, atMs: START_MS });
  await db.run(sql`DELETE FROM incident_hold_due`);
  await migrate(db);
  expect(await listHoldsDue(db, 10)).toEqual([report]);
});
