import { createHash } from 'node:crypto';
import Fastify from 'fastify';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { registerIdempotency } from '../../../server/plugins/idempotency-plugin.ts';
import { registerProblems } from '../../../server/plugins/problem-plugin.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const MINUTE_MS = 60_000;
const bodyOf = (name: string) =>
  cameraBody(t.world, { name, source: { kind: 'rtsp', url: 'rtsp://10.0.0.9:554/s1', username: 'admin', password: 'đoán-được-9!' } });
const post = (key: string, name: string) => t.as('board', 'POST', '/cameras', bodyOf(name), { 'idempotency-key': key });

test('what is kept of a request tells nothing to who only has the table', async () => {
  const body = { cidr: '10.9.0.0/28' };
  const ask = (cidr: string) => t.as('board', 'POST', '/discoveries', { cidr }, { 'idempotency-key': 'a-key' });
  expect((await ask(body.cidr)).statusCode).toBe(202);
  const { kept } = await t.db.row<{ kept: Buffer }>(sql`SELECT request_sha256 AS kept FROM idempotency_record WHERE key = 'a-key'`);
  const told = `POST\n/api/v1/discoveries\n${JSON.stringify(body)}`;
  expect(kept.equals(createHash('sha256').update(told).digest())).toBe(false);
  expect(kept).toEqual(t.secretBox.fingerprints(told, 'idempotency')[0]);
  expect(kept).not.toEqual(t.secretBox.fingerprints(told, 'other')[0]);
  expect((await ask(body.cidr)).headers['idempotency-replayed']).toBe('true');
  expect((await ask('10.9.0.16/28')).json().code).toBe('idempotency_key_reused');
});

test('of two that find an abandoned request one carries it out', async () => {
  await post('left', 'Mắt bỏ dở');
  await t.db.run(sql`UPDATE idempotency_record SET status = NULL, body = NULL WHERE key = 'left'`);
  t.clock.advance(2 * MINUTE_MS);
  const before = (await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM camera WHERE name = 'Mắt bỏ dở'`)).n;
  const answers = await Promise.all(Array.from({ length: 6 }, () => post('left', 'Mắt bỏ dở')));
  const made = answers.filter(({ statusCode, headers }) => statusCode === 201 && headers['idempotency-replayed'] === undefined);
  expect(made).toHaveLength(1);
  for (const answer of answers) expect(answer.statusCode === 201 || answer.json().code === 'request_in_progress').toBe(true);
  expect((await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM camera WHERE name = 'Mắt bỏ dở'`)).n).toBe(before + 1);
});

test('a request that is worked on for longer is not carried out once more by its repetition, as long as its server gives signs of life', async () => {
  const { userId } = await t.db.row<{ userId: string }>(sql`SELECT id AS "userId" FROM app_user WHERE username = 'board'`);
  const aliveAtMs = async () =>
    (await t.db.maybeRow<{ aliveAtMs: number }>(sql`SELECT alive_at AS "aliveAtMs" FROM idempotency_record WHERE key = 'long'`))?.aliveAtMs;
  const untilAlive = () => vi.waitUntil(async () => (await aliveAtMs()) === t.clock.now(), { timeout: 30_000 });
  let endWork = (): void => undefined;
  const work = new Promise<void>((done) => (endWork = done));
  let carriedOut = 0;
  const app = Fastify();
  registerProblems(app);
  app.decorateRequest('session', null as never);
  app.addHook('onRequest', async (request) => void (request.session = { userId } as typeof request.session));
  registerIdempotency(app, t.context);
  app.post('/', async () => {
    await work;
    return { nth: ++carriedOut };
  });
  const ask = () => app.inject({ method: 'POST', url: '/', headers: { 'idempotency-key': 'long' } });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const first = ask();
    void first.then(() => undefined); // begins it
    await untilAlive();
    for (let nth = 0; nth < 6; nth++) {
      t.clock.advance(MINUTE_MS / 2);
      vi.advanceTimersByTime(MINUTE_MS / 2);
      await untilAlive();
      expect((await ask()).json().code).toBe('request_in_progress');
    }
    endWork();
    expect((await first).json()).toEqual({ nth: 1 });
    const again = await ask();
    expect([again.headers['idempotency-replayed'], again.json()]).toEqual(['true', { nth: 1 }]);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
    await app.close();
  }
});
