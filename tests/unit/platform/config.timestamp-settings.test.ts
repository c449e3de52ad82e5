import { expect, it } from 'vitest';
import { readConfig } from '../../../platform/config.ts';

it('settings of the timestamp authority are read, and a bad one names its variable and not its value', () => {
  expect(readConfig({}).timestamps).toBeUndefined();
  expect(readConfig({ MATPHO_TSA_URL: 'https://u:p@tsa.example/x', MATPHO_TSA_POLICY: '1.2.3.4' }).timestamps).toEqual({
    url: 'https://u:p@tsa.example/x',
    policy: '1.2.3.4',
  });
  for (const [variable, environment] of [
    ['MATPHO_TSA_URL', { MATPHO_TSA_URL: 'ftp://u:hunter2@tsa.example' }],
    ['MATPHO_TSA_URL', { MATPHO_TSA_CA: '/etc/hunter2.pem' }],
    ['MATPHO_TSA_POLICY', { MATPHO_TSA_URL: 'https://tsa.example', MATPHO_TSA_POLICY: 'hunter2' }],
  ] as const)
    expect(() => readConfig(environment)).toThrow(
      expect.objectContaining({ code: 'bad_setting', details: { variable }, message: expect.not.stringMatching(/hunter2/) }),
    );
});
