import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../platform/config.ts';

const GOOD = {
  MATPHO_PUBLIC_URL: 'https://matpho.example',
  MATPHO_OIDC_ISSUER: 'https://idp.example/realms/tinh',
  MATPHO_OIDC_CLIENT_ID: 'matpho',
  MATPHO_OIDC_CLIENT_SECRET: 'a client secret',
};

describe('settings of the sign-in by a provider', () => {
  it('are absent unless given', () => {
    expect(readConfig({}).oidc).toBeUndefined();
    expect(readConfig({ MATPHO_OIDC_LABEL: 'Cổng của tỉnh' }).oidc).toBeUndefined();
  });

  it('are read, with the secret or the file that holds it', () => {
    const { oidc } = readConfig({
      ...GOOD,
      MATPHO_OIDC_LABEL: 'Cổng của tỉnh',
      MATPHO_OIDC_SECOND_FACTOR_AMR: 'otp, hwk',
      MATPHO_OIDC_SECOND_FACTOR_ACR: 'urn:strong',
    });
    expect(oidc).toEqual({
      issuer: GOOD.MATPHO_OIDC_ISSUER,
      clientId: 'matpho',
      clientSecret: 'a client secret',
      label: 'Cổng của tỉnh',
      secondFactorAcr: ['urn:strong'],
      secondFactorAmr: ['otp', 'hwk'],
    });
    expect(readConfig({ ...GOOD, MATPHO_OIDC_CLIENT_SECRET: '', MATPHO_OIDC_CLIENT_SECRET_FILE: '/run/secrets/oidc' }).oidc).toMatchObject({
      clientSecretPath: '/run/secrets/oidc',
      label: 'OpenID Connect',
      secondFactorAcr: [],
      secondFactorAmr: [],
    });
    expect(readConfig({ ...GOOD, MATPHO_OIDC_ISSUER: 'http://127.0.0.1:8081' }).oidc?.issuer).toBe('http://127.0.0.1:8081');
  });

  it.each([
    ['MATPHO_OIDC_ISSUER', { MATPHO_OIDC_ISSUER: '' }],
    ['MATPHO_OIDC_ISSUER', { MATPHO_OIDC_ISSUER: 'http://idp.example' }],
    ['MATPHO_OIDC_ISSUER', { MATPHO_OIDC_ISSUER: 'http://127.0.0.1.evil.example' }],
    ['MATPHO_OIDC_ISSUER', { MATPHO_OIDC_ISSUER: 'https://user:word@idp.example' }],
    ['MATPHO_OIDC_ISSUER', { MATPHO_OIDC_ISSUER: 'https://idp.example?tenant=1' }],
    ['MATPHO_OIDC_ISSUER', { MATPHO_OIDC_ISSUER: 'idp.example' }],
    ['MATPHO_OIDC_CLIENT_ID', { MATPHO_OIDC_CLIENT_ID: '' }],
    ['MATPHO_OIDC_CLIENT_SECRET', { MATPHO_OIDC_CLIENT_SECRET: '' }],
    ['MATPHO_OIDC_CLIENT_SECRET_FILE', { MATPHO_OIDC_CLIENT_SECRET_FILE: '/run/secrets/oidc' }],
    ['MATPHO_PUBLIC_URL', { MATPHO_PUBLIC_URL: '' }],
    ['MATPHO_OIDC_LABEL', { MATPHO_OIDC_LABEL: 'x'.repeat(41) }],
    ['MATPHO_OIDC_SECOND_FACTOR_AMR', { MATPHO_OIDC_SECOND_FACTOR_AMR: 'otp, ' }],
  ])('that can not be used stop the start and name %s', (variable, change) => {
    let thrown: unknown;
    try {
      readConfig({ ...GOOD, ...change });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'bad_setting', details: { variable } });
    expect((thrown as Error).message).not.toMatch(/client secret|word|tenant/);
  });
});
