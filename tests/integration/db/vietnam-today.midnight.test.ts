import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Queryable } from '../../../db/database.ts';
import { listCategories, unitAt } from '../../../db/repositories/incident-repository.ts';
import { unitsWithin } from '../../../db/repositories/map-repository.ts';
import { placesNamed } from '../../../db/repositories/place-repository.ts';
import { findUnitToday, hasTwin, insertUnit, unknownUnits, updateUnit, usesOfUnit } from '../../../db/repositories/unit-repository.ts';
import { vietnamDay } from '../../../domain/vietnam-day.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

const SQUARE = {
  type: 'Polygon',
  coordinates: [
    [
      [108, 11],
      [108.01, 11],
      [108.01, 11.01],
      [108, 11.01],
      [108, 11],
    ],
  ],
};
const NAMES = { new: 'Phường Mới', ended: 'Phường Cũ' };
const IDS = { province: '01900000-0000-7000-8000-000000000001', new: '01900000-0000-7000-8000-000000000002', ended: '01900000-0000-7000-8000-000000000003' };

let created: MigratedTestDatabase;
beforeAll(async () => {
  created = await createTestDatabase();
});
afterAll(() => created.drop());

/** A ward that exists since today and one that ended today, in a transaction whose zone has another day than Viet Nam; it is rolled back. */
async function onAnotherDay<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
  const enough = new Error('the transaction has answered');
  let answer: T;
  await created.database
    .transaction(async (tx) => {
      const { atMs } = await tx.row<{ atMs: number }>(sql`SELECT now() AS "atMs"`);
      // twelve hours behind UTC and fourteen before it: one of the two always has another day
      await tx.run(raw(`SET LOCAL TimeZone = '${vietnamDay(atMs - 19 * 3_600_000) === vietnamDay(atMs) ? 'Etc/GMT-14' : 'Etc/GMT+12'}'`));
      expect((await tx.row<{ day: string }>(sql`SELECT current_date::text AS day`)).day).not.toBe(vietnamDay(atMs));
      await insertUnit(tx, { id: IDS.province, code: null, level: 'province', name: 'Lâm Đồng', parentId: null, boundary: null });
      const ward = { code: null, level: 'ward', parentId: IDS.province, boundary: SQUARE } as const;
      await insertUnit(tx, { ...ward, id: IDS.new, name: NAMES.new, validFrom: vietnamDay(atMs) });
      await insertUnit(tx, { ...ward, id: IDS.ended, name: NAMES.ended });
      await updateUnit(tx, IDS.ended, { validTo: vietnamDay(atMs) });
      answer = await work(tx);
      throw enough;
    })
    .catch((error: unknown) => {
      if (error !== enough) throw error;
    });
  return answer!;
}

describe('what is dated begins and ends by the calendar of Viet Nam, whatever day the database has', () => {
  test('units', async () => {
    await onAnotherDay(async (tx) => {
      expect(await unknownUnits(tx, [IDS.new, IDS.ended])).toEqual([IDS.ended]);
      expect(await Promise.all([findUnitToday(tx, IDS.new), findUnitToday(tx, IDS.ended)])).toEqual([expect.objectContaining({ name: NAMES.new }), undefined]);
      expect(await Promise.all([NAMES.new, NAMES.ended].map((name) => hasTwin(tx, { parentId: IDS.province, name })))).toEqual([true, false]);
      expect(await usesOfUnit(tx, IDS.province)).toMatchObject({ parts: 1 });
    });
  });

  test('the unit that a place lies in, on the map and by its name', async () => {
    await onAnotherDay(async (tx) => {
      expect(await unitAt(tx, [108.005, 11.005], [])).toMatchObject({ id: IDS.new });
      expect((await unitsWithin(tx, [108, 11, 109, 12], 0, true)).map(({ properties }) => properties.name)).toEqual([NAMES.new]);
      const near = { near: undefined, limit: 9 };
      const reach = { scope: 'any', organisationId: '', unitIds: [] } as const;
      expect(await placesNamed(tx, 'phường', reach, near)).toEqual([expect.objectContaining({ name: NAMES.new, within: NAMES.new })]);
    });
  });

  test('categories of incidents', async () => {
    await onAnotherDay(async (tx) => {
      const today = (await tx.row<{ atMs: number }>(sql`SELECT now() AS "atMs"`)).atMs;
      await tx.run(sql`INSERT INTO incident_category (code, name_vi, name_en, valid) VALUES ('of_today', 'a', 'a', daterange(${vietnamDay(today)}::date, NULL)),
        ('of_yesterday', 'b', 'b', daterange(NULL, ${vietnamDay(today)}::date))`);
      const codes = (await listCategories(tx)).map(({ code }) => code);
      expect(codes).toContain('of_today');
      expect(codes).not.toContain('of_yesterday');
    });
  });
});
