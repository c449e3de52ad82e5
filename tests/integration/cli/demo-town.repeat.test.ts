import sql, { raw } from 'sql-template-tag';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seedDemo } from '../../../cli/demo/seed-demo.ts';
import type { Database, Queryable } from '../../../db/database.ts';
import { insertOrganisation, insertUser } from '../../../db/repositories/organisation-repository.ts';
import { insertUnit } from '../../../db/repositories/unit-repository.ts';
import { newId } from '../../../platform/new-id.ts';
import { createSeedParts, NO_FFMPEG, type SeedParts } from '../../support/cli/seed-parts.ts';

const TABLES = [
  'unit',
  'unit_succession',
  'organisation',
  'organisation_unit',
  'app_user',
  'site',
  'camera',
  'camera_source',
  'camera_notice',
  'camera_placement',
  'camera_state',
  'camera_state_interval',
  'clock_reading',
  'footage_segment',
  'incident',
  'incident_link',
  'incident_series',
  'road',
  'building',
  'audit_event',
  'setting',
  'unreferenced_blob',
] as const;
let parts: SeedParts;

beforeEach(async () => {
  parts = await createSeedParts();
});
afterEach(() => parts.close());

/** A fingerprint of every row of every table. */
async function fingerprints(): Promise<Record<string, string | null>> {
  const found: Record<string, string | null> = {};
  for (const table of TABLES)
    found[table] = (
      await parts.db.row<{ print: string | null }>(sql`SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) AS print FROM ${raw(table)} t`)
    ).print;
  return found;
}

/** The same database, but a transaction breaks at the first statement that begins with `beginning`. */
function breakingAt(beginning: string): Database {
  const { db } = parts;
  const breaking = (tx: Queryable): Queryable => ({
    ...tx,
    run: (statement) => {
      if (statement.text.startsWith(beginning)) throw new Error('cut off');
      return tx.run(statement);
    },
  });
  return { ...db, transaction: (work) => db.transaction((tx) => work(breaking(tx))) };
}

test('a second seed returns nothing and changes nothing', async () => {
  const first = await seedDemo({ ...parts, ffmpegPath: NO_FFMPEG });
  const before = await fingerprints();
  expect(await seedDemo(parts)).toBeUndefined();
  expect(await fingerprints()).toEqual(before);
  expect(new Set(first!.users.map(({ password }) => password)).size).toBe(6);
});

test.each(['INSERT INTO app_user', 'INSERT INTO camera_placement', 'INSERT INTO incident_link', 'INSERT INTO setting'])(
  'a seed that is cut off at %s leaves nothing, and is simply done again',
  async (beginning) => {
    const before = await fingerprints();
    await expect(seedDemo({ ...parts, ffmpegPath: NO_FFMPEG, db: breakingAt(beginning) })).rejects.toThrow('cut off');
    expect(await fingerprints()).toEqual(before);
    expect((await seedDemo({ ...parts, ffmpegPath: NO_FFMPEG }))!.users).toHaveLength(6);
  },
);

test('two seeds at once make one town', async () => {
  const both = await Promise.all([seedDemo({ ...parts, ffmpegPath: NO_FFMPEG }), seedDemo({ ...parts, ffmpegPath: NO_FFMPEG })]);
  expect(both.filter((seeded) => seeded !== undefined)).toHaveLength(1);
  expect(await parts.db.rows(sql`SELECT 1 FROM camera`)).toHaveLength(118);
});

test('without ffmpeg the town is complete but for its footage, and says so', async () => {
  await seedDemo({ ...parts, ffmpegPath: NO_FFMPEG });
  expect(parts.lines.join('\n')).toContain('MATPHO_FFMPEG does not name an ffmpeg program that runs');
  expect(await parts.db.rows(sql`SELECT 1 FROM incident`)).toHaveLength(71);
  expect(await parts.db.rows(sql`SELECT 1 FROM camera_state_interval WHERE facet = 'recording' AND state = 'ok'`)).toEqual([]);
});

test('units that were imported before are kept and used', async () => {
  const province = newId();
  await insertUnit(parts.db, { id: province, code: '68', level: 'province', name: 'Tỉnh Lâm Đồng', parentId: null, boundary: null });
  await seedDemo({ ...parts, ffmpegPath: NO_FFMPEG });
  const rows = await parts.db.rows(sql`SELECT name, (SELECT count(*) FROM unit_closure WHERE ancestor_id = unit.id) AS below FROM unit WHERE code = '68'`);
  expect(rows).toEqual([{ name: 'Tỉnh Lâm Đồng', below: 1 + 3 + 21 }]);
});

test('taken user names are refused before anything is stored', async () => {
  const organisationId = newId();
  await insertOrganisation(parts.db, { id: organisationId, kind: 'administration', name: 'Quản trị', unitIds: [] });
  await insertUser(parts.db, {
    id: newId(),
    username: 'admin',
    displayName: 'admin',
    role: 'admin',
    organisationId,
    passwordHash: 'x',
    mustChangePassword: true,
  });
  const before = await fingerprints();
  await expect(seedDemo({ ...parts, ffmpegPath: NO_FFMPEG })).rejects.toMatchObject({ kind: 'conflict', code: 'demo_names_taken' });
  expect(await fingerprints()).toEqual(before);
});
