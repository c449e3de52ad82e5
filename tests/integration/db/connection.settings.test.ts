import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

let created: MigratedTestDatabase;
beforeAll(async () => {
  created = await createTestDatabase();
});
afterAll(() => created.drop());

test('no connection of the pool compiles its statements: a search would wait for that longer than for its answer', async () => {
  const ask = () => created.database.transaction((tx) => tx.row<{ jit: string }>(sql`SELECT current_setting('jit') AS jit`));
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([{ jit: 'off' }, { jit: 'off' }, { jit: 'off' }]);
});
