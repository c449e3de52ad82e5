import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../../server/app.ts';
import { FAR_CLIENT, startFarProvider, type FarProvider } from '../../support/oidc/far-provider.ts';
import { startProviderDesk, type ProviderDesk } from '../../support/oidc/provider-desk.ts';
import type { TestApp } from '../../support/test-app.ts';

let desk: ProviderDesk;
let far: FarProvider;
let t: TestApp;

beforeAll(async () => {
  desk = await startProviderDesk();
  ({ far, t } = desk);
  expect((await desk.signIn({ sub: 'sub-board' }, await desk.invite('board'))).statusCode).toBe(201);
});
afterAll(() => desk.close());
afterEach(() => desk.freshStart());

describe('signing out at the provider', () => {
  const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const claimsAt = (nowMs: number, more: object) => {
    const nowS = Math.floor(nowMs / 1000);
    return { iss: far.issuer, aud: FAR_CLIENT.id, iat: nowS, exp: nowS + 120, jti: 'one', events: EVENTS, ...more };
  };
  const tell = (token: string) =>
    t.anonymous('POST', '/public/provider/logout', `logout_token=${token}`, { 'content-type': 'application/x-www-form-urlencoded' });
  const isIn = async (token: string) => (await t.anonymous('GET', '/sessions/current', undefined, { authorization: `Bearer ${token}` })).statusCode === 200;
  const open = async (sid: string): Promise<string> => (await desk.signIn({ sub: 'sub-board', sid })).json().token;

  test('ends the sessions here: of that session there, or all of the subject; not what is opened afterwards', async () => {
    const [one, two] = [await open('s-1'), await open('s-2')];
    const first = await tell(far.logoutToken(claimsAt(t.clock.now(), { sid: 's-1' })));
    expect([first.statusCode, first.headers['cache-control']]).toEqual([200, 'no-store']);
    expect([await isIn(one), await isIn(two)]).toEqual([false, true]);
    const kept = far.logoutToken(claimsAt(t.clock.now(), { sub: 'sub-board' }));
    expect((await tell(kept)).statusCode).toBe(200);
    expect(await isIn(two)).toBe(false);
    expect(await desk.lastEvent('session.revoke')).toMatchObject({ outcome: 'allowed', detail: { by: 'provider', userId: await desk.idOf('board') } });
    t.clock.advance(61_000);
    const later = await open('s-3');
    expect((await tell(kept)).statusCode).toBe(200);
    expect(await isIn(later)).toBe(true);
  });

  test('ends those of which the provider never told the session as well, if it names the subject', async () => {
    const nameless: string = (await desk.signIn({ sub: 'sub-board' })).json().token;
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
    expect(await desk.lastEvent('session.revoke')).toMatchObject({ outcome: 'refused', actor: null, detail: { code: 'logout_token_refused', by: 'provider' } });
  });

  test('of a provider whose keys can’t be had is no fault of the token', async () => {
    const keyless = await startFarProvider();
    keyless.set({ document: { jwks_uri: 'http://127.0.0.1:1/' } });
    const app = await buildApp({ ...t.context, settings: { ...t.context.settings, ...desk.settingsOf(keyless.issuer) } });
    const token = keyless.logoutToken(claimsAt(t.clock.now(), { iss: keyless.issuer, sub: 'sub-board' }));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await app.inject({ method: 'POST', url: '/api/v1/public/provider/logout', payload: `logout_token=${token}`, headers });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'provider_unavailable']);
    await app.close();
    await keyless.stop();
  });
});
