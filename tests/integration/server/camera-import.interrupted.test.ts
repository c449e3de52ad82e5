import { afterAll, beforeAll, expect, test } from 'vitest';
import sql from 'sql-template-tag';
import type { Database, Queryable } from '../../../db/database.ts';
import { AppError } from '../../../domain/app-error.ts';
import { createImportCamerasJob } from '../../../workers/jobs/import-cameras-job.ts';
import { createImportDriver } from '../../support/imports/import-driver.ts';
import { csvOf, listOf } from '../../support/imports/list-files.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

let t: TestApp;
let imports: ReturnType<typeof createImportDriver>;
beforeAll(async () => {
  t = await startTestApp();
  imports = createImportDriver(t);
});
afterAll(() => t.close());

/** The database of a worker that dies: its `nth` transaction is cut off before (`lost`) or right after (`kept`) it is committed. */
function dyingDatabase(db: Database, nth: number, how: 'lost' | 'kept'): Database {
  let count = 0;
  const transaction = async <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => {
    count += 1;
    if (count !== nth) return db.transaction(work);
    const died = new AppError('unavailable', 'database_unavailable', 'the worker died here');
    await db.transaction(async (tx) => {
      await work(tx);
      if (how === 'lost') throw died;
    });
    throw died;
  };
  return { ...db, transaction };
}

const sendList = async (from: number, count: number) => {
  const list = listOf(count, t.world.north, { from });
  list[150] = list[10]!;
  list[count - 1] = list[250]!;
  list[20] = list[20]!.with(3, 'x');
  return (await imports.send('board', csvOf(list))).json().jobId as string;
};

test.each(['lost', 'kept'] as const)('a worker that dies in the middle (its last batch %s) loses and doubles nothing', async (how) => {
  const count = 700;
  const before = await imports.cameraCount();
  const jobId = await sendList(how === 'lost' ? 0 : 10_000, count);
  for (const nth of [2, 1]) {
    const dying = createImportCamerasJob({ ...t.context, database: dyingDatabase(t.db, nth, how) });
    await expect(dying(runningJob({ importId: jobId }))).rejects.toThrow('the worker died here');
  }
  expect((await t.as('board', 'GET', `/jobs/${jobId}`)).json()).toMatchObject({ state: 'active' });
  await imports.work(jobId);
  const done = await imports.look('board', jobId);
  expect(done).toMatchObject({ state: 'completed', rowsTotal: count, counts: { refused: 1, duplicate_in_file: 2, registered_with_warnings: count - 3 } });
  expect(await imports.cameraCount()).toBe(before + count - 3);
  const { n, cameras } = await t.db.row<{ n: number; cameras: number }>(
    sql`SELECT count(*) AS n, count(DISTINCT camera_id) AS cameras FROM camera_import_row WHERE import_id = ${jobId}`,
  );
  expect([n, cameras]).toEqual([count, count - 3]);
});

test('two workers with the same job share its rows and double none', async () => {
  const before = await imports.cameraCount();
  const jobId = await sendList(20_000, 900);
  await Promise.all([imports.work(jobId), imports.work(jobId), imports.work(jobId)]);
  await imports.work(jobId);
  expect(await imports.look('board', jobId)).toMatchObject({ state: 'completed', counts: { registered_with_warnings: 897 } });
  expect(await imports.cameraCount()).toBe(before + 897);
});

test('two lists with the same cameras at once register each of them once', async () => {
  const before = await imports.cameraCount();
  const list = listOf(400, t.world.north, { from: 30_000 });
  const ids = [];
  for (const text of [csvOf(list), csvOf(list.toReversed())]) ids.push((await imports.send('board', text)).json().jobId as string);
  await Promise.all(ids.map((id) => imports.work(id)));
  expect(await imports.cameraCount()).toBe(before + 400);
});

test('a stopping worker leaves the rest to the next one', async () => {
  const jobId = await sendList(40_000, 300);
  await expect(imports.work(jobId, AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
  await imports.work(jobId);
  expect((await imports.look('board', jobId)).state).toBe('completed');
});

test('one row that only the database refuses does not keep the others out', async () => {
  const list = listOf(5, t.world.north, { from: 50_000 });
  const { jobId } = (await imports.send('board', csvOf(list))).json() as { jobId: string };
  await t.db.run(sql`ALTER TABLE camera ADD CONSTRAINT test_only CHECK (name <> 'Camera số 50002') NOT VALID`);
  await imports.work(jobId);
  await t.db.run(sql`ALTER TABLE camera DROP CONSTRAINT test_only`);
  const done = await imports.look('board', jobId);
  expect(done.items.map(({ outcome, code }) => [outcome, code])).toEqual(
    [0, 1, 2, 3, 4].map((index) => (index === 2 ? ['refused', 'value_refused'] : ['registered_with_warnings', null])),
  );
});
