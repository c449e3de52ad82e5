import { afterAll, beforeAll, expect, test } from 'vitest';
import { SESSION_LIFE } from '../../../server/session-token.ts';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const signIn = (username: string, password: string) => t.anonymous('POST', '/sessions', { username, password });

test('signing in gives a token and a cookie that scripts cannot read', async () => {
  const answer = await signIn('Board', TEST_PASSWORD);
  expect(answer.statusCode).toBe(201);
  expect(answer.json().user).toMatchObject({ username: 'board', role: 'board', organisation: { unitIds: [t.world.north] } });
  expect(answer.json().token).toMatch(/^[\w-]{43}$/);
  expect(answer.headers['set-cookie']).toMatch(/matpho_session=.*HttpOnly.*SameSite=Strict/);
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('nothing of the password or its hash is ever returned', async () => {
  const answer = await t.as('board', 'GET', '/sessions/current');
  expect(answer.body).not.toMatch(/argon2|"password/i);
});

test('a wrong password and an unknown name are refused alike', async () => {
  const wrong = await signIn('board2', 'wrong wrong');
  const unknown = await signIn('nobody', 'wrong wrong');
  expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401]);
  expect(wrong.json().code).toBe('wrong_credentials');
  expect(unknown.json().detail).toBe(wrong.json().detail);
  expect(wrong.headers['content-type']).toContain('application/problem+json');
});

test('failed sign-ins are throttled, told how long, and successes are not counted', async () => {
  for (let count = 0; count < 5; count += 1) expect((await signIn('otherboard', 'guess')).statusCode).toBe(401);
  const throttled = await signIn('otherboard', TEST_PASSWORD);
  expect(throttled.statusCode).toBe(429);
  expect(Number(throttled.headers['retry-after'])).toBeGreaterThan(0);
  t.clock.advance(11_000);
  expect((await signIn('otherboard', TEST_PASSWORD)).statusCode).toBe(201);
  for (let count = 0; count < 12; count += 1) expect((await signIn('otherboard', TEST_PASSWORD)).statusCode).toBe(201);
});

test('guesses that are sent all at once are throttled too', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => signIn('commander', `guess ${index}`)));
  const tried = answers.filter(({ statusCode }) => statusCode === 401).length;
  expect(answers.every(({ statusCode }) => statusCode === 401 || statusCode === 429)).toBe(true);
  expect(tried).toBeLessThanOrEqual(5);
});

test('without a session everything is refused before it is looked at', async () => {
  const answer = await t.anonymous('POST', '/cameras', { nonsense: true });
  expect(answer.statusCode).toBe(401);
  expect(answer.json().code).toBe('sign_in_required');
  expect((await t.anonymous('GET', '/cameras/not-an-id')).statusCode).toBe(401);
});

test('a change signed in by cookie needs the header that only our own page can send', async () => {
  const cookie = `matpho_session=${await t.token('board')}`;
  expect((await t.anonymous('GET', '/sessions/current', undefined, { cookie })).statusCode).toBe(200);
  const without = await t.anonymous('POST', '/cameras', {}, { cookie });
  expect([without.statusCode, without.json().code]).toEqual([403, 'csrf_header_missing']);
  expect((await t.anonymous('POST', '/cameras', {}, { cookie, 'x-matpho-csrf': '1' })).statusCode).toBe(422);
});

test.each(['same-site', 'cross-site'])('a look that a %s page asks for is refused, since the cookie alone says nothing of who asks', async (site) => {
  const cookie = `matpho_session=${await t.token('board')}`;
  const look = async (headers: Record<string, string>) => (await t.anonymous('GET', '/cameras', undefined, headers)).statusCode;
  const refused = await t.anonymous('GET', '/cameras', undefined, { cookie, 'sec-fetch-site': site });
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'other_origin']);
  expect(await look({ cookie, 'sec-fetch-site': 'same-origin' })).toBe(200);
  expect(await look({ cookie, 'sec-fetch-site': 'none' })).toBe(200);
  expect(await look({ authorization: `Bearer ${await t.token('board')}`, 'sec-fetch-site': site })).toBe(200);
});

test('who is signed in can be asked without being refused, and tells the same as the refused question', async () => {
  const ask = async (headers: Record<string, string> = {}) => (await t.anonymous('GET', '/public/session', undefined, headers)).json();
  const authorization = `Bearer ${await t.token('board')}`;
  expect(await ask({ authorization })).toEqual({ session: (await t.as('board', 'GET', '/sessions/current')).json() });
  const nobody: Record<string, string>[] = [{}, { authorization: 'Bearer x' }, { cookie: `matpho_session=${'A'.repeat(43)}` }];
  expect(await Promise.all(nobody.map((headers) => ask(headers)))).toEqual(nobody.map(() => ({ session: null })));
});

test('a session ends when it is signed out, when it lies idle and at its end', async () => {
  const open = async () => (await signIn('officer2', TEST_PASSWORD)).json().token as string;
  const check = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const { statusCode } = await t.anonymous('GET', '/sessions/current', undefined, headers);
    const { session } = (await t.anonymous('GET', '/public/session', undefined, headers)).json<{ session: unknown }>();
    expect(session === null).toBe(statusCode === 401);
    return statusCode;
  };
  const out = await open();
  expect((await t.anonymous('DELETE', '/sessions/current', undefined, { authorization: `Bearer ${out}` })).statusCode).toBe(204);
  expect(await check(out)).toBe(401);
  const idle = await open();
  t.clock.advance(SESSION_LIFE.idleMs + 1000);
  expect(await check(idle)).toBe(401);
  const old = await open();
  for (let passedMs = 0; passedMs < SESSION_LIFE.absoluteMs; passedMs += SESSION_LIFE.idleMs / 2) {
    t.clock.advance(SESSION_LIFE.idleMs / 2);
    await check(old);
  }
  expect(await check(old)).toBe(401);
});
