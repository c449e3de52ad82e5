import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
const organisations: Record<string, string> = {};
beforeAll(async () => {
  t = await startTestApp();
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  await administratorSignsIn();
  for (const { id, name } of (await admin('GET', '/organisations')).json().items) organisations[name] = id;
});
afterAll(() => t.close());

const PASSWORD = 'bảy ngọn đèn dưới nước';
const BOARD = 'Ban điều hành Bắc';
const POST = 'Công an phường Một';
const OFFICE = 'Quản trị';

const codeOf = (answer: { statusCode: number; json(): { code?: string } }) => [answer.statusCode, answer.json().code];
const signIn = (username: string, password = PASSWORD) => t.anonymous('POST', '/sessions', { username, password });
const withToken = (token: string, method: string, path: string, body?: unknown) => t.anonymous(method, path, body, { authorization: `Bearer ${token}` });
let adminToken: string;
/** Again after the clock was moved by days, or as another one. */
async function administratorSignsIn(username = 'admin', password = TEST_PASSWORD): Promise<void> {
  adminToken = (await signIn(username, password)).json().token;
}
const admin = (method: string, path: string, body?: unknown) => withToken(adminToken, method, path, body);
const invite = (username: string, role: string, organisation: string, more: Record<string, unknown> = {}) =>
  admin('POST', '/users', { username, displayName: `Người ${username}`, role, organisationId: organisations[organisation], ...more });
const accept = (token: string, password = PASSWORD) => t.anonymous('POST', '/public/invitations', { token, password });
const userOf = async (id: string): Promise<{ id: string; state: string }> => (await admin('GET', `/users/${id}`)).json();
const refusals = async (action: string): Promise<string[]> =>
  (await t.db.rows<{ code: string }>(sql`SELECT detail ->> 'code' AS code FROM audit_event WHERE action = ${action} AND outcome = 'refused' ORDER BY id`)).map(
    ({ code }) => code,
  );

/** A user who accepted an invitation. */
async function member(username: string, role: string, organisation: string): Promise<string> {
  const { userId, token } = (await invite(username, role, organisation)).json();
  expect((await accept(token)).statusCode).toBe(200);
  await t.db.run(sql`UPDATE app_user SET second_factor_exempt = true WHERE id = ${userId}`);
  return userId;
}

describe('an invitation', () => {
  test('lets one person set a password, once; until then nobody can sign in', async () => {
    const answer = await invite('hoa', 'board', BOARD);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([201, 'no-store']);
    const { userId, token, expiresAt } = answer.json();
    expect(Date.parse(expiresAt) - t.clock.now()).toBe(72 * 3_600_000);
    expect(await userOf(userId)).toMatchObject({
      id: userId,
      username: 'hoa',
      role: 'board',
      state: 'invited',
      invitedUntil: expiresAt,
      hasSecondFactor: false,
    });
    expect(codeOf(await signIn('hoa', 'null'))).toEqual([401, 'wrong_credentials']);
    const look = await t.anonymous('POST', '/public/invitations/look', { token });
    expect(look.json()).toEqual({ username: 'hoa', displayName: 'Người hoa', role: 'board', organisationName: BOARD, expiresAt });
    // a weak password doesn't use it up
    expect(codeOf(await accept(token, 'matkhau123456'))).toEqual([422, 'password_too_common']);
    const both = (await Promise.all([accept(token), accept(token)])).map(({ statusCode }) => statusCode);
    expect(both.toSorted((a, b) => a - b)).toEqual([200, 404]);
    expect(codeOf(await accept(token))).toEqual([404, 'invitation_ended']);
    expect(codeOf(await t.anonymous('POST', '/public/invitations/look', { token }))).toEqual([404, 'invitation_ended']);
    expect((await signIn('hoa')).statusCode).toBe(201);
    expect((await userOf(userId)).state).toBe('active');
    const listed = (await admin('GET', `/users?role=board&organisationId=${organisations[BOARD]}`)).json().items as { username: string }[];
    expect(listed.map(({ username }) => username).toSorted((x, y) => x.localeCompare(y))).toEqual(['board', 'hoa']);
    const namesFor = async (q: string) =>
      ((await admin('GET', `/users?q=${encodeURIComponent(q)}`)).json().items as { username: string }[]).map(({ username }) => username);
    expect([await namesFor('nguoi HOA'), await namesFor('Người'), await namesFor('%'), await namesFor('NGƯỜI  KHÁC')]).toEqual([['hoa'], ['hoa'], [], []]);
    // a name that somebody looked for is not kept
    expect(await t.db.row(sql`SELECT detail FROM audit_event WHERE action = 'user.read' ORDER BY id DESC LIMIT 1`)).toEqual({ detail: { byName: true } });
    expect(await refusals('user.accept')).toEqual(['password_too_common', 'invitation_ended', 'invitation_ended', 'invitation_ended']);
  });

  test('ends after 72 hours, and when a newer one is made', async () => {
    const first = (await invite('lan', 'officer', POST)).json();
    const second = (await admin('POST', `/users/${first.userId}/invitations`)).json();
    expect(codeOf(await accept(first.token))).toEqual([404, 'invitation_ended']);
    t.clock.advance(72 * 3_600_000 + 1000);
    expect(codeOf(await accept(second.token))).toEqual([404, 'invitation_ended']);
    await administratorSignsIn();
  });

  test('of who has a password already replaces it and ends their sessions, but opens nothing by itself', async () => {
    const { token: session } = (await signIn('hoa')).json();
    const userId = (await t.db.row<{ id: string }>(sql`SELECT id FROM app_user WHERE username = 'hoa'`)).id;
    const { token } = (await admin('POST', `/users/${userId}/invitations`)).json();
    expect((await withToken(session, 'GET', '/sessions/current')).statusCode).toBe(200);
    expect((await accept(token, `${PASSWORD} sâu`)).statusCode).toBe(200);
    expect((await withToken(session, 'GET', '/sessions/current')).statusCode).toBe(401);
    expect(codeOf(await signIn('hoa'))).toEqual([401, 'wrong_credentials']);
    const ownId = (await admin('GET', '/sessions/current')).json().user.id as string;
    expect(codeOf(await admin('POST', `/users/${ownId}/invitations`))).toEqual([409, 'own_account']);
  });
});

describe('who administers', () => {
  test('is told what can not be: a name that is taken or holds a number, a role in the wrong organisation, none at all', async () => {
    expect(codeOf(await invite('hoa', 'board', BOARD))).toEqual([409, 'username_taken']);
    expect(codeOf(await invite('minh', 'officer', BOARD))).toEqual([422, 'role_not_in_organisation']);
    expect(codeOf(await invite('minh', 'board', BOARD, { organisationId: '00000000-0000-4000-8000-000000000000' }))).toEqual([422, 'unknown_organisation']);
    expect(codeOf(await invite('minh', 'board', BOARD, { displayName: 'Minh 0912 345 678' }))).toEqual([422, 'personal_data_in_text']);
    expect(codeOf(await invite('Minh', 'board', BOARD))).toEqual([422, 'validation_failed']);
    expect(await refusals('user.create')).toEqual(['username_taken', 'role_not_in_organisation', 'unknown_organisation']);
  });

  test('closes an account at once: sessions, live connections, password, codes, second factor, duty and alerts', async () => {
    const id = await member('tuan', 'officer', POST);
    const { token } = (await signIn('tuan')).json();
    const { port } = t.app.server.address() as AddressInfo;
    // the connection looks now and then whether its session is good: here it doesn't, so that it was told
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/events`, { headers: { authorization: `Bearer ${token}` } });
    await once(socket, 'open');
    const shift = (fromH: number, toH: number) => ({
      from: new Date(t.clock.now() + fromH * 3_600_000).toISOString(),
      to: new Date(t.clock.now() + toH * 3_600_000).toISOString(),
    });
    for (const time of [shift(-1, 2), shift(24, 26)]) expect((await admin('POST', '/duty-shifts', { userId: id, ...time })).statusCode).toBe(201);
    const own = await withToken(token, 'POST', '/alert-subscriptions', { channel: 'email', address: 'tuan@example.com' });
    expect(own.statusCode, own.body).toBe(201);
    const open = (await admin('POST', `/users/${id}/invitations`)).json().token as string;
    const closed = once(socket, 'close');
    const answer = await admin('PATCH', `/users/${id}`, { disabled: true });
    expect(answer.json(), answer.body).toMatchObject({ state: 'disabled', invitedUntil: null });
    await closed;
    expect((await withToken(token, 'GET', '/sessions/current')).statusCode).toBe(401);
    expect(codeOf(await signIn('tuan'))).toEqual([401, 'wrong_credentials']);
    expect(codeOf(await accept(open))).toEqual([404, 'invitation_ended']);
    expect(codeOf(await admin('POST', `/users/${id}/invitations`))).toEqual([409, 'user_disabled']);
    const shifts = await t.db.rows<{ toMs: number }>(sql`SELECT upper(during) AS "toMs" FROM duty_shift WHERE user_id = ${id}`);
    expect(shifts).toEqual([{ toMs: t.clock.now() }]);
    const left = await t.db
      .row(sql`SELECT (SELECT count(*) FROM alert_subscription WHERE user_id = ${id} AND (deleted_at IS NULL OR address_sealed IS NOT NULL)) AS subscriptions,
      (SELECT password_hash FROM app_user WHERE id = ${id}) AS password`);
    expect(left).toEqual({ subscriptions: 0, password: null });
    // who comes back is invited anew
    expect((await admin('PATCH', `/users/${id}`, { disabled: false })).json().state).toBe('invited');
    expect(codeOf(await signIn('tuan'))).toEqual([401, 'wrong_credentials']);
    expect((await accept((await admin('POST', `/users/${id}/invitations`)).json().token)).statusCode).toBe(200);
    expect((await signIn('tuan')).statusCode).toBe(201);
  });

  test('moves somebody to another role and organisation; they sign in again and off the roster', async () => {
    const id = await member('binh', 'officer', POST);
    const { token } = (await signIn('binh')).json();
    expect((await admin('PATCH', `/users/${id}`, { displayName: 'Anh Bình' })).json().displayName).toBe('Anh Bình');
    expect((await withToken(token, 'GET', '/sessions/current')).statusCode).toBe(200);
    expect(codeOf(await admin('PATCH', `/users/${id}`, { role: 'board' }))).toEqual([422, 'role_not_in_organisation']);
    const moved = await admin('PATCH', `/users/${id}`, { role: 'board', organisationId: organisations[BOARD] });
    expect(moved.json()).toMatchObject({ role: 'board', organisation: { name: BOARD } });
    expect((await withToken(token, 'GET', '/sessions/current')).statusCode).toBe(401);
    expect((await signIn('binh')).json().user).toMatchObject({ role: 'board', organisation: { name: BOARD } });
    const [entry] = await t.db.rows<{ detail: unknown }>(
      sql`SELECT detail FROM audit_event WHERE action = 'user.update' AND outcome = 'allowed' ORDER BY id DESC LIMIT 1`,
    );
    expect(entry!.detail).toMatchObject({ userId: id, role: ['officer', 'board'], sessionsEnded: 1 });
  });

  test('never loses the last administrator who can sign in, not even when two close each other at once', async () => {
    const [{ id: first }] = (await t.db.rows<{ id: string }>(sql`SELECT id FROM app_user WHERE username = 'admin'`)) as [{ id: string }];
    await invite('quyen', 'admin', OFFICE);
    // who was invited can't sign in yet
    expect(codeOf(await admin('PATCH', `/users/${first}`, { disabled: true }))).toEqual([409, 'last_admin']);
    const commander = { role: 'auditor' };
    expect(codeOf(await admin('PATCH', `/users/${first}`, commander))).toEqual([409, 'last_admin']);
    const second = await member('phuc', 'admin', OFFICE);
    const theirs = (await signIn('phuc')).json().token as string;
    const answers = await Promise.all([
      admin('PATCH', `/users/${second}`, { disabled: true }),
      withToken(theirs, 'PATCH', `/users/${first}`, { disabled: true }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).filter((status) => status === 200)).toHaveLength(1);
    const { n } = await t.db.row<{ n: number }>(
      sql`SELECT count(*) AS n FROM app_user WHERE role = 'admin' AND disabled_at IS NULL AND password_hash IS NOT NULL`,
    );
    expect(n).toBe(1);
    expect((await refusals('user.disable')).length + (await refusals('user.update')).length).toBeGreaterThanOrEqual(3);
  });
});

describe('a code on paper', () => {
  const reset = (username: string, code: string, newPassword = PASSWORD) => t.anonymous('POST', '/public/password-resets', { username, code, newPassword });
  let codes: string[];
  beforeAll(async () => {
    const [{ username }] = (await t.db.rows<{ username: string }>(
      sql`SELECT username FROM app_user WHERE role = 'admin' AND disabled_at IS NULL AND password_hash IS NOT NULL`,
    )) as [{ username: string }];
    await administratorSignsIn(username, username === 'admin' ? TEST_PASSWORD : PASSWORD);
  });
  const idOf = async (username: string) => (await t.db.row<{ id: string }>(sql`SELECT id FROM app_user WHERE username = ${username}`)).id;

  test('is made for boards only', async () => {
    const made = await admin('POST', `/users/${await idOf('board2')}/reset-codes`);
    expect(made.statusCode, made.body).toBe(201);
    ({ codes } = made.json());
    expect(codes).toHaveLength(8);
    expect(codeOf(await admin('POST', `/users/${await idOf('officer')}/reset-codes`))).toEqual([409, 'reset_codes_for_boards']);
  });

  test('sets a new password, once; a weak one leaves it unused, and nobody learns which names there are', async () => {
    const { token } = (await signIn('board2', TEST_PASSWORD)).json();
    expect(codeOf(await reset('board2', codes[0]!, 'board2board2'))).toEqual([422, 'password_too_common']);
    expect((await reset(' Board2 ', codes[0]!.toUpperCase())).statusCode).toBe(204);
    expect((await withToken(token, 'GET', '/sessions/current')).statusCode).toBe(401);
    expect((await signIn('board2')).statusCode).toBe(201);
    const [used, unknown, another] = [await reset('board2', codes[0]!), await reset('nobody', codes[1]!), await reset('otherboard', codes[1]!)];
    expect([used, unknown, another].map(codeOf)).toEqual(Array.from({ length: 3 }, () => [401, 'wrong_reset_code']));
    expect(new Set([used, unknown, another].map((answer) => answer.json().detail)).size).toBe(1);
  });

  test('is not guessed: wrong ones count as failed sign-ins', async () => {
    for (let count = 0; count < 5; count += 1) await reset('board2', 'aaaa-aaaa-aaaa-aaaa');
    expect(codeOf(await reset('board2', codes[2]!))).toEqual([429, 'sign_in_throttled']);
  });
});

test('no secret stands in the database or the log in clear', async () => {
  const rows = await t.db.rows<{
    text: string;
  }>(sql`SELECT row_to_json(i)::text AS text FROM invitation i UNION ALL SELECT row_to_json(e)::text FROM audit_event e
    UNION ALL SELECT row_to_json(r)::text FROM idempotency_record r`);
  expect(JSON.stringify(rows)).not.toMatch(/bảy ngọn|"token"/);
});
