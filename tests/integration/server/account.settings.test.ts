import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentTotpCode } from '../../support/totp-code.ts';
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
    const [token, admin] = [await tokenOf('board'), await tokenOf('admin')];
    const { port } = t.app.server.address() as AddressInfo;
    const connect = async (as: string) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/events`, { headers: { authorization: `Bearer ${as}` } });
      await once(socket, 'open');
      return socket;
    };
    const [first, second, others] = [await connect(token), await connect(await tokenOf('board')), await connect(admin)];
    const begun = performance.now();
    const closed = once(first, 'close');
    expect((await withToken(token, 'DELETE', '/sessions/current')).statusCode).toBe(204);
    await closed;
    expect(performance.now() - begun).toBeLessThan(3000);
    expect([second.readyState, others.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
    second.terminate();
    others.terminate();
  });
});

describe('the second factor', () => {
  const STEP_MS = 30_000;
  const needed = (user: TestUser) => t.db.run(sql`UPDATE app_user SET second_factor_exempt = false WHERE username = ${user}`);
  const withCode = (username: string, code: string, password = TEST_PASSWORD) => t.anonymous('POST', '/sessions', { username, password, code });
  const codeNow = (secret: string) => currentTotpCode(secret, t.clock.now());
  let secret: string;
  let paper: string[];

  test('is set up at the first sign-in by whom it is needed, before anything else; it opens nothing until it is confirmed', async () => {
    await needed('otherofficer');
    const elsewhere = await tokenOf('otherofficer');
    const answer = await signIn('otherofficer', TEST_PASSWORD);
    expect(answer.json().user).toMatchObject({ mustChangePassword: false, mustSetUpSecondFactor: true });
    const token = answer.json().token as string;
    for (const path of ['/cameras', '/account/sessions', '/incidents'])
      expect(codeOf(await withToken(token, 'GET', path)), path).toEqual([403, 'second_factor_setup_required']);
    expect((await logged('camera.read', 'otherofficer')).at(-1)).toEqual({ outcome: 'refused', code: 'second_factor_setup_required' });
    expect((await withToken(token, 'GET', '/account/second-factor')).json()).toEqual({ required: true, enabled: false, recoveryCodesLeft: 0 });
    const begin = (password: string) => withToken(token, 'POST', '/account/second-factor', { password });
    expect(codeOf(await begin('wrong'))).toEqual([403, 'wrong_password']);
    expect(codeOf(await withToken(token, 'POST', '/account/second-factor/confirmation', { code: '000000' }))).toEqual([409, 'no_second_factor_pending']);
    const first = (await begin(TEST_PASSWORD)).json().secret as string;
    const begun = await begin(TEST_PASSWORD);
    expect([begun.statusCode, begun.headers['cache-control']]).toEqual([201, 'no-store']);
    ({ secret } = begun.json());
    expect(begun.json().uri).toContain(`secret=${secret}`);
    expect((await withToken(token, 'GET', '/cameras')).statusCode).toBe(403);
    // the try before is worth nothing
    expect(codeOf(await withToken(token, 'POST', '/account/second-factor/confirmation', { code: codeNow(first) }))).toEqual([403, 'wrong_code_of_factor']);
    const confirmed = await withToken(token, 'POST', '/account/second-factor/confirmation', { code: codeNow(secret) });
    expect(confirmed.statusCode, confirmed.body).toBe(200);
    paper = confirmed.json().codes;
    expect([paper.length, new Set(paper).size]).toEqual([8, 8]);
    expect((await withToken(token, 'GET', '/cameras')).statusCode).toBe(200);
    expect((await withToken(elsewhere, 'GET', '/sessions/current')).statusCode).toBe(401);
  });

  test('is asked for after the password, and tells who has not the password nothing', async () => {
    t.clock.advance(STEP_MS);
    expect(codeOf(await signIn('otherofficer', 'wrong wrong'))).toEqual([401, 'wrong_credentials']);
    expect(codeOf(await withCode('otherofficer', codeNow(secret), 'wrong wrong'))).toEqual([401, 'wrong_credentials']);
    expect(codeOf(await signIn('otherofficer', TEST_PASSWORD))).toEqual([401, 'second_factor_required']);
    expect(codeOf(await withCode('otherofficer', '000000'))).toEqual([401, 'wrong_second_factor']);
    expect((await withCode('otherofficer', codeNow(secret))).statusCode).toBe(201);
    // an account without one takes no notice of a code
    expect((await withCode('admin', '000000')).statusCode).toBe(201);
    expect(codeOf(await withCode('admin', '000000', 'wrong wrong'))).toEqual([401, 'wrong_credentials']);
    expect((await logged('session.create', 'otherofficer')).slice(-3)).toEqual([
      { outcome: 'refused', code: 'second_factor_required' },
      { outcome: 'refused', code: 'wrong_second_factor' },
      { outcome: 'allowed', code: null },
    ]);
  });

  test('takes each code once, of two at once one, and those of one step before and after', async () => {
    expect(codeOf(await withCode('otherofficer', codeNow(secret)))).toEqual([401, 'wrong_second_factor']);
    t.clock.advance(STEP_MS);
    const early = currentTotpCode(secret, t.clock.now() + STEP_MS);
    const statuses = (await Promise.all([withCode('otherofficer', early), withCode('otherofficer', early)])).map(({ statusCode }) => statusCode);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, 401]);
    // the step before was never used, but a later one was
    expect(codeOf(await withCode('otherofficer', codeNow(secret)))).toEqual([401, 'wrong_second_factor']);
    t.clock.advance(3 * STEP_MS);
    expect((await withCode('otherofficer', currentTotpCode(secret, t.clock.now() - STEP_MS))).statusCode).toBe(201);
  });

  test('gives way to a recovery code from paper, once, however it is copied', async () => {
    expect((await withCode('otherofficer', ` ${paper[0]!.toUpperCase().replaceAll('-', ' ')} `)).statusCode).toBe(201);
    const entry = await t.db.row(sql`SELECT detail FROM audit_event WHERE action = 'session.create' AND outcome = 'allowed' ORDER BY id DESC LIMIT 1`);
    expect(entry).toEqual({ detail: { secondFactor: 'recovery_code' } });
    expect(codeOf(await withCode('otherofficer', paper[0]!))).toEqual([401, 'wrong_second_factor']);
    const { token } = (await withCode('otherofficer', paper[1]!)).json();
    expect((await withToken(token, 'GET', '/account/second-factor')).json()).toEqual({ required: true, enabled: true, recoveryCodesLeft: 6 });
    t.clock.advance(3 * STEP_MS);
    const renewed = await withToken(token, 'POST', '/account/second-factor/recovery-codes', { password: TEST_PASSWORD, code: codeNow(secret) });
    expect(renewed.statusCode, renewed.body).toBe(200);
    expect(codeOf(await withCode('otherofficer', paper[2]!))).toEqual([401, 'wrong_second_factor']);
    expect((await withCode('otherofficer', renewed.json().codes[0])).statusCode).toBe(201);
  });

  test('is not guessed: five wrong codes within a day make one wait, whatever addresses they come from, and with the right one as well', async () => {
    let addresses = 0;
    const fromElsewhere = async (code?: string) => {
      const body = { username: 'otherofficer', password: TEST_PASSWORD, ...(code === undefined ? {} : { code }) };
      return codeOf(await t.anonymous('POST', '/sessions', body, { 'x-forwarded-for': `10.0.0.${(addresses += 1)}` }));
    };
    for (let count = 0; count < 5; count += 1) expect(await fromElsewhere('111111')).toEqual([401, 'wrong_second_factor']);
    expect(await fromElsewhere(codeNow(secret))).toEqual([429, 'sign_in_throttled']);
    // neither the password alone nor a quarter of an hour makes anybody forget
    expect(await fromElsewhere()).toEqual([401, 'second_factor_required']);
    t.clock.advance(16 * 60_000);
    expect(await fromElsewhere('111111')).toEqual([401, 'wrong_second_factor']);
    expect(await fromElsewhere('111111')).toEqual([429, 'sign_in_throttled']);
    t.clock.advance(20 * 60_000);
    expect(await fromElsewhere(codeNow(secret))).toEqual([201, undefined]);
  });

  test('is neither removed nor replaced without its code, and not removed at all where it is needed', async () => {
    t.clock.advance(STEP_MS);
    const { token } = (await withCode('otherofficer', codeNow(secret))).json();
    const ask = (path: string, body: unknown) => withToken(token, 'POST', `/account/second-factor${path}`, body);
    expect(codeOf(await ask('', { password: TEST_PASSWORD }))).toEqual([403, 'wrong_code_of_factor']);
    expect(codeOf(await ask('/removal', { password: TEST_PASSWORD, code: codeNow(secret) }))).toEqual([409, 'second_factor_mandatory']);
    t.clock.advance(STEP_MS);
    const other = (await ask('', { password: TEST_PASSWORD, code: codeNow(secret) })).json().secret as string;
    t.clock.advance(STEP_MS);
    // until it is confirmed, the old app is the one
    expect((await withCode('otherofficer', codeNow(secret))).statusCode).toBe(201);
    expect((await ask('/confirmation', { code: codeNow(other) })).statusCode).toBe(200);
    t.clock.advance(STEP_MS);
    expect(codeOf(await withCode('otherofficer', codeNow(secret)))).toEqual([401, 'wrong_second_factor']);
    expect((await withCode('otherofficer', codeNow(other))).statusCode).toBe(201);
  });

  test('is reset by an administrator, but not by oneself; then it is set up anew', async () => {
    const admin = await tokenOf('admin');
    const userId = (await t.db.row<{ id: string }>(sql`SELECT id FROM app_user WHERE username = 'otherofficer'`)).id;
    const adminId = (await withToken(admin, 'GET', '/sessions/current')).json().user.id as string;
    expect(codeOf(await withToken(admin, 'DELETE', `/users/${adminId}/second-factor`))).toEqual([409, 'own_account']);
    expect((await withToken(admin, 'DELETE', `/users/${userId}/second-factor`)).statusCode).toBe(204);
    const open = await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM session WHERE user_id = ${userId} AND revoked_at IS NULL`);
    expect(open.n).toBe(0);
    expect((await signIn('otherofficer', TEST_PASSWORD)).json().user.mustSetUpSecondFactor).toBe(true);
    expect(await logged('user.second_factor', 'admin')).toEqual([
      { outcome: 'refused', code: 'own_account' },
      { outcome: 'allowed', code: null },
    ]);
  });

  test("is nobody's to read: sealed in the database, hashed on paper, in no entry of the log", async () => {
    const token = await tokenOf('board2', NEW_PASSWORD);
    const mine = (await withToken(token, 'POST', '/account/second-factor', { password: NEW_PASSWORD })).json().secret as string;
    const { codes } = (await withToken(token, 'POST', '/account/second-factor/confirmation', { code: codeNow(mine) })).json();
    const rows = await t.db.rows(sql`SELECT row_to_json(f)::text AS text FROM second_factor f UNION ALL SELECT row_to_json(c)::text FROM account_code c
      UNION ALL SELECT row_to_json(e)::text FROM audit_event e`);
    const text = JSON.stringify(rows);
    for (const value of [mine, Buffer.from(mine).toString('hex'), codes[0], Buffer.from(codes[0]).toString('hex')]) expect(text).not.toContain(value);
    // a board may do without
    t.clock.advance(STEP_MS);
    const removed = await withToken(token, 'POST', '/account/second-factor/removal', { password: NEW_PASSWORD, code: codeNow(mine) });
    expect(removed.statusCode, removed.body).toBe(204);
    expect((await signIn('board2', NEW_PASSWORD)).statusCode).toBe(201);
  });
});
