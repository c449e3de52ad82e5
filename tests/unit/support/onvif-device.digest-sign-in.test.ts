import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bodies, call, callWithDigest, challengeOf, device, digestAuthorization, envelope, postRaw } from './onvif-device-calls.ts';

describe('digest helper of these tests', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('agrees with the example of RFC 7616, 3.9.1 for %s', (algorithm, response) => {
    const challenge =
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
      'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
    const choices = { username: 'Mufasa', password: 'Circle of Life', method: 'GET' };
    const field = digestAuthorization(challenge, 'http://www.example.org/dir/index.html', choices);
    expect(field).toContain(`response="${response}"`);
  });
});

describe('HTTP digest', () => {
  it('challenges with a nonce, qop, opaque and the algorithm', async () => {
    const { url } = await device({ authMode: 'digest-md5' });
    const answer = await call(url, bodies.identity);
    expect(answer.status).toBe(401);
    expect(answer.text).toBe('');
    const challenge = challengeOf(answer);
    expect(challenge).toMatch(/^Digest realm="[^"]+", nonce="[0-9a-f]{32}", opaque="[0-9a-f]{16}", qop="auth"/);
    expect(challenge).not.toContain('stale');
  });

  it('has a realm in UTF-8', async () => {
    const { url } = await device({ realm: 'cổng số 1' });
    expect((await callWithDigest(url, bodies.identity)).status).toBe(200);
  });

  it.each([
    ['digest-md5', 'MD5'],
    ['digest-sha256', 'SHA-256'],
    ['digest-both', 'MD5'],
    ['digest-both', 'SHA-256'],
    ['digest-or-ws', 'MD5'],
  ] as const)('%s lets the right password in with %s', async (authMode, algorithm) => {
    const { url, requests } = await device({ authMode });
    const challenge = challengeOf(await call(url, bodies.identity), algorithm);
    const authorization = digestAuthorization(challenge, url);
    const answer = await postRaw(url, envelope(bodies.identity), { Authorization: authorization });
    expect(answer.status).toBe(200);
    expect(requests.map(({ auth, status }) => [auth.verdict, status])).toEqual([
      ['refused', 401],
      ['accepted', 200],
    ]);
    expect(requests[1]?.auth).toMatchObject({ scheme: 'digest', algorithm });
  });

  it('offers several algorithms in the order of preference, in one field if told', async () => {
    const { url, set } = await device({ authMode: 'digest-both' });
    const order = async () =>
      [...((await call(url, bodies.identity)).headers.get('www-authenticate') ?? '').matchAll(/algorithm=([\w-]+)/g)].map((match) => match[1]);
    expect(await order()).toEqual(['SHA-256', 'MD5']);
    set({ digestOrder: ['MD5', 'SHA-256'], challengeFields: 'combined' });
    expect(await order()).toEqual(['MD5', 'SHA-256']);
  });

  it.each([
    ['wrong-password', { password: 'sai' }],
    ['unknown-user', { username: 'nobody' }],
    ['wrong-uri', { uri: '/onvif/elsewhere' }],
    ['wrong-password', { method: 'GET' }],
    ['malformed', { nc: '1' }],
    ['malformed', { cnonce: '' }],
  ] as const)('refuses as %s: %o', async (reason, choices) => {
    const { url, requests } = await device({ authMode: 'digest-md5' });
    const answer = await callWithDigest(url, bodies.identity, choices);
    expect(answer.status).toBe(401);
    expect(challengeOf(answer)).not.toContain('stale');
    expect(requests[1]?.auth).toMatchObject({ verdict: 'refused', reason });
  });

  it.each([
    ['an algorithm that is quoted', (field: string) => field.replace('algorithm=MD5', 'algorithm="MD5"')],
    ['a qop that is quoted', (field: string) => field.replace('qop=auth', 'qop="auth"')],
    ['a count that is quoted', (field: string) => field.replace('nc=00000001', 'nc="00000001"')],
    ['another opaque', (field: string) => field.replace(/opaque="[^"]*"/, 'opaque="0"')],
    ['no opaque', (field: string) => field.replace(/, opaque="[^"]*"/, '')],
    ['a parameter given twice', (field: string) => `${field}, nc=00000001`],
    ['an algorithm that was not offered', (field: string) => field.replace('=MD5', '=SHA-256')],
  ])('refuses %s', async (_what, spoil) => {
    const { url, requests } = await device({ authMode: 'digest-md5' });
    const field = digestAuthorization(challengeOf(await call(url, bodies.identity)), url);
    const answer = await postRaw(url, envelope(bodies.identity), { Authorization: spoil(field) });
    expect(answer.status).toBe(401);
    expect(requests[1]?.auth.reason).toBe('malformed');
  });

  it('counts: a nonce may be used again with a new count, never with an old one', async () => {
    const { url } = await device({ authMode: 'digest-sha256' });
    const challenge = challengeOf(await call(url, bodies.identity), 'SHA-256');
    const use = (nc: string) => postRaw(url, envelope(bodies.identity), { Authorization: digestAuthorization(challenge, url, { nc }) });
    expect((await use('00000001')).status).toBe(200);
    expect((await use('00000002')).status).toBe(200);
    const replay = await use('00000001');
    expect(replay.status).toBe(401);
    expect(challengeOf(replay, 'SHA-256')).toContain('stale=true');
  });

  it('calls a nonce stale after its lifetime, its uses or a restart, and only when the password was right', async () => {
    let nowMs = 1_000_000;
    const started = await device({ authMode: 'digest-md5', now: () => nowMs, nonceLifetimeMs: 1_000 });
    const { url } = started;
    const challenge = challengeOf(await call(url, bodies.identity));
    const use = (nc: string, password?: string) =>
      postRaw(url, envelope(bodies.identity), {
        Authorization: digestAuthorization(challenge, url, { nc, ...(password && { password }) }),
      });
    expect((await use('00000001')).status).toBe(200);
    nowMs += 1_001;
    const stale = await use('00000002');
    expect(challengeOf(stale)).toContain('stale=true');
    expect(challengeOf(await use('00000003', 'sai'))).not.toContain('stale');
    started.set({ nonceMaxUses: 0 });
    expect(challengeOf(await callWithDigest(url, bodies.identity))).toContain('stale=true');
    started.set({ nonceMaxUses: 10 });
    expect((await callWithDigest(url, bodies.identity)).status).toBe(200);
    started.expireNonces();
    expect(challengeOf(await use('00000009'))).toContain('stale=true');
  });

  it('without qop works as RFC 2069 did', async () => {
    const { url } = await device({ digestQop: 'none', credentials: { username: 'admin', password: 'x' } });
    const field = (await call(url, bodies.identity)).headers.get('www-authenticate') ?? '';
    expect(field).not.toContain('qop');
    const [, realm = '', nonce = '', opaque = ''] = /realm="([^"]*)", nonce="([^"]*)", opaque="([^"]*)"/.exec(field) ?? [];
    const md5 = (text: string) => createHash('md5').update(text).digest('hex');
    const response = md5(`${md5(`admin:${realm}:x`)}:${nonce}:${md5('POST:/onvif/device_service')}`);
    const authorization = `Digest username="admin", realm="${realm}", nonce="${nonce}", uri="/onvif/device_service", response="${response}", opaque="${opaque}"`;
    const answer = await postRaw(url, envelope(bodies.identity), { Authorization: authorization });
    expect(answer.status).toBe(200);
  });

  it('challenges an empty request, which some clients send to be challenged', async () => {
    const { url } = await device({ authMode: 'digest-md5' });
    const challenge = challengeOf(await postRaw(url, ''));
    const authorization = digestAuthorization(challenge, url);
    expect((await postRaw(url, '', { Authorization: authorization })).status).toBe(400);
    expect((await postRaw(url, envelope(bodies.identity), { Authorization: authorization })).status).toBe(200);
  });

  it('leaves operations of class PRE_AUTH open', async () => {
    const { url, requests } = await device({ authMode: 'digest-sha256' });
    const tds = 'xmlns="http://www.onvif.org/ver10/device/wsdl"';
    const open = ['GetServiceCapabilities', 'GetCapabilities', 'GetWsdlUrl', 'GetHostname'];
    const answers = await Promise.all([call(url, bodies.dateTime), call(url, bodies.services), ...open.map((name) => call(url, `<${name} ${tds}/>`))]);
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(requests.every(({ auth }) => auth.verdict === 'not-required')).toBe(true);
  });

  it('can wrongly demand a sign-in for an open operation', async () => {
    const { url } = await device({ authRequiredFor: ['GetSystemDateAndTime'] });
    expect((await call(url, bodies.dateTime)).status).toBe(401);
    expect((await call(url, bodies.services)).status).toBe(200);
    expect((await callWithDigest(url, bodies.dateTime)).status).toBe(200);
  });
});
