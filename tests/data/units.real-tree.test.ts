import { afterAll, beforeAll, expect, test } from 'vitest';
import sql from 'sql-template-tag';
import type { UnitLevel } from '../../domain/camera-terms.ts';
import { unitAt } from '../../db/repositories/incident-repository.ts';
import { insertUnit, listUnits } from '../../db/repositories/unit-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { readSharedGeoJson, readSharedText } from '../support/shared-data.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../support/test-database.ts';

const LEVELS: Readonly<Record<string, UnitLevel>> = {
  Municipality: 'province',
  Province: 'province',
  Ward: 'ward',
  Commune: 'commune',
  SpecialAdministrativeRegion: 'special_zone',
};
const ids = new Map<string, string>();
let t: MigratedTestDatabase;

function levelOf(type: string): UnitLevel {
  return LEVELS[type] ?? 'special_zone';
}

beforeAll(async () => {
  t = await createTestDatabase('postgres');
  const boundaries = new Map<string, unknown>();
  for (const file of ['lam-dong-communes.geojson', 'mong-cai-wards.geojson']) {
    for (const { properties, geometry } of (await readSharedGeoJson(file)).features) boundaries.set(String(properties['code']), geometry);
  }
  const lines = (await readSharedText('vn-units.csv')).trim().split('\n').slice(1);
  const rows = lines.map((line) => line.split(','));
  for (const row of rows.toSorted((a, b) => a[0]!.length - b[0]!.length)) {
    const [code, type, , fullName, parentCode] = row as [string, string, string, string, string];
    const id = newId();
    ids.set(code, id);
    const parentId = parentCode.trim() === '' ? null : ids.get(parentCode.trim())!;
    await insertUnit(t.database, { id, code, level: levelOf(type), name: fullName, parentId, boundary: boundaries.get(code) ?? null, validFrom: '2025-07-01' });
  }
}, 120_000);
afterAll(() => t.drop());

test('the 34 provinces and 3,321 communes of July 2025 make one tree', async () => {
  const counts = await t.database.row<{
    provinces: number;
    communes: number;
    pairs: number;
  }>(sql`SELECT count(*) FILTER (WHERE level = 'province') AS provinces,
    count(*) FILTER (WHERE parent_id IS NOT NULL) AS communes, (SELECT count(*) FROM unit_closure) AS pairs FROM unit`);
  expect(counts).toEqual({ provinces: 34, communes: 3321, pairs: 34 + 2 * 3321 });
});

test('the tree is dated: before July 2025 none of these units was there', async () => {
  expect(await listUnits(t.database, { level: 'province', asOf: '2025-06-30' }, { limit: 100 })).toEqual([]);
  expect(await listUnits(t.database, { level: 'province', asOf: '2025-07-01' }, { limit: 100 })).toHaveLength(34);
});

test('a place in Đinh Văn is found in its commune, by its real boundary', async () => {
  const found = await unitAt(t.database, [108.243, 11.789], [ids.get('68')!]);
  expect(found).toEqual({ id: ids.get('24871'), inReach: true });
  expect((await unitAt(t.database, [108.243, 11.789], [ids.get('22')!]))?.inReach).toBe(false);
});

test('real boundaries are valid, and every commune with one lies in the province that it names', async () => {
  const row = await t.database.row<{ n: number; invalid: number }>(
    sql`SELECT count(*) AS n, count(*) FILTER (WHERE NOT ST_IsValid(boundary)) AS invalid FROM unit WHERE boundary IS NOT NULL`,
  );
  expect(row).toEqual({ n: 127, invalid: 0 });
});
