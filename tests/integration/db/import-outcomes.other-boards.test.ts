import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../platform/new-id.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

const MIGRATION = new URL('../../../db/migrations/078.do.import-outcomes-apart.sql', import.meta.url);
let t: TestApp;
beforeAll(async () => (t = await startTestApp()));
afterAll(() => t.close());

const register = async (user: TestUser, unitId: string, name: string): Promise<string> =>
  (await t.as(user, 'POST', '/cameras', cameraBody(t.world, { unitId, name }))).json().id;

test('outcomes that were stored with cameras of other boards name those of the same owner only', async () => {
  const [own, mate, foreign] = [
    await register('board', t.world.north, 'Một'),
    await register('board', t.world.north, 'Hai'),
    await register('otherboard', t.world.otherWard, 'Ba'),
  ];
  const importId = newId(t.clock.now());
  await t.db.run(sql`INSERT INTO camera_import (id, organisation_id, scope, file_name, file_sha256, byte_length, state, finished_at)
    SELECT ${importId}, organisation_id, 'own', 'a.csv', ${randomBytes(32)}, 1, 'completed', now() FROM app_user WHERE username = 'board'`);
  const warned = (code: string, cameraIds: string[]) => ({ code, message: 'x', cameraIds });
  const assumed = { code: 'values_assumed', message: 'x', columns: ['bearingDeg'] };
  const rows = [[warned('same_place', [mate, foreign]), assumed], [warned('same_address', [foreign])], [assumed]];
  for (const [index, warnings] of rows.entries())
    await t.db.run(sql`INSERT INTO camera_import_row (import_id, row_number, outcome, name, camera_id, details)
      VALUES (${importId}, ${index + 2}, 'registered_with_warnings', 'Một', ${own}, ${JSON.stringify({ warnings })}::jsonb)`);
  await t.db.run(sql`${raw(await readFile(MIGRATION, 'utf8'))}`);
  const shown = await t.as('board', 'GET', `/camera-imports/${importId}/rows`);
  expect(shown.body).not.toContain(foreign);
  const stored = await t.db.rows<{ warnings: unknown }>(
    sql`SELECT details -> 'warnings' AS warnings FROM camera_import_row WHERE import_id = ${importId} ORDER BY row_number`,
  );
  expect(stored.map(({ warnings }) => warnings)).toEqual([[warned('same_place', [mate]), assumed], [warned('same_address', [])], [assumed]]);
});
