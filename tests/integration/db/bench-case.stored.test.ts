import sql from 'sql-template-tag';
import { expect, test } from 'vitest';
import { enterBenchCase } from '../../../bench/bench-case.ts';
import { createTestDatabase } from '../../support/test-database.ts';

test('the case that benchmarks measure with is one that the database takes, and it is open', async () => {
  const { database, drop } = await createTestDatabase();
  const fromMs = Math.floor(Date.now() / 1000) * 1000 - 8 * 60_000;
  const { requestId } = await enterBenchCase(database, { fromMs, toMs: fromMs + 60_000 });
  const row = await database.row<{ open: boolean }>(sql`SELECT request_opens(r, now()) AS open FROM footage_request r WHERE r.id = ${requestId}`);
  expect(row.open).toBe(true);
  await drop();
});
