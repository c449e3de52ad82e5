import sql from 'sql-template-tag';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

let created: MigratedTestDatabase;
beforeAll(async () => {
  created = await createTestDatabase();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => created.drop());

test('no connection of the pool compiles its statements: a search would wait for that longer than for its answer', async () => {
  const ask = () =>
    created.database.transaction((tx) => tx.row<{ compiles: boolean }>(sql`SELECT pg_jit_available() AND current_setting('jit')::bool AS compiles`));
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([{ compiles: false }, { compiles: false }, { compiles: false }]);
});

test('a connection outlives a quiet half hour: a new one has to load and plan everything in front of an answer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const backend = () => created.database.row<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
  const before = await backend();
  await vi.advanceTimersByTimeAsync(1_800_000);
  expect(await backend()).toEqual(before);
});
