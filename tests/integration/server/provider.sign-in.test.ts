import sql from 'sql-template-tag';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '../../../platform/logger.ts';
import { buildApp } from '../../../server/app.ts';
import { FAR_CLIENT, startFarProvider, type BroughtBack, type FarProvider, type FarProviderFaults } from '../../support/oidc/far-provider.ts';
import { startProviderDesk, type ProviderDesk } from '../../support/oidc/provider-desk.ts';
import type { TestApp, TestUser } from '../../support/test-app.ts';
import { currentTotpCode } from '../../support/totp-code.ts';

let desk: ProviderDesk;
let far: FarProvider;
let t: TestApp;

beforeAll(async () => {
  desk = await startProviderDesk();
  ({ far, t } = desk);
});
afterAll(() => desk.close());
afterEach(() => desk.freshStart());

/** Gives a user who signs in with a password a second factor; returns its secret. */
async function setUpFactor(user: TestUser): Promise<string> {
  const opened = await t.anonymous('POST', '/sessions', { username: user, password: 'correct horse battery' });
  const bearer = { authorization: `Bearer ${opened.json().token}` };
  const { secret } = (await t.anonymous('POST', '/account/second-factor', { password: 'correct horse battery' }, bearer)).json();
  const code = currentTotpCode(secret, t.clock.now());
  expect((await t.anonymous('POST', '/account/second-factor/confirmation', { code }, bearer)).statusCode).toBe(200);
  return secret;
}

describe('who was invited', () => {
  test('links the account by the first sign-in, loses the password, and signs in by the provider from then on', async () => {
    const first = await desk.signIn({ sub: 'sub-board' }, await desk.invite('board'));
    expect([first.statusCode, first.json().user]).toMatchObject([201, { username: 'board', hasPassword: false }]);
    expect(await desk.lastEvent('user.accept')).toMatchObject({ outcome: 'allowed', actor: 'board', detail: { by: 'provider' } });
    expect((await t.anonymous('POST', '/sessions', { username: 'board', password: 'correct horse battery' })).statusCode).toBe(401);
    const again = await desk.signIn({ sub: 'sub-board', sid: 's1' });
    expect(again.statusCode).toBe(201);
    expect(again.headers['set-cookie']).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^matpho_session=[\w-]{43};.*HttpOnly; Secure; SameSite=Strict/),
        expect.stringMatching(/^matpho_sign_in=;/),
      ]),
    );
    expect(await desk.lastEvent('session.create')).toMatchObject({ outcome: 'allowed', actor: 'board', detail: { by: 'provider' } });
    const listed = (await t.as('admin', 'GET', `/users/${await desk.idOf('board')}`)).json();
    expect(listed).toMatchObject({ state: 'active', byProvider: true });
    expect((await t.as('admin', 'POST', `/users/${await desk.idOf('board')}/reset-codes`)).json().code).toBe('signs_in_by_provider');
  });

  test('uses the invitation up once only, and not with a sign-in that belongs to another account', async () => {
    const token = await desk.invite('board2');
    const taken = await desk.signIn({ sub: 'sub-board' }, token);
    expect([taken.statusCode, taken.json().code]).toEqual([409, 'identity_taken']);
    const [one, two] = [await desk.begin(token), await desk.begin(token)];
    expect((await desk.finish(far.consent(one.url, { sub: 'sub-board2' }), one.cookie)).statusCode).toBe(201);
    const late = await desk.finish(far.consent(two.url, { sub: 'sub-thief' }), two.cookie);
    expect([late.statusCode, late.json().code]).toEqual([404, 'invitation_ended']);
    expect((await desk.signIn({ sub: 'sub-thief' })).json().code).toBe('account_not_linked');
    expect((await t.anonymous('POST', '/public/provider/sign-ins', { invitation: 'A'.repeat(43) })).json().code).toBe('invitation_ended');
  });

  test('comes back to a password by an invitation that is used with one, which ends the link', async () => {
    expect((await desk.signIn({ sub: 'sub-other' }, await desk.invite('otherboard'))).statusCode).toBe(201);
    const password = 'bảy ngọn đèn dưới nước';
    expect((await t.anonymous('POST', '/public/invitations', { token: await desk.invite('otherboard'), password })).statusCode).toBe(200);
    expect((await desk.signIn({ sub: 'sub-other' })).json().code).toBe('account_not_linked');
    expect((await t.anonymous('POST', '/sessions', { username: 'otherboard', password })).statusCode).toBe(201);
  });
});

describe('who is not linked', () => {
  test('is refused in the same words whether the account never was, is closed or was unlinked, and stays nameless in the log', async () => {
    const stranger = await desk.signIn({ sub: 'nobody we know', email: 'admin@matpho.example', preferred_username: 'admin' });
    expect([stranger.statusCode, stranger.json().code]).toEqual([401, 'account_not_linked']);
    expect(await desk.lastEvent('session.create')).toMatchObject({ outcome: 'refused', actor: null, detail: { code: 'account_not_linked', by: 'provider' } });
    const opened = await desk.signIn({ sub: 'sub-o2' }, await desk.invite('officer2'));
    const bearer = { authorization: `Bearer ${opened.json().token}` };
    expect((await t.as('admin', 'DELETE', `/users/${await desk.idOf('officer2')}/identity`)).statusCode).toBe(204);
    expect((await t.anonymous('GET', '/sessions/current', undefined, bearer)).statusCode).toBe(401);
    expect(await desk.lastEvent('user.unlink')).toMatchObject({ outcome: 'allowed', actor: 'admin' });
    expect((await t.as('admin', 'DELETE', `/users/${await desk.idOf('officer2')}/identity`)).statusCode).toBe(404);
    expect((await t.as('admin', 'DELETE', `/users/${await desk.idOf('admin')}/identity`)).json().code).toBe('own_account');
    const unlinked = await desk.signIn({ sub: 'sub-o2' });
    expect((await desk.signIn({ sub: 'sub-o2' }, await desk.invite('officer2'))).statusCode).toBe(201);
    expect((await t.as('admin', 'PATCH', `/users/${await desk.idOf('officer2')}`, { disabled: true })).statusCode).toBe(200);
    const closed = await desk.signIn({ sub: 'sub-o2' });
    const told = ({ code, detail }: Record<string, string>) => ({ code, detail });
    expect(told(unlinked.json())).toEqual(told(stranger.json()));
    expect(told(closed.json())).toEqual(told(stranger.json()));
  });

  test('has to wait after too many tries from one address', async () => {
    for (let count = 0; count < 50; count += 1) await desk.finish({ state: 'made up' }, '');
    const { url, cookie } = await desk.begin();
    const answer = await desk.finish(far.consent(url, { sub: 'sub-board' }), cookie);
    expect([answer.statusCode, answer.json().code]).toEqual([429, 'sign_in_throttled']);
  });
});

describe('the second factor', () => {
  test('of ours is asked for as ever, and the ticket for it works in that browser, once', async () => {
    const opened = await desk.signIn({ sub: 'sub-officer' }, await desk.invite('officer'));
    const bearer = { authorization: `Bearer ${opened.json().token}` };
    // an account without a password proves who it is by having signed in just before
    const { secret } = (await t.anonymous('POST', '/account/second-factor', {}, bearer)).json();
    expect((await t.anonymous('POST', '/account/second-factor/confirmation', { code: currentTotpCode(secret, t.clock.now()) }, bearer)).statusCode).toBe(200);
    t.clock.advance(11 * 60_000);
    const stale = await t.anonymous('POST', '/account/second-factor', { code: currentTotpCode(secret, t.clock.now()) }, bearer);
    expect([stale.statusCode, stale.json().code]).toEqual([403, 'recent_sign_in_required']);

    const asked = await desk.signIn({ sub: 'sub-officer' });
    expect([asked.statusCode, asked.json().code]).toEqual([401, 'second_factor_required']);
    const cookie = String(asked.headers['set-cookie']).split(';')[0]!;
    const send = (code: string, headers: Record<string, string> = { cookie }) => t.anonymous('POST', '/public/provider/codes', { code }, headers);
    expect((await send('000000')).json().code).toBe('wrong_second_factor');
    const code = currentTotpCode(secret, t.clock.now());
    expect((await send(code, {})).json().code).toBe('sign_in_ended');
    const entered = await send(code);
    expect([entered.statusCode, entered.json().user?.username]).toEqual([201, 'officer']);
    t.clock.advance(30_000);
    expect((await send(currentTotpCode(secret, t.clock.now()))).json().code).toBe('sign_in_ended');
  });

  test('of ours is asked for once before the provider’s counts: a stolen invitation is no way round it', async () => {
    const secret = await setUpFactor('otherofficer');
    const strong = { sub: 'sub-thief-of-a-link', acr: 'urn:strong', amr: ['otp'] };
    const linked = await desk.signIn(strong, await desk.invite('otherofficer'));
    expect([linked.statusCode, linked.json().code]).toEqual([401, 'second_factor_required']);
    const again = await desk.signIn(strong);
    expect([again.statusCode, again.json().code]).toEqual([401, 'second_factor_required']);
    const cookie = String(again.headers['set-cookie']).split(';')[0]!;
    t.clock.advance(30_000);
    const entered = await t.anonymous('POST', '/public/provider/codes', { code: currentTotpCode(secret, t.clock.now()) }, { cookie });
    expect([entered.statusCode, entered.json().user?.username]).toEqual([201, 'otherofficer']);
    expect((await desk.signIn(strong)).statusCode).toBe(201);
  });

  test('of the provider counts where the operator says so: by acr or amr, nothing else', async () => {
    for (const claims of [{ acr: 'urn:weak' }, { amr: ['pwd'] }, { amr: 'otp' }, { acr: ['urn:strong'] }])
      expect((await desk.signIn({ sub: 'sub-officer', ...claims })).json().code, JSON.stringify(claims)).toBe('second_factor_required');
    for (const claims of [{ acr: 'urn:strong' }, { amr: ['pwd', 'otp'] }]) expect((await desk.signIn({ sub: 'sub-officer', ...claims })).statusCode).toBe(201);
    expect(await desk.lastEvent('session.create')).toMatchObject({ detail: { by: 'provider', secondFactor: 'provider' } });
    expect(new URL((await desk.begin()).url).searchParams.get('acr_values')).toBe('urn:strong');
  });

  test('has to be set up first by a role that needs one, unless the provider asked for it', async () => {
    expect((await desk.signIn({ sub: 'sub-commander' }, await desk.invite('commander'))).statusCode).toBe(201);
    await t.db.run(sql`UPDATE app_user SET second_factor_exempt = false WHERE username = 'commander'`);
    const weak = await desk.signIn({ sub: 'sub-commander' });
    expect(weak.json().user.mustSetUpSecondFactor).toBe(true);
    const look = (token: string, path = '/cameras') => t.anonymous('GET', path, undefined, { authorization: `Bearer ${token}` });
    // media read their session in a statement of their own
    const media = `/media/${await desk.idOf('admin')}`;
    expect((await look(weak.json().token, media)).json().code).toBe('second_factor_setup_required');
    expect((await look(weak.json().token)).json().code).toBe('second_factor_setup_required');
    const strong = await desk.signIn({ sub: 'sub-commander', acr: 'urn:strong' });
    expect(strong.json().user.mustSetUpSecondFactor).toBe(false);
    expect((await look(strong.json().token)).statusCode).toBe(200);
    expect((await look(strong.json().token, media)).json().code).toBe('not_found');
  });
});

describe('what comes back', () => {
  test('is taken only in the browser in which it began, and once', async () => {
    const [mine, victims] = [await desk.begin(), await desk.begin()];
    const back = far.consent(mine.url, { sub: 'sub-board' });
    const asked = far.tokenRequests.length;
    expect((await desk.finish(back, victims.cookie)).json().code).toBe('sign_in_ended');
    expect((await desk.finish(back, '')).json().code).toBe('sign_in_ended');
    expect((await desk.finish(back, `${mine.cookie.slice(0, -4)}AAAA`)).json().code).toBe('sign_in_ended');
    expect(far.tokenRequests.length).toBe(asked);
    expect((await desk.finish(back, mine.cookie)).statusCode).toBe(201);
    // the provider would take the code again; we don't
    expect((await desk.finish(back, mine.cookie)).json().code).toBe('sign_in_ended');
    expect(far.tokenRequests.length).toBe(asked + 1);
    const late = await desk.begin();
    t.clock.advance(11 * 60_000);
    expect((await desk.finish(far.consent(late.url, { sub: 'sub-board' }), late.cookie)).json().code).toBe('sign_in_ended');
  });

  test('of two who bring the same back at once one is let in', async () => {
    const { url, cookie } = await desk.begin();
    const back = far.consent(url, { sub: 'sub-board' });
    const answers = await Promise.all([desk.finish(back, cookie), desk.finish(back, cookie), desk.finish(back, cookie)]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([201, 401, 401]);
  });

  test.each([
    ['another issuer (RFC 9207)', (back: BroughtBack) => ({ ...back, iss: 'https://elsewhere.example' })],
    ['no issuer although the provider names itself', ({ state, code }: BroughtBack) => ({ state, code })],
    ['an unknown code', (back: BroughtBack) => ({ ...back, code: 'guessed' })],
    ['no code', ({ state, iss }: BroughtBack) => ({ state, iss })],
    ['that somebody turned back there', ({ state, iss }: BroughtBack) => ({ state, iss, error: 'access_denied' })],
  ])('is refused with %s', async (_what, change) => {
    const { url, cookie } = await desk.begin();
    const answer = await desk.finish(change(far.consent(url, { sub: 'sub-board' })), cookie);
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'provider_refused']);
    expect(answer.headers['set-cookie']).not.toMatch(/matpho_session/);
  });

  test('counts and is logged also when it says that somebody turned back there, without what else stands in the address', async () => {
    const { url, cookie } = await desk.begin();
    const { state, iss } = far.consent(url, {});
    const answer = await desk.finish({ state, iss, error: 'Nguyen_Van_A_is_a_thief' } as never, cookie);
    expect(answer.json()).toMatchObject({ code: 'provider_refused', details: { reason: 'unknown' } });
    expect((await desk.lastEvent('session.create')).detail).toEqual({ code: 'provider_refused', by: 'provider', reason: 'unknown' });
    expect((await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM sign_in_failure`)).n).toBe(1);
  });

  test('of another sign-in is refused by its PKCE verifier', async () => {
    const [one, two] = [await desk.begin(), await desk.begin()];
    const stolen = far.consent(one.url, { sub: 'sub-board' });
    const answer = await desk.finish({ ...far.consent(two.url, { sub: 'sub-thief' }), code: stolen.code }, two.cookie);
    expect(answer.json()).toMatchObject({ code: 'provider_refused', details: { reason: 'invalid_grant' } });
  });
});

describe('an ID token', () => {
  const past = Math.floor(Date.now() / 1000) - 3600;
  test.each([
    ['of another sign-in (nonce)', { claims: { nonce: 'another' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['for another client', { claims: { aud: 'another' } }],
    ['for several clients, given to another', { claims: { aud: ['matpho', 'another'], azp: 'another' } }],
    ['of another issuer', { claims: { iss: 'https://elsewhere.example' } }],
    ['that has expired', { claims: { exp: past, iat: past - 60 } }],
    ['without an end', { claims: { exp: undefined } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['with an empty subject', { claims: { sub: '' } }],
    ['with a subject of 300 letters', { claims: { sub: 'x'.repeat(300) } }],
    ['with a subject that is no text', { claims: { sub: 5 } }],
    ['with a subject that no database keeps', { claims: { sub: 'sub-board\u0000' } }],
    ['with a subject that is stored as another one', { claims: { sub: 'sub-\ud800' } }],
    ['without a signature', { signature: 'none' as const }],
    ["signed with the client's secret", { signature: 'HS256' as const }],
    ['signed with a key that is not the provider’s', { signature: 'stranger' as const }],
  ])('%s is refused', async (_what, faults) => {
    const { url, cookie } = await desk.begin();
    far.set(faults);
    const answer = await desk.finish(far.consent(url, { sub: 'sub-board' }), cookie);
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'provider_refused']);
    expect(answer.body).not.toMatch(/eyJ|sub-board|secret/);
    expect(await desk.lastEvent('session.create')).toMatchObject({ outcome: 'refused', detail: { code: 'provider_refused', by: 'provider' } });
  });
});

describe('the way out', () => {
  test('carries state, nonce and challenge, leads to the provider, and back to our own address whatever the request says of it', async () => {
    const answer = await t.anonymous('POST', '/public/provider/sign-ins', {}, { host: 'evil.example', 'x-forwarded-host': 'evil.example' });
    const url = new URL(answer.json().url);
    expect(`${url.origin}${url.pathname}`).toBe(`${far.issuer}/authorize`);
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toMatchObject({
      redirect_uri: 'https://matpho.example/sign-in/provider',
      response_type: 'code',
      scope: 'openid',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]).toMatch(/^[\w-]{43}$/);
    expect(answer.headers['set-cookie']).toMatch(/^matpho_sign_in=[^;]+; Max-Age=600; Path=\/api\/v1\/public\/provider; HttpOnly; Secure; SameSite=Strict$/);
    expect(answer.body + String(answer.headers['set-cookie'])).not.toContain(FAR_CLIENT.secret);
  });

  test('tells the client’s secret to the token endpoint alone', async () => {
    await desk.signIn({ sub: 'sub-board' });
    const [request] = far.tokenRequests.slice(-1);
    expect(Buffer.from(request!.authorization!.slice(6), 'base64').toString()).toBe(`matpho:${encodeURIComponent(FAR_CLIENT.secret).replaceAll('%20', '+')}`);
    expect(request!.body.toString()).not.toContain('secret');
  });

  test('ends at the provider as well: whoever signs out is told where', async () => {
    const opened = await desk.signIn({ sub: 'sub-board' });
    const out = await t.anonymous('DELETE', '/sessions/current', undefined, { authorization: `Bearer ${opened.json().token}` });
    const url = new URL(out.json().providerSignOutUrl);
    expect([out.statusCode, `${url.origin}${url.pathname}`]).toEqual([200, `${far.issuer}/end`]);
    expect(Object.fromEntries(url.searchParams)).toEqual({ client_id: 'matpho', post_logout_redirect_uri: 'https://matpho.example/sign-in' });
    const token = (await t.anonymous('POST', '/sessions', { username: 'auditor', password: 'correct horse battery' })).json().token;
    expect((await t.anonymous('DELETE', '/sessions/current', undefined, { authorization: `Bearer ${token}` })).statusCode).toBe(204);
  });
});

describe('a provider', () => {
  /** The product with another provider, on the same database. */
  async function startWith(issuer: string) {
    const app = await buildApp({ ...t.context, settings: { ...t.context.settings, ...desk.settingsOf(issuer) } });
    const post = (path: string, payload: object, headers: Record<string, string> = {}) =>
      app.inject({ method: 'POST', url: `/api/v1/public/provider/${path}`, payload, headers });
    return { post, close: () => app.close() };
  }

  test('may be away when the service starts, and is asked again until it answers', async () => {
    const back = await startFarProvider();
    back.set({ isAway: true });
    const { post, close } = await startWith(back.issuer);
    const away = await post('sign-ins', {});
    expect([away.statusCode, away.json().code]).toEqual([503, 'provider_unavailable']);
    back.set({});
    // not at every request: whoever waits would be kept waiting by all the others
    expect((await post('sign-ins', {})).statusCode).toBe(503);
    expect(back.paths).toEqual([]);
    t.clock.advance(3_001);
    const [one, two] = await Promise.all([post('sign-ins', {}), post('sign-ins', {})]);
    expect([one.statusCode, two.statusCode]).toEqual([201, 201]);
    expect(back.paths).toEqual(['/.well-known/openid-configuration']);
    t.clock.advance(3_600_001);
    back.set({ status: 500 });
    expect((await post('sign-ins', {})).statusCode).toBe(201);
    await close();
    await back.stop();
  });

  test('that gives no document is told to the operator with why, once, and to nobody else', async () => {
    const wrong = await startFarProvider();
    const told: Record<string, unknown>[] = [];
    const logger = createLogger('warn', { write: (line) => void told.push(JSON.parse(line) as Record<string, unknown>) });
    const app = await buildApp({ ...t.context, logger, settings: { ...t.context.settings, ...desk.settingsOf(wrong.issuer) } });
    const cases: readonly (readonly [FarProviderFaults | 'gone', RegExp])[] = [
      [{ status: 502 }, /status 502/],
      [{ status: 404 }, /status 404/],
      [{ redirectTo: 'http://127.0.0.1:9/' }, /status 302/],
      [{ document: { issuer: 'https://elsewhere.example' } }, /issuer should be http:\/\/127\.0\.0\.1/],
      [{ answerBytes: 2_000_000 }, /longer than/],
      ['gone', /ECONNREFUSED/],
    ];
    for (const [faults, reason] of cases) {
      told.length = 0;
      if (faults === 'gone') await wrong.stop();
      else wrong.set(faults);
      t.clock.advance(3_001);
      for (let times = 0; times < 2; times += 1) {
        const answer = await app.inject({ method: 'POST', url: '/api/v1/public/provider/sign-ins', payload: {} });
        expect([answer.statusCode, answer.json().code, answer.json().details]).toEqual([503, 'provider_unavailable', undefined]);
        expect(answer.body).not.toMatch(reason);
      }
      expect(told.filter(({ issuer }) => issuer === wrong.issuer)).toEqual([
        expect.objectContaining({ level: 40, reason: expect.stringMatching(reason), servesOld: false }),
      ]);
      expect(JSON.stringify(told)).not.toContain(FAR_CLIENT.secret);
    }
    await app.close();
  });

  test('that fails in the middle is no guess, and is told as that', async () => {
    const { url, cookie } = await desk.begin();
    far.set({ status: 502 });
    const answer = await desk.finish(far.consent(url, { sub: 'sub-board' }), cookie);
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'provider_unavailable']);
    expect((await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM sign_in_failure`)).n).toBe(0);
  });

  test.each([
    ['is another', { issuer: 'https://elsewhere.example' }],
    ['sends browsers to a script', { authorization_endpoint: 'javascript:alert(1)' }],
    ['sends browsers to a file', { authorization_endpoint: 'file:///etc/passwd' }],
    ['has no place to sign in', { authorization_endpoint: undefined }],
  ])('whose document says that it %s is refused', async (_what, document) => {
    const hostile = await startFarProvider();
    hostile.set({ document });
    const { post, close } = await startWith(hostile.issuer);
    const answer = await post('sign-ins', {});
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'provider_unavailable']);
    expect(answer.headers['set-cookie']).toBeUndefined();
    await close();
    await hostile.stop();
  });

  test('that isn’t set up offers, counts and logs nothing, and takes no sign-in that began before', async () => {
    const app = await buildApp({ ...t.context, settings: { demo: false } });
    const { url, cookie } = await desk.begin();
    const events = async (): Promise<number> => (await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit_event`)).n;
    const before = await events();
    const payloads = { 'sign-ins': {}, sessions: far.consent(url, { sub: 'sub-board' }), codes: { code: '123456' }, logout: { logout_token: 'x' } };
    for (const [path, payload] of Object.entries(payloads)) {
      const answer = await app.inject({ method: 'POST', url: `/api/v1/public/provider/${path}`, payload, headers: { cookie } });
      expect([answer.statusCode, answer.json().code], path).toEqual([404, 'oidc_not_configured']);
    }
    expect(await events()).toBe(before);
    expect((await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM sign_in_failure`)).n).toBe(0);
    expect((await app.inject({ url: '/api/v1/config' })).json().providerLabel).toBeNull();
    expect((await t.anonymous('GET', '/config')).json().providerLabel).toBe('Cổng của tỉnh');
    await app.close();
  });
});
