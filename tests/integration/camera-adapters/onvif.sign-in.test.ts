import { describe, expect, test } from 'vitest';
import { onvifContact } from '../../support/camera-adapters/onvif-contact.ts';

const OPEN = 'GetSystemDateAndTime:none';

describe('ways of signing in', () => {
  test.each(['digest-md5', 'digest-sha256', 'digest-both', 'digest-or-ws'] as const)('%s: digest, and nothing to mend', async (authMode) => {
    const { adapter, source, context, heard } = await onvifContact({ authMode });
    await adapter.ping(source, context);
    expect(heard()).toEqual([OPEN, 'GetDeviceInformation:none!', 'GetDeviceInformation:digest']);
    expect((await adapter.probe(source, context)).problems).toEqual([]);
  });

  test.each(['separate', 'combined'] as const)('of two digests the stronger is taken, whatever their order, challenges %s', async (challengeFields) => {
    const { adapter, source, context, device } = await onvifContact({ authMode: 'digest-both', digestOrder: ['MD5', 'SHA-256'], challengeFields });
    await adapter.ping(source, context);
    expect(device.requests.at(-1)?.auth).toMatchObject({ verdict: 'accepted', algorithm: 'SHA-256' });
  });

  test('a challenge of the old kind, without qop', async () => {
    const { adapter, source, context, device } = await onvifContact({ digestQop: 'none' });
    await adapter.ping(source, context);
    expect(device.requests.at(-1)?.auth).toMatchObject({ scheme: 'digest', verdict: 'accepted' });
  });

  test('names and passwords outside of ASCII work with digest and with the token', async () => {
    const credentials = { username: 'quản trị "1"', password: 'Mật-khẩu: ¥€ 密码 \\' };
    for (const authMode of ['digest-md5', 'digest-sha256', 'ws-usernametoken'] as const) {
      const { adapter, source, context } = await onvifContact({ authMode, credentials });
      await expect(adapter.ping(source, context)).resolves.toMatchObject({ roundTripMs: expect.any(Number) });
    }
  });

  test.each([0, 3_600_000, -86_400_000])('the token is dated by the clock of a camera that is %d ms off', async (clockOffsetMs) => {
    const { adapter, source, context, heard } = await onvifContact({ authMode: 'ws-usernametoken', clockOffsetMs, createdToleranceMs: 2_000 });
    const { problems } = await adapter.probe(source, context);
    expect(problems.map(({ code }) => code)).toEqual(['legacy_auth']);
    expect(heard()).toContain('GetDeviceInformation:ws-usernametoken');
  });

  test('a camera that wants the token even for its clock is dated by its HTTP Date', async () => {
    const { adapter, source, context } = await onvifContact({
      authMode: 'ws-usernametoken',
      authRequiredFor: ['GetSystemDateAndTime', 'GetServices'],
      clockOffsetMs: 7_200_000,
      createdToleranceMs: 5_000,
    });
    const { clock } = await adapter.probe(source, context);
    expect(clock?.method).toBe('onvif');
  });

  test('a camera that wants digest even for open operations gets it', async () => {
    const { adapter, source, context, heard } = await onvifContact({ authRequiredFor: ['GetSystemDateAndTime', 'GetServices'] });
    await adapter.probe(source, context);
    expect(heard().slice(0, 2)).toEqual(['GetSystemDateAndTime:none!', 'GetSystemDateAndTime:digest']);
  });

  test('basic is used when nothing else is offered, and reported', async () => {
    const { adapter, source, context } = await onvifContact({ authMode: 'basic' });
    expect((await adapter.probe(source, context)).problems.map(({ code }) => code)).toEqual(['password_readable']);
  });

  test('a camera that asks for no sign-in is reported', async () => {
    const { adapter, source, context } = await onvifContact({ authMode: 'none' });
    expect((await adapter.probe(source, context)).problems.map(({ code }) => code)).toEqual(['sign_in_not_required']);
  });

  test('credentials of both kinds never go in one request', async () => {
    for (const authMode of ['digest-md5', 'ws-usernametoken', 'digest-or-ws'] as const) {
      const { adapter, source, context, device } = await onvifContact({ authMode, bothCredentials: 'validate-both' });
      await adapter.probe(source, context);
      await adapter.snapshot(source, context);
      expect(device.requests.filter(({ auth }) => auth.scheme === 'both')).toEqual([]);
    }
  });
});

describe('nonces', () => {
  test('one challenge serves the whole contact', async () => {
    const { adapter, source, context, device } = await onvifContact();
    await adapter.snapshot(source, context);
    const soapRefusals = device.requests.filter(({ auth, operation }) => auth.verdict === 'refused' && operation !== 'snapshot');
    expect(soapRefusals).toHaveLength(1);
  });

  test('a nonce good for one use only is renewed each time', async () => {
    const { adapter, source, context } = await onvifContact({ nonceMaxUses: 1 });
    await expect(adapter.snapshot(source, context)).resolves.toMatchObject({ widthPx: 32, heightPx: 18 });
  });

  test('a nonce that is never good ends in auth_failed after a few tries', async () => {
    const { adapter, source, context, device } = await onvifContact({ nonceMaxUses: 0 });
    await expect(adapter.ping(source, context)).rejects.toMatchObject({ code: 'auth_failed' });
    expect(device.requests.length).toBeLessThanOrEqual(5);
  });
});

describe('a wrong password', () => {
  test.each(['digest-md5', 'digest-sha256', 'digest-or-ws', 'ws-usernametoken', 'basic'] as const)(
    '%s: auth_failed, and the password is sent once only',
    async (authMode) => {
      const { adapter, source, context, device } = await onvifContact({ authMode });
      const wrong = { ...context, credentials: { username: 'admin', password: 'wrong-secret-marker' } };
      const error: unknown = await adapter.ping(source, wrong).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ kind: 'camera', code: 'auth_failed' });
      expect(JSON.stringify([(error as Error).message, (error as { details: unknown }).details])).not.toContain('secret-marker');
      expect(device.requests.filter(({ auth }) => auth.scheme !== 'none')).toHaveLength(1);
    },
  );

  test('no password where one is wanted is auth_failed and says what to give', async () => {
    const { adapter, source, context } = await onvifContact();
    const { credentials: _none, ...anonymous } = context;
    await expect(adapter.ping(source, anonymous)).rejects.toMatchObject({ code: 'auth_failed', message: expect.stringContaining('Give the user name') });
  });

  test('a wrong password for the picture alone is auth_failed', async () => {
    const { adapter, source, context } = await onvifContact({ authMode: 'none', snapshotAuth: 'digest-md5' });
    await expect(adapter.snapshot(source, { ...context, credentials: { username: 'admin', password: 'wrong' } })).rejects.toMatchObject({
      code: 'auth_failed',
    });
  });
});
