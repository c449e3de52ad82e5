import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSession } from '../../../db/repositories/account-repository.ts';
import { confirmSecondFactor } from '../../../server/accounts/second-factor.ts';
import { currentTotpCode } from '../../support/totp-code.ts';
import { startTestApp, TEST_PASSWORD, type TestApp, type TestUser } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const signIn = (username: string, password: string) => t.anonymous('POST', '/sessions', { username, password });
const tokenOf = async (username: string, password = TEST_PASSWORD): Promise<string> => (await signIn(username, password)).json().token;
const withToken = (token: string, method: string, path: string, body?: unknown) => t.anonymous(method, path, body, { authorization: `Bearer ${token}` });
const codeOf = (answer: { statusCode: number; json(): { code?: string } }) => [answer.statusCode, answer.json().code];
const logged = async (action: string, username: string): Promise<{ outcome: string; code: string | null }[]> =>
  t.db.rows(sql`SELECT outcome, detail ->> 'code' AS code FROM audit_event WHERE action = ${action} AND actor_username = ${username} ORDER BY id`);

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
    const token = await tokenOf('board2');
    const mine = (await withToken(token, 'POST', '/account/second-factor', { password: TEST_PASSWORD })).json().secret as string;
    const { codes } = (await withToken(token, 'POST', '/account/second-factor/confirmation', { code: codeNow(mine) })).json();
    const rows = await t.db.rows(sql`SELECT row_to_json(f)::text AS text FROM second_factor f UNION ALL SELECT row_to_json(c)::text FROM account_code c
      UNION ALL SELECT row_to_json(e)::text FROM audit_event e`);
    const text = JSON.stringify(rows);
    for (const value of [mine, Buffer.from(mine).toString('hex'), codes[0], Buffer.from(codes[0]).toString('hex')]) expect(text).not.toContain(value);
    // a board may do without
    t.clock.advance(STEP_MS);
    const removed = await withToken(token, 'POST', '/account/second-factor/removal', { password: TEST_PASSWORD, code: codeNow(mine) });
    expect(removed.statusCode, removed.body).toBe(204);
    expect((await signIn('board2', TEST_PASSWORD)).statusCode).toBe(201);
  });

  test('is not put to use by a session that ended while its code was looked at', async () => {
    const token = await tokenOf('otherboard');
    const mine = (await withToken(token, 'POST', '/account/second-factor', { password: TEST_PASSWORD })).json().secret as string;
    const key = { tokenSha256: createHash('sha256').update(token).digest(), nowMs: t.clock.now(), idleMs: STEP_MS };
    const session = (await findSession(t.db, key))!;
    await withToken(token, 'DELETE', '/sessions/current');
    await expect(confirmSecondFactor(t.context, session, codeNow(mine))).rejects.toMatchObject({ code: 'sign_in_required' });
    expect((await signIn('otherboard', TEST_PASSWORD)).statusCode).toBe(201);
  });

  test('of two that renew the codes at once one is served: one sheet is good afterwards, not two', async () => {
    const token = await tokenOf('board');
    const mine = (await withToken(token, 'POST', '/account/second-factor', { password: TEST_PASSWORD })).json().secret as string;
    const { codes } = (await withToken(token, 'POST', '/account/second-factor/confirmation', { code: codeNow(mine) })).json();
    const renew = (code: string) => withToken(token, 'POST', '/account/second-factor/recovery-codes', { password: TEST_PASSWORD, code });
    const answers = (await Promise.all([renew(codes[0]), renew(codes[1])])).map(codeOf);
    expect(answers.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
      [200, undefined],
      [403, 'wrong_code_of_factor'],
    ]);
    expect((await withToken(token, 'GET', '/account/second-factor')).json()).toMatchObject({ recoveryCodesLeft: 8 });
  });
});
