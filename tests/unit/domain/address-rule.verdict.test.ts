import { describe, expect, test } from 'vitest';
import { addressVerdict, checkCameraUrl, parseAllowedNetworks } from '../../../domain/address-rule.ts';
import type { AddressPolicy } from '../../../domain/address-rule.ts';

const DEFAULT: AddressPolicy = {};
const onlyNetworks = (text: string): AddressPolicy => ({ overrideNetworks: parseAllowedNetworks(text) });

describe('without override networks', () => {
  test.each([
    ['192.168.1.64', 554],
    ['10.255.255.255', 80],
    ['172.16.0.1', 8000],
    ['172.31.255.254', 37_777],
    ['113.161.1.1', 554],
    ['8.8.8.8', 443],
    ['fd12:3456::1', 554],
    ['2405:4800::1', 554],
    ['::ffff:192.168.1.64', 554],
    ['64:ff9b::192.168.1.64', 554],
    ['2002:c0a8:0140::1', 554],
  ])('allows %s port %d', (ip, port) => {
    expect(addressVerdict(ip, port, DEFAULT)).toEqual({ allowed: true });
  });

  test.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['::', 'unspecified'],
    ['169.254.1.1', 'link_local'],
    ['fe80::1', 'link_local'],
    ['febf::1', 'link_local'],
    ['169.254.169.254', 'metadata'],
    ['100.100.100.200', 'metadata'],
    ['192.0.0.192', 'metadata'],
    ['168.63.129.16', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['FD00:0EC2:0:0:0:0:0:254', 'metadata'],
    ['fd20:ce::254', 'metadata'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.250', 'multicast'],
    ['ff02::c', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['100.64.0.1', 'carrier_nat'],
    ['100.127.255.255', 'carrier_nat'],
    ['192.0.2.1', 'reserved'],
    ['198.51.100.7', 'reserved'],
    ['203.0.113.7', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['198.19.255.255', 'reserved'],
    ['192.88.99.1', 'reserved'],
    ['240.0.0.1', 'reserved'],
    ['2001:db8::1', 'reserved'],
    ['3fff::1', 'reserved'],
    ['2001::1', 'reserved'],
    ['100::1', 'reserved'],
    ['fec0::1', 'reserved'],
    ['4000::1', 'reserved'],
    ['5f00::1', 'reserved'],
    ['64:ff9b:1::7f00:1', 'reserved'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:169.254.169.254', 'metadata'],
    ['::127.0.0.1', 'loopback'],
    ['::ffff:0:127.0.0.1', 'loopback'],
    ['64:ff9b::127.0.0.1', 'loopback'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['2002:7f00:1::', 'loopback'],
    ['2002:a9fe:a9fe::1', 'metadata'],
    ['2405:4800::5efe:127.0.0.1', 'loopback'],
    ['2405:4800::200:5efe:169.254.169.254', 'metadata'],
  ])('refuses %s as %s', (ip, reason) => {
    expect(addressVerdict(ip, 554, DEFAULT)).toEqual({ allowed: false, code: 'address_forbidden', reason });
  });

  test.each(['', 'camera.lan', '127.1', '2130706433', '0x7f.0.0.1', '0177.0.0.1', '192.168.1', 'fe80::1%eth0', '1.2.3.4.5', '256.1.1.1'])(
    'takes %j for no address at all',
    (ip) => {
      expect(addressVerdict(ip, 554, DEFAULT)).toMatchObject({ allowed: false, reason: 'not_an_address' });
    },
  );

  test.each([
    22, 23, 25, 53, 110, 111, 135, 139, 143, 389, 445, 465, 587, 993, 995, 1433, 1521, 2049, 2375, 2376, 3306, 3389, 5432, 5672, 5900, 6379, 6443, 9092, 9200,
    11_211, 27_017, 0, 65_536, 1.5,
  ])('refuses port %d', (port) => {
    expect(addressVerdict('192.168.1.64', port, DEFAULT)).toEqual({ allowed: false, code: 'port_forbidden', reason: 'service_port' });
  });

  test.each([80, 81, 85, 322, 443, 554, 2020, 8000, 8080, 8443, 8554, 8899, 10_554, 34_567, 37_777, 65_535])('allows port %d, where cameras listen', (port) => {
    expect(addressVerdict('192.168.1.64', port, DEFAULT)).toEqual({ allowed: true });
  });

  test("refuses the product's own host at its port, or at every port when none is given, in every spelling", () => {
    const policy: AddressPolicy = { ownEndpoints: [{ address: '10.0.0.5', port: 8080 }, { address: '10.0.0.6' }, { address: 'fd00:0:0::7' }] };
    const refused = { allowed: false, code: 'address_forbidden', reason: 'own_host' };
    expect(addressVerdict('10.0.0.5', 8080, policy)).toEqual(refused);
    expect(addressVerdict('::ffff:10.0.0.5', 8080, policy)).toEqual(refused);
    expect(addressVerdict('10.0.0.6', 554, policy)).toEqual(refused);
    expect(addressVerdict('fd00::7', 554, policy)).toEqual(refused);
    expect(addressVerdict('10.0.0.5', 554, policy)).toEqual({ allowed: true });
  });

  test("an organisation's networks narrow the default and never open what it refuses", () => {
    const policy: AddressPolicy = { organisationNetworks: parseAllowedNetworks('192.168.7.0/24,127.0.0.0/8') };
    expect(addressVerdict('192.168.7.9', 554, policy)).toEqual({ allowed: true });
    expect(addressVerdict('192.168.8.9', 554, policy)).toMatchObject({ allowed: false, reason: 'not_listed' });
    expect(addressVerdict('127.0.0.1', 554, policy)).toMatchObject({ allowed: false, reason: 'loopback' });
    const wanting: AddressPolicy = { organisationNetworks: parseAllowedNetworks('192.168.7.0/24:6379,192.168.7.0/24:554') };
    expect(addressVerdict('192.168.7.9', 6379, wanting)).toEqual({ allowed: false, code: 'port_forbidden', reason: 'service_port' });
    expect(addressVerdict('192.168.7.9', 554, wanting)).toEqual({ allowed: true });
    expect(() => checkCameraUrl('rtsp://camera.lan:6379/live', 'rtsp', wanting)).toThrow(expect.objectContaining({ code: 'port_forbidden' }));
  });
});

describe('with override networks', () => {
  test('only what the list names is allowed, loopback and link-local included', () => {
    const policy = onlyNetworks('127.0.0.0/8,169.254.0.0/16,[fe80::/10]:554');
    expect(addressVerdict('127.9.9.9', 40_000, policy)).toEqual({ allowed: true });
    expect(addressVerdict('::ffff:127.9.9.9', 40_000, policy)).toEqual({ allowed: true });
    expect(addressVerdict('169.254.3.4', 80, policy)).toEqual({ allowed: true });
    expect(addressVerdict('fe80::9', 554, policy)).toEqual({ allowed: true });
    expect(addressVerdict('::1', 554, policy)).toMatchObject({ allowed: false, code: 'address_forbidden', reason: 'not_listed' });
    expect(addressVerdict('192.168.1.1', 554, policy)).toMatchObject({ allowed: false, code: 'address_forbidden', reason: 'not_listed' });
  });

  test('an entry with a port opens that port alone, even a service port', () => {
    const policy = onlyNetworks('127.0.0.1/32:5432,10.0.0.0/8:554');
    expect(addressVerdict('127.0.0.1', 5432, policy)).toEqual({ allowed: true });
    expect(addressVerdict('10.1.1.1', 554, policy)).toEqual({ allowed: true });
    expect(addressVerdict('10.1.1.1', 555, policy)).toEqual({ allowed: false, code: 'port_forbidden', reason: 'not_listed' });
  });

  test('an entry without a port keeps service ports closed', () => {
    expect(addressVerdict('127.0.0.1', 6379, onlyNetworks('127.0.0.0/8'))).toEqual({ allowed: false, code: 'port_forbidden', reason: 'service_port' });
  });

  test('an own endpoint opens only by its exact port, a whole own host by its network', () => {
    const ownEndpoints = [{ address: '127.0.0.1', port: 8080 }, { address: '127.0.0.2' }];
    const wide: AddressPolicy = { ...onlyNetworks('127.0.0.0/8'), ownEndpoints };
    expect(addressVerdict('127.0.0.1', 8080, wide)).toMatchObject({ allowed: false, reason: 'own_host' });
    expect(addressVerdict('127.0.0.1', 8081, wide)).toEqual({ allowed: true });
    expect(addressVerdict('127.0.0.2', 9999, wide)).toEqual({ allowed: true });
    expect(addressVerdict('127.0.0.1', 8080, { ...onlyNetworks('127.0.0.0/8:8080'), ownEndpoints })).toEqual({ allowed: true });
  });

  test('an own endpoint on the wildcard address stands for every loopback address', () => {
    const wide: AddressPolicy = { ...onlyNetworks('127.0.0.0/8,::1/128'), ownEndpoints: [{ address: '0.0.0.0', port: 8080 }] };
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
      expect(addressVerdict(address, 8080, wide)).toEqual({ allowed: false, code: 'address_forbidden', reason: 'own_host' });
    expect(addressVerdict('127.9.9.9', 8081, wide)).toEqual({ allowed: true });
    expect(addressVerdict('127.0.0.1', 8080, { ...wide, ...onlyNetworks('127.0.0.1/32:8080') })).toEqual({ allowed: true });
  });

  test("the organisation's networks don't count beside it", () => {
    const policy: AddressPolicy = { ...onlyNetworks('10.0.0.0/8'), organisationNetworks: parseAllowedNetworks('192.168.0.0/16') };
    expect(addressVerdict('10.0.0.1', 554, policy)).toEqual({ allowed: true });
    expect(addressVerdict('192.168.0.1', 554, policy)).toMatchObject({ allowed: false, reason: 'not_listed' });
  });
});
