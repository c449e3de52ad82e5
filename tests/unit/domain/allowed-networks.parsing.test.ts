import { expect, test } from 'vitest';
import { parseAllowedNetworks } from '../../../domain/address-rule.ts';
import { isAppError } from '../../../domain/app-error.ts';

test('reads CIDR and CIDR:port of both families, with spaces around the commas', () => {
  expect(parseAllowedNetworks('10.0.0.0/8, 127.0.0.0/8:554 ,fd00::/8,[fd00:1::/32]:8554,[2001:db8::1/128]')).toEqual([
    { address: '10.0.0.0', prefixBits: 8 },
    { address: '127.0.0.0', prefixBits: 8, port: 554 },
    { address: 'fd00::', prefixBits: 8 },
    { address: 'fd00:1::', prefixBits: 32, port: 8554 },
    { address: '2001:db8::1', prefixBits: 128 },
  ]);
});

test.each(['', '  '])('an empty list is no list: %j', (text) => {
  expect(parseAllowedNetworks(text)).toEqual([]);
});

test.each([
  '10.0.0.0',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/8:0',
  '10.0.0.0/8:65536',
  '10.0.0.0/8:',
  '10.0.0.1/8',
  '010.0.0.0/8',
  '0x0a.0.0.0/8',
  '10.0/16',
  'fd00::/129',
  'fd00::1/8',
  'fd00::/8:554x',
  '[10.0.0.0/8]:554',
  '[fd00::]/8',
  '::ffff:127.0.0.0/104',
  'camera.lan/24',
  '*',
  'fe80::%eth0/10',
  '',
])('refuses %j, naming its position and not its value', (bad) => {
  const error = thrownBy(() => parseAllowedNetworks(`10.0.0.0/8,${bad}`));
  expect(isAppError(error, 'networks_malformed')).toBe(true);
  expect(error).toMatchObject({ kind: 'invalid', details: { position: 2 } });
  expect((error as Error).message).toContain('entry 2');
  if (bad.length > 3) expect((error as Error).message).not.toContain(bad);
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
