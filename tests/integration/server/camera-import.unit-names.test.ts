import sql, { type Sql } from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readingsOfUnitText } from '../../../domain/camera-import/unit-reading.ts';
import { unitNameKey } from '../../../domain/camera-import/unit-name-key.ts';
import { findUnitsNamed, findUnitsOfTexts } from '../../../db/repositories/import-match-repository.ts';
import { insertUnit } from '../../../db/repositories/unit-repository.ts';
import { newId } from '../../../platform/new-id.ts';
import { csvOf, rowOf } from '../../support/imports/list-files.ts';
import { createImportDriver } from '../../support/imports/import-driver.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
let imports: ReturnType<typeof createImportDriver>;
beforeAll(async () => {
  t = await startTestApp();
  imports = createImportDriver(t);
});
afterAll(() => t.close());

test('units are found by code, id or name through their indexes, whatever a file says', async () => {
  const texts = [t.world.north, t.world.north.toUpperCase(), 'no-such-unit', 'ffffffff-ffff'];
  const found = await findUnitsOfTexts(t.db, (await t.db.row<{ id: string }>(sql`SELECT id FROM organisation LIMIT 1`)).id, texts);
  expect(found.map(({ id }) => id)).toEqual([t.world.north, t.world.north]);
  const plan = await t.db.transaction(async (tx) => {
    await tx.run(sql`SET LOCAL enable_seqscan = off`);
    const explained = { ...tx, rows: (statement: Sql) => tx.rows(sql`EXPLAIN ${statement}`) } as typeof tx;
    const named = texts.flatMap((text) => readingsOfUnitText(text).map((reading) => ({ ...reading, text })));
    return JSON.stringify([await findUnitsOfTexts(explained, t.world.north, texts), await findUnitsNamed(explained, t.world.north, named, 6)]);
  });
  expect(plan).toContain('unit_name_key_idx');
  expect(plan).toMatch(/Index (Only )?Scan/);
  expect(plan).not.toMatch(/Seq Scan on unit\b/);
});

test('a unit is written by its name, alone or with the unit above; one that fits several is refused with their codes, none beyond reach is named', async () => {
  const group = async (name: string, code: string | null, parentId: string): Promise<string> => {
    const id = newId();
    await insertUnit(t.db, { id, code, level: 'neighbourhood', name, parentId, boundary: null });
    return id;
  };
  const [one, two, ended] = [
    await group('Tổ dân phố 5', '24871-05', t.world.ward),
    await group('Tổ dân phố 5', '24872-05', t.world.otherWard),
    await group('Tổ cũ', null, t.world.ward),
  ];
  await t.db.run(sql`UPDATE unit SET valid = daterange('2000-01-01', '2025-07-01') WHERE id = ${ended}`);
  const { organisationId } = await t.db.row<{ organisationId: string }>(sql`SELECT organisation_id AS "organisationId" FROM app_user WHERE username = 'board'`);
  await t.db.run(sql`INSERT INTO organisation_unit (organisation_id, unit_id) VALUES (${organisationId}, ${one})`);
  const listed = (units: string[], from: number) =>
    csvOf(units.map((unit, index) => rowOf({ 'Tên camera': `Theo tên ${from + index}`, 'Đơn vị': unit, 'Vĩ độ': `11.79${from + index}` })));

  const own = await imports.run(
    'board',
    listed(['  tổ dân phố 5', 'TỔ DÂN PHỐ  5'.normalize('NFD'), 'Tổ 5 - phường một', 'Tổ 5, Phường Hai', 'Tổ dân phố Nam', 'Tổ cũ', '24872-05'], 10),
  );
  const understood = { outcome: 'registered_with_warnings', unit: { id: one, name: 'Tổ dân phố 5, Phường Một' } };
  expect(own.items.slice(0, 3)).toEqual([1, 2, 3].map(() => expect.objectContaining(understood)));
  expect(own.items.slice(3).map(({ code, unit, unitChoices }) => [code, unit, unitChoices])).toEqual(
    ['unknown_unit', 'unknown_unit', 'unknown_unit', 'unit_out_of_reach'].map((code) => [code, null, null]),
  );

  const all = await imports.run('admin', listed(['Tổ dân phố 5', 'Tổ dân phố 5, Phường Hai', 'Tổ 5, p. khác'], 20));
  const items = [
    { id: two, code: '24872-05', name: 'Tổ dân phố 5, Phường Hai' },
    { id: one, code: '24871-05', name: 'Tổ dân phố 5, Phường Một' },
  ];
  expect(all.items[0]).toMatchObject({ outcome: 'refused', code: 'unit_ambiguous', column: 'unit', unitChoices: { items, hasMore: false } });
  expect(all.items[0]!.message).toContain('Tổ dân phố 5, Phường Hai (24872-05); Tổ dân phố 5, Phường Một (24871-05)');
  expect(all.items.slice(1).map(({ code, unit }) => code ?? unit?.id)).toEqual([two, 'unknown_unit']);
  const csv = await t.as('admin', 'GET', `/camera-imports/${all.id}/rows.csv?language=vi`);
  expect(csv.body).toContain('Hãy ghi mã của đơn vị bạn muốn chọn: Tổ dân phố 5, Phường Hai (24872-05); ');
});

test('the database and the product compare names of units alike', async () => {
  const names = [
    'Tổ dân phố  số 5',
    'TDP 12',
    'Phường Hoà Thuý',
    'Xã Hòa Thúy',
    'ĐẶC KHU Phú Quý',
    'Buôn Êga – 2',
    'Khu 1/2',
    'ƯỜNG ƠỞ',
    '  (Ấp) "Mỹ-Lợi" ',
    '组',
    'Ñandú Ωmega',
  ];
  const written = names.flatMap((name) => [name, name.normalize('NFD'), name.toUpperCase()]);
  const rows = await t.db.rows<{ key: string }>(
    sql`SELECT unit_name_key(name) AS key FROM unnest(${written}::text[]) WITH ORDINALITY AS x(name, place) ORDER BY place`,
  );
  expect(rows.map(({ key }) => key)).toEqual(written.map(unitNameKey));
});
