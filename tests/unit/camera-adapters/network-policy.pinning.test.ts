import { describe, expect, test } from 'vitest';
import { createNetworkPolicy, pinNamesOnce } from '../../../camera-adapters/network-policy.ts';
import type { HostLookup } from '../../../camera-adapters/network-policy.ts';
import { parseAllowedNetworks } from '../../../domain/address-rule.ts';
import type { AddressPolicy } from '../../../domain/address-rule.ts';

const noLookup: HostLookup = () => Promise.reject(new Error('a literal must not be looked up'));

function lookupGiving(...addresses: string[]): HostLookup & { readonly asked: string[] } {
  const asked: string[] = [];
  const lookup = async (host: string) => {
    asked.push(host);
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  return Object.assign(lookup, { asked });
}

const pin = (host: string, lookup: HostLookup, policy: AddressPolicy = {}, port = 554) => createNetworkPolicy({ policy, lookup }).pin(host, port);

describe('literal addresses', () => {
  test.each([
    ['10.0.0.9', '10.0.0.9', 4],
    ['0xa.0.0.9', '10.0.0.9', 4],
    ['167772169', '10.0.0.9', 4],
    ['[fd00::9]', 'fd00::9', 6],
    ['FD00:0:0::9', 'fd00::9', 6],
  ])('%s is pinned to %s without a lookup', async (host, address, family) => {
    await expect(pin(host, noLookup)).resolves.toEqual({ host: address, address, family, port: 554 });
  });

  test.each(['127.0.0.1', '127.1', '0x7f.1', '2130706433', '0177.0.0.1', '::1', '[::ffff:127.0.0.1]', '169.254.169.254', '0'])(
    '%s is forbidden',
    async (host) => {
      await expect(pin(host, noLookup)).rejects.toMatchObject({ kind: 'invalid', code: 'address_forbidden' });
    },
  );

  test.each(['', 'a b', 'cam/lan', 'user@10.0.0.9', '10.0.0.9:554', 'cam\r\n', '::1%lo', '300.1.1.1'])('%j is no host', async (host) => {
    await expect(pin(host, noLookup)).rejects.toMatchObject({ kind: 'invalid', code: 'url_malformed' });
  });

  test('a service port is forbidden', async () => {
    await expect(pin('10.0.0.9', noLookup, {}, 6379)).rejects.toMatchObject({ code: 'port_forbidden' });
  });
});

describe('names', () => {
  test('are looked up once and pinned to the first answer', async () => {
    const lookup = lookupGiving('10.0.0.9', '10.0.0.10');
    await expect(pin('Cam.LAN', lookup)).resolves.toEqual({ host: 'cam.lan', address: '10.0.0.9', family: 4, port: 554 });
    expect(lookup.asked).toEqual(['cam.lan']);
  });

  test.each([
    [['127.0.0.1']],
    [['10.0.0.9', '127.0.0.1']],
    [['127.0.0.1', '10.0.0.9']],
    [['10.0.0.9', '::ffff:169.254.169.254']],
    [['fe80::1%eth0', '10.0.0.9']],
    [['not an address']],
  ])('leading to %j are refused whole', async (addresses) => {
    await expect(pin('cam.lan', lookupGiving(...addresses))).rejects.toMatchObject({ kind: 'invalid', code: 'address_forbidden' });
  });

  test('an answer that merely lies outside the list is passed over', async () => {
    const policy = { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') };
    await expect(pin('localhost', lookupGiving('::1', '127.0.0.1'), policy)).resolves.toMatchObject({ address: '127.0.0.1', family: 4 });
    await expect(pin('localhost', lookupGiving('::1'), policy)).rejects.toMatchObject({ code: 'address_forbidden', details: { reason: 'not_listed' } });
  });

  test('leading nowhere are not found, whatever the resolver says', async () => {
    const failing: HostLookup = () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND cam.lan'), { code: 'ENOTFOUND' }));
    await expect(pin('cam.lan', failing)).rejects.toMatchObject({ kind: 'unreachable', code: 'name_not_found' });
    await expect(pin('cam.lan', lookupGiving())).rejects.toMatchObject({ kind: 'unreachable', code: 'name_not_found' });
  });

  test("the system's resolver serves when none is given", async () => {
    const policy = createNetworkPolicy({ policy: { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') } });
    await expect(policy.pin('localhost', 40_000)).resolves.toMatchObject({ host: 'localhost', address: '127.0.0.1' });
  });
});

describe('a contact in several steps', () => {
  test('asks for a name once: an answer that changes in between is never heard', async () => {
    const answers = [['10.0.0.9'], ['169.254.169.254'], ['10.0.0.66']];
    const asked: string[] = [];
    const lookup: HostLookup = async (host) => {
      asked.push(host);
      return (answers.shift() ?? []).map((address) => ({ address, family: 4 }));
    };
    const network = pinNamesOnce(createNetworkPolicy({ policy: {}, lookup }));
    await expect(network.pin('cam.example.vn', 80)).resolves.toMatchObject({ address: '10.0.0.9', port: 80 });
    await expect(network.pin('CAM.example.vn', 554)).resolves.toEqual({ host: 'cam.example.vn', address: '10.0.0.9', family: 4, port: 554 });
    await expect(network.pin('cam.example.vn', 6379)).rejects.toMatchObject({ code: 'port_forbidden' });
    expect(asked).toEqual(['cam.example.vn']);
  });

  test('asks again for a name that led nowhere', async () => {
    const answers = [[], ['10.0.0.9']];
    const lookup: HostLookup = async () => (answers.shift() ?? []).map((address) => ({ address, family: 4 }));
    const network = pinNamesOnce(createNetworkPolicy({ policy: {}, lookup }));
    await expect(network.pin('cam.example.vn', 80)).rejects.toMatchObject({ code: 'name_not_found' });
    await expect(network.pin('cam.example.vn', 80)).resolves.toMatchObject({ address: '10.0.0.9' });
  });
});
