import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startTestApp, TEST_PASSWORD, type TestApp, type TestUser } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
  await t.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => t.close());

const NEW_PASSWORD = 'bảy ngọn đèn dưới nước';

const signIn = (username: string, password: string) => t.anonymous('POST', '/sessions', { username, password });
const tokenOf = async (username: string, password = TEST_PASSWORD): Promise<string> => (await signIn(username, password)).json().token;
const withToken = (token: string, method: string, path: string, body?: unknown) => t.anonymous(method, path, body, { authorization: `Bearer ${token}` });
const codeOf = (answer: { statusCode: number; json(): { code?: string } }) => [answer.statusCode, answer.json().code];
const logged = async (action: string, username: string): Promise<{ outcome: string; code: string | null }[]> =>
  t.db.rows(sql`SELECT outcome, detail ->> 'code' AS code FROM audit_event WHERE action = ${action} AND actor_username = ${username} ORDER BY id`);

describe('the own password', () => {
  const change = (token: string, currentPassword: string, newPassword: string) =>
    withToken(token, 'POST', '/account/password', { currentPassword, newPassword });

  test('is changed by whoever knows the old one; all other sessions end, and the old one opens nothing', async () => {
    const [here, elsewhere] = [await tokenOf('officer2'), await tokenOf('officer2')];
    const answer = await change(here, TEST_PASSWORD, NEW_PASSWORD);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json().user).toMatchObject({ username: 'officer2', mustChangePassword: false });
    expect((await withToken(here, 'GET', '/sessions/current')).statusCode).toBe(200);
    expect((await withToken(elsewhere, 'GET', '/sessions/current')).statusCode).toBe(401);
    expect(codeOf(await signIn('officer2', TEST_PASSWORD))).toEqual([401, 'wrong_credentials']);
    // as another keyboard writes it
    expect((await signIn('officer2', NEW_PASSWORD.normalize('NFD'))).statusCode).toBe(201);
    expect(await logged('account.password', 'officer2')).toEqual([{ outcome: 'allowed', code: null }]);
  });

  test('is not changed without the old one, to the same or to a weak one; each refusal is logged', async () => {
    const token = await tokenOf('commander');
    expect(codeOf(await change(token, 'wrong', NEW_PASSWORD))).toEqual([403, 'wrong_password']);
    expect(codeOf(await change(token, TEST_PASSWORD, TEST_PASSWORD))).toEqual([422, 'password_unchanged']);
    expect(codeOf(await change(token, TEST_PASSWORD, 'short one'))).toEqual([422, 'password_too_short']);
    expect(codeOf(await change(token, TEST_PASSWORD, 'matkhau123456'))).toEqual([422, 'password_too_common']);
    expect(codeOf(await change(token, TEST_PASSWORD, 'commander commander'))).toEqual([422, 'password_too_common']);
    expect((await signIn('commander', TEST_PASSWORD)).statusCode).toBe(201);
    expect((await logged('account.password', 'commander')).map(({ outcome, code }) => [outcome, code])).toEqual(
      ['wrong_password', 'password_unchanged', 'password_too_short', 'password_too_common', 'password_too_common'].map((code) => ['refused', code]),
    );
  });

  test('is not guessed through a session that was stolen: wrong ones count as failed sign-ins', async () => {
    const token = await tokenOf('otherofficer');
    for (let count = 0; count < 5; count += 1) expect((await change(token, 'guess', NEW_PASSWORD)).statusCode).toBe(403);
    expect((await change(token, TEST_PASSWORD, NEW_PASSWORD)).statusCode).toBe(429);
    expect((await signIn('otherofficer', TEST_PASSWORD)).statusCode).toBe(429);
    t.clock.advance(15 * 60_000);
  });

  test('of two changes at once one is made', async () => {
    const token = await tokenOf('auditor');
    const answers = await Promise.all([`${NEW_PASSWORD} một`, `${NEW_PASSWORD} hai`].map((next) => change(token, TEST_PASSWORD, next)));
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 403]);
  });
});

describe('an account whose password was given to it', () => {
  const given = async (user: TestUser): Promise<string> => {
    await t.db.run(sql`UPDATE app_user SET must_change_password = true WHERE username = ${user}`);
    const answer = await signIn(user, TEST_PASSWORD);
    expect(answer.json().user.mustChangePassword).toBe(true);
    return answer.json().token;
  };

  test('can do nothing before it is changed, whatever it asks for; each try is logged', async () => {
    const token = await given('board2');
    const [, before] = [await t.db.run(sql`SELECT 1`), (await logged('camera.read', 'board2')).length];
    for (const [method, path] of [
      ['GET', '/cameras'],
      ['GET', '/units'],
      ['GET', '/incident-categories'],
      ['POST', '/cameras'],
      ['GET', '/audit/checkpoint'],
    ] as const)
      expect(codeOf(await withToken(token, method, path, method === 'POST' ? {} : undefined)), path).toEqual([403, 'password_change_required']);
    expect((await logged('camera.read', 'board2')).slice(before)).toEqual([{ outcome: 'refused', code: 'password_change_required' }]);
    expect(await logged('session.use', 'board2')).toEqual([{ outcome: 'refused', code: 'password_change_required' }]);
    expect((await withToken(token, 'GET', '/sessions/current')).statusCode).toBe(200);
    const changed = await withToken(token, 'POST', '/account/password', { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD });
    expect(changed.statusCode, changed.body).toBe(200);
    expect((await withToken(token, 'GET', '/cameras')).statusCode).toBe(200);
  });

  test('hears nothing either, and may sign out', async () => {
    const token = await given('otherboard');
    const { port } = t.app.server.address() as AddressInfo;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/events`, { headers: { authorization: `Bearer ${token}` } });
    expect(String((await once(socket, 'error'))[0])).toContain('403');
    expect((await withToken(token, 'DELETE', '/sessions/current')).statusCode).toBe(204);
  });
});

describe('where one is signed in', () => {
  const ANDROID = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36';
  const onPhone = async () =>
    (await t.anonymous('POST', '/sessions', { username: 'officer', password: TEST_PASSWORD }, { 'user-agent': ANDROID })).json().token as string;
  const list = async (token: string) =>
    (await withToken(token, 'GET', '/account/sessions')).json().items as { id: string; device: string; address: string; current: boolean }[];

  test('is shown by device and address, page by page; each can be ended, and all others at once', async () => {
    const here = await tokenOf('officer');
    t.clock.advance(1000);
    const phone = await onPhone();
    const items = await list(here);
    expect(items.map(({ device, address, current }) => ({ device, address, current }))).toEqual([
      { device: 'Chrome, Android', address: '127.0.0.1', current: false },
      { device: 'lightMyRequest', address: '127.0.0.1', current: true },
    ]);
    const { nextCursor } = (await withToken(here, 'GET', '/account/sessions?limit=1')).json();
    expect((await withToken(here, 'GET', `/account/sessions?limit=1&cursor=${nextCursor}`)).json().items[0].id).toBe(items[1]!.id);
    expect((await withToken(here, 'DELETE', `/account/sessions/${items[0]!.id}`)).statusCode).toBe(204);
    expect((await withToken(phone, 'GET', '/sessions/current')).statusCode).toBe(401);
    expect(codeOf(await withToken(here, 'DELETE', `/account/sessions/${items[0]!.id}`))).toEqual([404, 'not_found']);
    const others = [await onPhone(), await onPhone()];
    expect((await withToken(here, 'DELETE', '/account/sessions')).statusCode).toBe(204);
    for (const token of others) expect((await withToken(token, 'GET', '/sessions/current')).statusCode).toBe(401);
    expect(await list(here)).toHaveLength(1);
    expect(await logged('session.revoke', 'officer')).toHaveLength(2);
  });

  test("is nobody else's to end, but an administrator's", async () => {
    const [mine, admin] = [await tokenOf('officer'), await tokenOf('admin')];
    const [{ id }, userId] = [(await list(mine)).find(({ current }) => current)!, (await withToken(mine, 'GET', '/sessions/current')).json().user.id as string];
    expect(codeOf(await withToken(await tokenOf('board'), 'DELETE', `/account/sessions/${id}`))).toEqual([404, 'not_found']);
    expect(codeOf(await withToken(admin, 'DELETE', `/account/sessions/${id}`))).toEqual([404, 'not_found']);
    expect((await withToken(admin, 'GET', `/users/${userId}/sessions`)).json().items.map((item: { id: string }) => item.id)).toContain(id);
    expect((await withToken(admin, 'DELETE', `/users/${userId}/sessions/${id}`)).statusCode).toBe(204);
    expect((await withToken(mine, 'GET', '/sessions/current')).statusCode).toBe(401);
    const again = await tokenOf('officer');
    expect((await withToken(admin, 'DELETE', `/users/${userId}/sessions`)).statusCode).toBe(204);
    expect((await withToken(again, 'GET', '/sessions/current')).statusCode).toBe(401);
    expect(await logged('session.list', 'admin')).toHaveLength(1);
    expect(await logged('session.revoke', 'admin')).toHaveLength(2);
  });

  test('ends for whoever is connected as well, at once', async () => {
    // each connection looks now and then whether its session is good: here none does, so that it was told
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const [token, admin] = [await tokenOf('board'), await tokenOf('admin')];
    const { port } = t.app.server.address() as AddressInfo;
    const connect = async (as: string) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/events`, { headers: { authorization: `Bearer ${as}` } });
      await once(socket, 'open');
      return socket;
    };
    const [first, second, others] = [await connect(token), await connect(await tokenOf('board')), await connect(admin)];
    const closed = once(first, 'close');
    expect((await withToken(token, 'DELETE', '/sessions/current')).statusCode).toBe(204);
    await closed;
    expect([second.readyState, others.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
    second.terminate();
    others.terminate();
  });
});
