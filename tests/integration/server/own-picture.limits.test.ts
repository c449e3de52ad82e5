import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

const MINUTE_MS = 60_000;
let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const register = async () => (await t.as('board', 'POST', '/cameras', cameraBody(t.world))).json<{ id: string }>().id;
const take = (id: string) => t.as('board', 'POST', `/cameras/${id}/snapshots`);
const takeMany = async (id: string, count: number) => (await Promise.all(Array.from({ length: count }, () => take(id)))).map(({ statusCode }) => statusCode);

test('a board checks its camera by pictures and makes no recording of them, nor by asking for all at once', async () => {
  const [id, another] = [await register(), await register()];
  const taken = (await takeMany(id, 14)).filter((status) => status === 202).length;
  expect(taken).toBe(10);
  const refused = await take(id);
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'too_many_own_pictures']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(9 * 60);
  const log = await t.db.row<{ n: number }>(
    sql`SELECT count(*) AS n FROM audit_event WHERE action = 'camera.picture' AND outcome = 'refused' AND ${id} = ANY(camera_ids)`,
  );
  expect(log.n).toBe(5);
  expect((await take(another)).statusCode).toBe(202);
  t.clock.advance(10 * MINUTE_MS);
  expect((await take(id)).statusCode).toBe(202);
});

test('what failed is no picture, and a check is always possible', async () => {
  const id = await register();
  await takeMany(id, 10);
  expect((await t.as('board', 'POST', `/cameras/${id}/checks`)).statusCode).toBe(202);
  await t.db.run(sql`UPDATE camera_check SET state = 'failed' WHERE id = (SELECT id FROM camera_check WHERE camera_id = ${id} AND kind = 'snapshot' LIMIT 1)`);
  expect(await takeMany(id, 2)).toEqual(expect.arrayContaining([202, 429]));
});
