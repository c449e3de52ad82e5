import ipaddr from 'ipaddr.js';
import { AppError } from './app-error.ts';
import type { IpAddress } from './special-address.ts';

/** One `CIDR` or `CIDR:port` of a list of networks. */
export interface AllowedNetwork {
  /** First address of the network, in its plain form. */
  readonly address: string;
  readonly prefixBits: number;
  /** Absent: every port but those of well-known services. */
  readonly port?: number;
}

const ENTRY = /^(?:\[(?<bracketed>[0-9a-f:.]+\/\d{1,3})\]|(?<bare>[0-9a-f:.]+\/\d{1,3}?))(?::(?<port>\d{1,5}))?$/i;

/**
 * Reads a list of networks as `MATPHO_CAMERA_NETWORKS` and an organisation's networks hold it: entries separated by commas, each
 * `CIDR` or `CIDR:port`. IPv4 `10.0.0.0/8` or `10.0.0.0/8:554`; IPv6 `fd00::/8`, `[fd00::/8]` or `[fd00::/8]:554`. Host bits must be zero.
 *
 * @returns the entries in order; an empty or blank text gives none.
 * @throws AppError `invalid` / `networks_malformed`; names the position (from 1) of the bad entry, never its value.
 */
export function parseAllowedNetworks(text: string): readonly AllowedNetwork[] {
  if (text.trim() === '') return [];
  return text.split(',').map((entry, index) => parseEntry(entry.trim(), index + 1));
}

function parseEntry(entry: string, position: number): AllowedNetwork {
  const groups = ENTRY.exec(entry)?.groups;
  const cidr = groups?.['bracketed'] ?? groups?.['bare'];
  if (cidr === undefined) throw malformed(position, 'it is not CIDR or CIDR:port (IPv6 with a port in brackets)');
  const port = groups?.['port'] === undefined ? undefined : Number(groups['port']);
  if (port !== undefined && (port < 1 || port > 65_535)) throw malformed(position, 'the port is not between 1 and 65535');
  return { ...parseCidr(cidr, groups?.['bracketed'] !== undefined, position), ...(port === undefined ? {} : { port }) };
}

function parseCidr(cidr: string, mustBeV6: boolean, position: number): { address: string; prefixBits: number } {
  const [address = ''] = cidr.split('/');
  const isV4 = ipaddr.IPv4.isValidFourPartDecimal(address);
  if (!isV4 && !ipaddr.IPv6.isValid(address)) throw malformed(position, 'the address is not IPv4 or IPv6');
  if (isV4 && mustBeV6) throw malformed(position, 'brackets are for IPv6 only');
  if (!ipaddr.isValidCIDR(cidr)) throw malformed(position, 'the prefix length does not fit the address');
  const [network, prefixBits] = ipaddr.parseCIDR(cidr);
  if (network.kind() === 'ipv6' && network.range() === 'ipv4Mapped') throw malformed(position, 'write IPv4 networks in IPv4 form');
  const kind = network.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  if (kind.networkAddressFromCIDR(cidr).toString() !== network.toString()) {
    throw malformed(position, 'bits behind the prefix are set; give the first address of the network');
  }
  return { address: network.toString(), prefixBits };
}

function malformed(position: number, why: string): AppError {
  return new AppError('invalid', 'networks_malformed', `Correct entry ${position} of the list of networks: ${why}.`, { details: { position } });
}

/** Whether `address` lies in `network`, ports aside. */
export function networkContains(network: AllowedNetwork, address: IpAddress): boolean {
  const base = ipaddr.parse(network.address);
  return base.kind() === address.kind() && address.match(base as never, network.prefixBits);
}
