import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

let created: MigratedTestDatabase;
beforeAll(async () => {
  created = await createTestDatabase();
});
afterAll(() => created.drop());

test('no connection of the pool compiles its statements: a search would wait for that longer than for its answer', async () => {
  const ask = () =>
    created.database.transaction((tx) => tx.row<{ compiles: boolean }>(sql`SELECT pg_jit_available() AND current_setting('jit')::bool AS compiles`));
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([{ compiles: false }, { compiles: false }, { compiles: false }]);
});
