import { describe, expect, it } from 'vitest';
import { defaultDeviceOptions } from '../../support/onvif-device/device-options.ts';
import { UsernameTokenGuard } from '../../support/onvif-device/auth/username-token-guard.ts';
import { readXmlDocument } from '../../support/onvif-device/xml/xml-reader.ts';
import {
  bodies,
  call,
  callWithDigest,
  challengeOf,
  credentials,
  device,
  digestAuthorization,
  envelope,
  postRaw,
  securityHeader,
  subcodes,
} from './onvif-device-calls.ts';

const nowMs = Date.UTC(2025, 6, 1, 5, 0, 0);
const created = (offsetMs: number) => new Date(nowMs + offsetMs).toISOString();
const clocked = { authMode: 'ws-usernametoken', now: () => nowMs } as const;

describe('WS-Security UsernameToken', () => {
  it("agrees with the example of the ONVIF programmer's guide", () => {
    const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
    const security = readXmlDocument(
      `<Security xmlns="${wss}-wssecurity-secext-1.0.xsd"><UsernameToken><Username>user</Username>` +
        `<Password Type="${wss}-username-token-profile-1.0#PasswordDigest">tuOSpGlFlIXsozq4HFNeeGeFLEI=</Password>` +
        '<Nonce>LKqI6G/AikKCQrN0zqZFlg==</Nonce>' +
        `<Created xmlns="${wss}-wssecurity-utility-1.0.xsd">2010-09-16T07:50:45Z</Created></UsernameToken></Security>`,
    );
    const options = { ...defaultDeviceOptions, credentials: { username: 'user', password: 'userpassword' } };
    const deviceNow = Date.UTC(2010, 8, 16, 7, 50, 45);
    expect(new UsernameTokenGuard().check(security, options, deviceNow)).toEqual({ accepted: true });
  });

  it('lets a fresh token in', async () => {
    const { url, requests } = await device(clocked);
    const answer = await call(url, bodies.identity, securityHeader({ created: created(0) }));
    expect(answer.status).toBe(200);
    expect(requests[0]?.auth).toEqual({ scheme: 'ws-usernametoken', verdict: 'accepted' });
  });

  it.each([
    ['no token', '', 'missing'],
    ['a wrong password', securityHeader({ created: created(0), password: 'sai' }), 'wrong-password'],
    ['another user', securityHeader({ created: created(0), username: 'nobody' }), 'unknown-user'],
    ['no creation time', securityHeader({ created: created(0) }).replace(/<u:Created.*<\/u:Created>/, ''), 'malformed'],
    ['no nonce', securityHeader({ created: created(0) }).replace(/<s:Nonce.*<\/s:Nonce>/, ''), 'malformed'],
    ['a password in clear text', securityHeader({ created: created(0) }).replace('#PasswordDigest', '#PasswordText'), 'malformed'],
    ['a local creation time', securityHeader({ created: '2025-07-01T12:00:00+07:00' }), 'malformed'],
  ])('refuses %s with 400 and ter:NotAuthorized', async (_what, header, reason) => {
    const { url, requests } = await device(clocked);
    const answer = await call(url, bodies.identity, header);
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(/Value>env:Sender</);
    expect(subcodes(answer)).toEqual(['NotAuthorized']);
    expect(answer.headers.has('www-authenticate')).toBe(false);
    expect(requests[0]?.auth.reason).toBe(reason);
  });

  it.each([
    [0, 4_000, 200],
    [0, -4_000, 200],
    [0, 6_000, 400],
    [0, -6_000, 400],
    [3_600_000, 0, 400],
    [3_600_000, 3_600_000, 200],
    [-7 * 86_400_000, -7 * 86_400_000 + 1_000, 200],
  ])('device clock %i ms off, token %i ms off: %i', async (clockOffsetMs, tokenOffsetMs, status) => {
    const { url } = await device({ ...clocked, clockOffsetMs });
    const answer = await call(url, bodies.identity, securityHeader({ created: created(tokenOffsetMs) }));
    expect(answer.status).toBe(status);
  });

  it('has a tolerance that can be set', async () => {
    const { url } = await device({ ...clocked, createdToleranceMs: 60_000 });
    const answer = await call(url, bodies.identity, securityHeader({ created: created(-59_000) }));
    expect(answer.status).toBe(200);
  });

  it('refuses a replay, and takes the same time with another nonce', async () => {
    const { url, requests } = await device(clocked);
    const token = (nonce: string) => securityHeader({ created: created(0), nonce });
    expect((await call(url, bodies.identity, token('first nonce'))).status).toBe(200);
    expect((await call(url, bodies.identity, token('first nonce'))).status).toBe(400);
    expect(requests[1]?.auth.reason).toBe('replayed');
    expect((await call(url, bodies.identity, token('second nonce'))).status).toBe(200);
  });

  it('does not take HTTP credentials instead', async () => {
    const { url, requests } = await device(clocked);
    const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
    const answer = await postRaw(url, envelope(bodies.identity), { Authorization: `Basic ${basic}` });
    expect(answer.status).toBe(400);
    expect(requests[0]?.auth.reason).toBe('wrong-scheme');
  });
});

describe('device with digest and WS-Security', () => {
  it('takes either, and challenges a client that has neither', async () => {
    const { url } = await device({ authMode: 'digest-or-ws' });
    expect((await call(url, bodies.identity)).status).toBe(401);
    expect((await callWithDigest(url, bodies.identity)).status).toBe(200);
    expect((await call(url, bodies.identity, securityHeader())).status).toBe(200);
    const refused = await call(url, bodies.identity, securityHeader({ password: 'sai', nonce: 'other' }));
    expect([refused.status, subcodes(refused)]).toEqual([400, ['NotAuthorized']]);
  });

  it('refuses a message with both, open operations included', async () => {
    const { url, requests } = await device({ authMode: 'digest-or-ws' });
    const authorization = digestAuthorization(challengeOf(await call(url, bodies.identity)), url);
    const send = (body: string) => postRaw(url, envelope(body, securityHeader()), { Authorization: authorization });
    for (const body of [bodies.identity, bodies.dateTime]) {
      const answer = await send(body);
      expect([answer.status, subcodes(answer)]).toEqual([400, ['NotAuthorized']]);
    }
    expect(requests[1]?.auth).toEqual({ scheme: 'both', verdict: 'refused', reason: 'both-credentials' });
  });

  it('checks both in turn if told, HTTP first', async () => {
    const { url } = await device({ authMode: 'digest-or-ws', bothCredentials: 'validate-both' });
    const send = async (header: string, password?: string) => {
      const challenge = challengeOf(await call(url, bodies.identity));
      const authorization = digestAuthorization(challenge, url, password ? { password } : {});
      return (await postRaw(url, envelope(bodies.identity, header), { Authorization: authorization })).status;
    };
    expect(await send(securityHeader({ nonce: 'one' }))).toBe(200);
    expect(await send(securityHeader({ nonce: 'two' }), 'sai')).toBe(401);
    expect(await send(securityHeader({ nonce: 'three', password: 'sai' }))).toBe(400);
  });

  it('a device with digest alone challenges a token and does not understand its header', async () => {
    const { url } = await device({ authMode: 'digest-md5' });
    expect((await call(url, bodies.identity, securityHeader())).status).toBe(401);
    const open = await call(url, bodies.dateTime, securityHeader());
    expect(open.status).toBe(500);
    expect(open.text).toContain('env:MustUnderstand');
  });
});
