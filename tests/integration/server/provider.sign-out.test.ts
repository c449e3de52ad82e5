import sql from 'sql-template-tag';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../../server/app.ts';
import { FAR_CLIENT, startFarProvider, type BroughtBack, type FarProvider } from '../../support/oidc/far-provider.ts';
import { startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

let far: FarProvider;
let t: TestApp;

const settingsOf = (issuer: string) => ({
  publicUrl: 'https://matpho.example',
  oidc: { issuer, clientId: FAR_CLIENT.id, clientSecret: FAR_CLIENT.secret, label: 'Cổng của tỉnh', secondFactorAcr: ['urn:strong'], secondFactorAmr: ['otp'] },
});

beforeAll(async () => {
  far = await startFarProvider();
  t = await startTestApp({ settings: settingsOf(far.issuer) });
  expect((await signIn({ sub: 'sub-board' }, await invite('board'))).statusCode).toBe(201);
});
afterAll(async () => {
  await t.close();
  await far.stop();
});
afterEach(async () => {
  far.set({});
  // what was tried here on purpose is no reason to wait
  await t.db.run(sql`DELETE FROM sign_in_failure`);
});

/** What a browser has in hand after it was sent to the provider. */
interface Begun {
  readonly url: string;
  readonly cookie: string;
}

async function begin(invitation?: string): Promise<Begun> {
  const answer = await t.anonymous('POST', '/public/provider/sign-ins', invitation === undefined ? {} : { invitation });
  expect(answer.statusCode, answer.body).toBe(201);
  return { url: answer.json().url, cookie: String(answer.headers['set-cookie']).split(';')[0]! };
}

const finish = (back: Partial<BroughtBack>, cookie: string) => t.anonymous('POST', '/public/provider/sessions', back, { cookie });

/** The whole way: from the page to the provider and back. */
async function signIn(claims: Readonly<Record<string, unknown>>, invitation?: string) {
  const { url, cookie } = await begin(invitation);
  return finish(far.consent(url, claims), cookie);
}

const idOf = async (user: TestUser): Promise<string> => (await t.db.row<{ id: string }>(sql`SELECT id FROM app_user WHERE username = ${user}`)).id;

async function invite(user: TestUser): Promise<string> {
  return (await t.as('admin', 'POST', `/users/${await idOf(user)}/invitations`)).json().token;
}

async function lastEvent(action: string): Promise<{ outcome: string; detail: Record<string, unknown>; actor: string | null }> {
  return t.db.row(sql`SELECT outcome, detail, actor_username AS actor FROM audit_event WHERE action = ${action} ORDER BY id DESC LIMIT 1`);
}

describe('signing out at the provider', () => {
  const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const claimsAt = (nowMs: number, more: object) => {
    const nowS = Math.floor(nowMs / 1000);
    return { iss: far.issuer, aud: FAR_CLIENT.id, iat: nowS, exp: nowS + 120, jti: 'one', events: EVENTS, ...more };
  };
  const tell = (token: string) =>
    t.anonymous('POST', '/public/provider/logout', `logout_token=${token}`, { 'content-type': 'application/x-www-form-urlencoded' });
  const isIn = async (token: string) => (await t.anonymous('GET', '/sessions/current', undefined, { authorization: `Bearer ${token}` })).statusCode === 200;
  const open = async (sid: string): Promise<string> => (await signIn({ sub: 'sub-board', sid })).json().token;

  test('ends the sessions here: of that session there, or all of the subject; not what is opened afterwards', async () => {
    const [one, two] = [await open('s-1'), await open('s-2')];
    const first = await tell(far.logoutToken(claimsAt(t.clock.now(), { sid: 's-1' })));
    expect([first.statusCode, first.headers['cache-control']]).toEqual([200, 'no-store']);
    expect([await isIn(one), await isIn(two)]).toEqual([false, true]);
    const kept = far.logoutToken(claimsAt(t.clock.now(), { sub: 'sub-board' }));
    expect((await tell(kept)).statusCode).toBe(200);
    expect(await isIn(two)).toBe(false);
    expect(await lastEvent('session.revoke')).toMatchObject({ outcome: 'allowed', detail: { by: 'provider', userId: await idOf('board') } });
    t.clock.advance(61_000);
    const later = await open('s-3');
    expect((await tell(kept)).statusCode).toBe(200);
    expect(await isIn(later)).toBe(true);
  });

  test('ends those of which the provider never told the session as well, if it names the subject', async () => {
    const nameless: string = (await signIn({ sub: 'sub-board' })).json().token;
    const other = await open('s-5');
    expect((await tell(far.logoutToken(claimsAt(t.clock.now(), { sid: 's-6' })))).statusCode).toBe(200);
    expect([await isIn(nameless), await isIn(other)]).toEqual([true, true]);
    expect((await tell(far.logoutToken(claimsAt(t.clock.now(), { sub: 'sub-board', sid: 's-6' })))).statusCode).toBe(200);
    expect([await isIn(nameless), await isIn(other)]).toEqual([false, true]);
  });

  test('is believed only as a logout token of the provider for us', async () => {
    const stays = await open('s-4');
    const all = { sub: 'sub-board' };
    const now = t.clock.now();
    const tokens = [
      'nonsense',
      far.logoutToken(claimsAt(now, { ...all, aud: 'another' })),
      far.logoutToken(claimsAt(now, { ...all, iss: 'https://elsewhere.example' })),
      far.logoutToken(claimsAt(now - 3_600_000, all)),
      far.logoutToken(claimsAt(now, { ...all, nonce: 'of an ID token' })),
      far.logoutToken(claimsAt(now, { ...all, events: {} })),
      far.logoutToken(claimsAt(now, { ...all, events: undefined })),
      far.logoutToken(claimsAt(now, {})),
      far.logoutToken(claimsAt(now, all), { typ: 'at+jwt' }),
    ];
    for (const signature of ['none', 'HS256', 'stranger'] as const) {
      far.set({ signature });
      tokens.push(far.logoutToken(claimsAt(now, all)));
    }
    far.set({});
    for (const token of tokens) expect((await tell(token)).json().code).toBe('logout_token_refused');
    expect(await isIn(stays)).toBe(true);
    expect(await lastEvent('session.revoke')).toMatchObject({ outcome: 'refused', actor: null, detail: { code: 'logout_token_refused', by: 'provider' } });
  });

  test('of a provider whose keys can’t be had is no fault of the token', async () => {
    const keyless = await startFarProvider();
    keyless.set({ document: { jwks_uri: 'http://127.0.0.1:1/' } });
    const app = await buildApp({ ...t.context, settings: { ...t.context.settings, ...settingsOf(keyless.issuer) } });
    const token = keyless.logoutToken(claimsAt(t.clock.now(), { iss: keyless.issuer, sub: 'sub-board' }));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await app.inject({ method: 'POST', url: '/api/v1/public/provider/logout', payload: `logout_token=${token}`, headers });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'provider_unavailable']);
    await app.close();
    await keyless.stop();
  });
});
