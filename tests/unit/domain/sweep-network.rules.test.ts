import { describe, expect, it } from 'vitest';
import { parseAllowedNetworks } from '../../../domain/allowed-networks.ts';
import type { AddressPolicy } from '../../../domain/address-rule.ts';
import { AppError } from '../../../domain/app-error.ts';
import { checkSweepNetwork, MAX_SWEEP_ADDRESSES, meantNetwork, sweepAddresses, sweepRefusal } from '../../../domain/sweep-network.ts';

function refusal(text: string, policy: AddressPolicy = {}): readonly [string, unknown] {
  try {
    checkSweepNetwork(text, policy);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'invalid') return [error.code, error.details['reason'] ?? error.details['suggestion']];
    throw error;
  }
  return ['accepted', undefined];
}

describe('a network to be searched', () => {
  it.each([
    ['192.168.1.0/24', '192.168.1.0/24', 256],
    ['10.0.0.0/20', '10.0.0.0/20', 4096],
    ['172.16.5.9', '172.16.5.9/32', 1],
    ['fd12:3456::/116', 'fd12:3456::/116', 4096],
    [' 192.168.1.0/30 ', '192.168.1.0/30', 4],
  ])('%s is one', (text, cidr, addressCount) => {
    expect(checkSweepNetwork(text, {})).toEqual({ cidr, addressCount });
  });

  it.each([
    ['10.0.0.0/19', 'cidr_too_large', undefined],
    ['0.0.0.0/0', 'cidr_too_large', undefined],
    ['fd12::/64', 'cidr_too_large', undefined],
    ['192.168.1.1/24', 'cidr_malformed', '192.168.1.0/24'],
    ['fd12::5/120', 'cidr_malformed', 'fd12::/120'],
    ['192.168.1.0', 'accepted', undefined],
    ['192.168.1/24', 'cidr_malformed', undefined],
    ['192.168.1.0/24:80', 'cidr_malformed', undefined],
    ['[fd12::/120]:80', 'cidr_malformed', undefined],
    ['192.168.1.0/24,10.0.0.0/24', 'cidr_malformed', undefined],
    ['192.168.1.0/33', 'cidr_malformed', undefined],
    ['camera.local/24', 'cidr_malformed', undefined],
    ['0x7f.0.0.0/24', 'cidr_malformed', undefined],
    ['', 'cidr_malformed', undefined],
    ['127.0.0.0/24', 'network_forbidden', 'loopback'],
    ['169.254.169.0/24', 'network_forbidden', 'link_local'],
    ['169.254.169.254', 'network_forbidden', 'metadata'],
    ['100.100.100.0/24', 'network_forbidden', 'carrier_nat'],
    ['224.0.0.0/24', 'network_forbidden', 'multicast'],
    ['0.0.0.0/24', 'network_forbidden', 'unspecified'],
    ['192.0.2.0/24', 'network_forbidden', 'reserved'],
    ['fe80::/120', 'network_forbidden', 'link_local'],
    ['64:ff9b::7f00:0/120', 'network_forbidden', 'loopback'],
    ['2002:7f00::/120', 'network_forbidden', 'loopback'],
    ['8.8.8.0/24', 'network_forbidden', 'public'],
    // one address of the end is another's
    ['192.167.255.0/24', 'network_forbidden', 'public'],
    ['fd00:ec2::/116', 'network_forbidden', 'metadata'],
  ])('%s: %s %s', (text, code, detail) => {
    expect(refusal(text)).toEqual([code, detail]);
  });

  it('lies wholly in the networks of the organisation, which may be public', () => {
    const policy = { organisationNetworks: parseAllowedNetworks('10.1.0.0/24,10.1.1.0/24,93.184.216.0/24') };
    expect(refusal('10.1.0.0/23', policy)[0]).toBe('accepted');
    expect(refusal('93.184.216.0/28', policy)[0]).toBe('accepted');
    expect(refusal('10.1.0.0/22', policy)).toEqual(['network_forbidden', 'not_listed']);
    expect(refusal('192.168.1.0/24', policy)).toEqual(['network_forbidden', 'not_listed']);
  });

  it('is one that the operator names, whatever it is, and nothing else then', () => {
    const policy = { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') };
    expect(refusal('127.0.0.0/20', policy)[0]).toBe('accepted');
    expect(refusal('192.168.1.0/24', policy)).toEqual(['network_forbidden', 'not_listed']);
  });

  it('is refused with the one who can change it: the operator, whose list replaces all others, or the administrator', () => {
    const organisationNetworks = parseAllowedNetworks('10.1.0.0/24');
    const details = (policy: AddressPolicy, text = '192.168.1.0/24') => {
      try {
        return checkSweepNetwork(text, policy);
      } catch (error) {
        return (error as AppError).details;
      }
    };
    expect(details({ organisationNetworks })).toEqual({ reason: 'not_listed', limitedBy: 'administrator' });
    expect(details({ organisationNetworks, overrideNetworks: parseAllowedNetworks('10.2.0.0/16') })).toEqual({ reason: 'not_listed', limitedBy: 'operator' });
    expect(details({ organisationNetworks }, '127.0.0.0/24')).toEqual({ reason: 'loopback' });
  });

  it("may hold the product's own host, which is left out", () => {
    const policy = { ownEndpoints: [{ address: '192.168.1.5' }] };
    expect(refusal('192.168.1.0/24', policy)[0]).toBe('accepted');
    expect(sweepRefusal('192.168.1.5', 80, policy)).toEqual({ reason: 'own_host', isAboutPort: false });
    expect(sweepRefusal('192.168.1.6', 80, policy)).toBeUndefined();
    expect(sweepRefusal('192.168.1.6', 5432, policy)).toEqual({ reason: 'service_port', isAboutPort: true });
  });

  it.each([
    ['192.168.1.1', 24, '192.168.1.0/24'],
    [' 192.168.1.1 ', 32, '192.168.1.1/32'],
    ['10.0.17.5', 20, '10.0.16.0/20'],
    ['192.168.1.77/25', 24, '192.168.1.0/25'],
    ['192.168.1', 24, undefined],
    ['router', 24, undefined],
    ['192.168.1.1/40', 24, undefined],
    ['', 24, undefined],
  ])('is meant by %s with /%s', (text, prefixBits, expected) => {
    expect(meantNetwork(text, prefixBits)).toBe(expected);
  });

  it('is all its addresses, in order, across bytes', () => {
    expect(sweepAddresses('10.0.0.254/31')).toEqual(['10.0.0.254', '10.0.0.255']);
    const all = sweepAddresses('10.0.240.0/20');
    expect([all.length, all[0], all[255], all[256], all.at(-1)]).toEqual([MAX_SWEEP_ADDRESSES, '10.0.240.0', '10.0.240.255', '10.0.241.0', '10.0.255.255']);
    expect(sweepAddresses('fd12::fe/127')).toEqual(['fd12::fe', 'fd12::ff']);
  });
});
