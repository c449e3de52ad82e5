import { verify } from '@node-rs/argon2';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemo, type SeededDemo } from '../../../cli/demo/seed-demo.ts';
import { camerasSeeing } from '../../../db/repositories/alarm-burst-repository.ts';
import { countByState, listCameras } from '../../../db/repositories/camera-repository.ts';
import { isAnyoneOnDuty } from '../../../db/repositories/live-audience-repository.ts';
import { VIETNAM_TODAY } from '../../../db/vietnam-today.ts';
import { uncertaintyDisc } from '../../../domain/uncertainty-disc.ts';
import { createSeedParts, NO_FFMPEG, type SeedParts } from '../../support/cli/seed-parts.ts';

let parts: SeedParts;
let seeded: SeededDemo;
const EVERYWHERE = { scope: 'any', organisationId: '', unitIds: [] } as const;

beforeAll(async () => {
  parts = await createSeedParts();
  seeded = (await seedDemo({ ...parts, ffmpegPath: NO_FFMPEG, seedPassword: 'mật khẩu thử' }))!;
});
afterAll(() => parts.close());

async function numberOf(statement: ReturnType<typeof sql>): Promise<number> {
  return (await parts.db.row<{ count: number }>(statement)).count;
}

test('the 21 neighbourhoods are valid, touch without overlapping and lie in the commune', async () => {
  expect(await numberOf(sql`SELECT count(*) FROM unit WHERE level = 'neighbourhood' AND ST_IsValid(boundary)`)).toBe(21);
  expect(
    await numberOf(
      sql`SELECT count(*) FROM unit a JOIN unit b ON a.id < b.id AND a.level = 'neighbourhood' AND b.level = 'neighbourhood' WHERE ST_Relate(a.boundary, b.boundary, '2********')`,
    ),
  ).toBe(0);
  expect(await numberOf(sql`SELECT ST_NumGeometries(ST_Multi(ST_Union(boundary))) AS count FROM unit WHERE level = 'neighbourhood'`)).toBe(1);
  expect(
    await numberOf(
      sql`SELECT count(*) FROM unit n JOIN unit c ON c.code = '24871' AND n.parent_id = c.id AND ST_Covers(c.boundary, n.boundary) WHERE n.level = 'neighbourhood'`,
    ),
  ).toBe(21);
});

test('the ended district and township are still in the tree, under what became of them', async () => {
  const rows = await parts.db.rows<{
    code: string;
    ended: boolean;
  }>(sql`SELECT u.code, NOT u.valid @> ${VIETNAM_TODAY} AS ended FROM unit_closure c JOIN unit u ON u.id = c.descendant_id
    WHERE c.ancestor_id = (SELECT id FROM unit WHERE code = '24871') AND u.level <> 'neighbourhood' ORDER BY u.level`);
  expect(rows).toEqual([
    { code: '24871', ended: false },
    { code: '676', ended: true },
    { code: '24871-TT', ended: true },
  ]);
});

test('118 simulated cameras hang inside their neighbourhoods and belong to the boards of them', async () => {
  expect(await numberOf(sql`SELECT count(*) FROM camera c JOIN camera_source s ON s.camera_id = c.id WHERE s.kind = 'simulated'`)).toBe(118);
  const misplaced = sql`SELECT count(*) FROM camera c JOIN camera_placement p ON p.camera_id = c.id JOIN unit u ON u.id = c.unit_id WHERE NOT ST_Covers(u.boundary, p.position)`;
  expect(await numberOf(misplaced)).toBe(0);
  expect(await numberOf(sql`SELECT count(*) FROM camera c JOIN organisation_unit ou ON ou.organisation_id = c.owner_id AND ou.unit_id = c.unit_id`)).toBe(118);
  expect(await numberOf(sql`SELECT count(*) FROM camera_placement WHERE height_m BETWEEN 12 AND 18 AND range_m BETWEEN 120 AND 200 AND upper_inf(valid)`)).toBe(
    8,
  );
});

test('cameras wait for the workers: their states are unknown, and nothing of their history is still open', async () => {
  expect(await countByState(parts.db, { reach: EVERYWHERE })).toEqual([
    { state: 'draft', count: 2 },
    { state: 'maintenance', count: 1 },
    { state: 'unknown', count: 115 },
  ]);
  expect(await numberOf(sql`SELECT count(*) FROM camera_state WHERE jsonb_array_length(picture_memory -> 'references') = 2`)).toBe(4);
  expect(await numberOf(sql`SELECT count(*) FROM camera_state_interval WHERE upper_inf(during)`)).toBe(0);
  expect(await numberOf(sql`SELECT count(DISTINCT camera_id) FROM camera_state_interval`)).toBe(116);
});

test("the users sign in with the passwords that are returned, and the board has its neighbourhood's cameras only", async () => {
  expect(seeded.users.map(({ username }) => username)).toEqual(['board', 'officer', 'officer2', 'commander', 'auditor', 'admin']);
  for (const { username, password } of seeded.users) {
    expect(password).toBe('mật khẩu thử');
    const row = await parts.db.row<{ hash: string; change: boolean }>(
      sql`SELECT password_hash AS hash, must_change_password AS change FROM app_user WHERE username = ${username}`,
    );
    expect(row.change).toBe(false);
    expect(await verify(row.hash, password)).toBe(true);
  }
  const { organisationId } = await parts.db.row<{ organisationId: string }>(
    sql`SELECT organisation_id AS "organisationId" FROM app_user WHERE username = 'board'`,
  );
  const own = await listCameras(parts.db, { reach: { scope: 'own', organisationId, unitIds: [] } }, { limit: 200 });
  expect(own).toHaveLength(7);
  expect(new Set(own.map(({ unitName }) => unitName))).toEqual(new Set(['Tổ dân phố Văn Tâm']));
});

test("the year's incidents stand in their neighbourhoods, numbered in the order of entry", async () => {
  const outside = sql`SELECT count(*) FROM incident i JOIN unit u ON u.id = i.unit_id WHERE NOT ST_Covers(u.boundary, i.location)`;
  expect(await numberOf(outside)).toBe(0);
  const disorder = sql`SELECT count(*) FROM incident WHERE outcome = 'cleared_with_footage' AND category IN ('public_disorder', 'intentional_injury')`;
  expect(await numberOf(disorder)).toBe(14);
  expect(
    await numberOf(
      sql`SELECT count(*) FROM incident i WHERE outcome = 'cleared_with_footage' AND NOT EXISTS (SELECT 1 FROM incident_link l WHERE l.incident_id = i.id AND l.verdict = 'confirmed')`,
    ),
  ).toBe(0);
  const years = await parts.db.rows<{ numbers: string[] }>(
    sql`SELECT array_agg(reference_number ORDER BY recorded_at) AS numbers FROM incident GROUP BY left(reference_number, 7)`,
  );
  for (const { numbers } of years) expect(numbers).toEqual(numbers.toSorted());
});

test('the map has streets that meet and houses beside them', async () => {
  expect(await numberOf(sql`SELECT count(*) FROM road a JOIN road b ON a.id < b.id AND ST_DWithin(a.path, b.path, 0.00001)`)).toBeGreaterThan(80);
  expect(await numberOf(sql`SELECT count(*) FROM building`)).toBeGreaterThan(300);
  expect(await numberOf(sql`SELECT count(*) FROM building b JOIN road r ON ST_Intersects(b.footprint, r.path)`)).toBe(0);
  expect(await numberOf(sql`SELECT count(*) FROM building a JOIN building b ON a.id < b.id AND ST_Overlaps(a.footprint, b.footprint)`)).toBe(0);
});

test('four bells ring in their neighbourhoods, cameras see each, and the officer is on duty', async () => {
  const bells = await parts.db.rows<{ name: string; lon: number; lat: number; uncertaintyM: number; unitId: string; inside: boolean }>(
    sql`SELECT p.name, ST_X(p.position) AS lon, ST_Y(p.position) AS lat, p.uncertainty_m AS "uncertaintyM", p.unit_id AS "unitId", ST_Covers(u.boundary, p.position) AS inside
      FROM alarm_point p JOIN unit u ON u.id = p.unit_id`,
  );
  expect(bells.map((bell) => bell.inside)).toEqual([true, true, true, true]);
  for (const { lon, lat, uncertaintyM, unitId } of bells) {
    const place = { location: [lon, lat], disc: uncertaintyDisc([lon, lat], uncertaintyM), unitId, nowMs: Date.now() } as const;
    expect((await camerasSeeing(parts.db, place, 12)).length).toBeGreaterThan(0);
  }
  const { unitId } = await parts.db.row<{ unitId: string }>(sql`SELECT id AS "unitId" FROM unit WHERE code = '24871'`);
  for (const days of [0, 30]) expect(await isAnyoneOnDuty(parts.db, unitId, Date.now() + days * 86_400_000)).toBe(true);
});
