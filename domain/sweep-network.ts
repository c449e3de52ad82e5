import ipaddr from 'ipaddr.js';
import { addressVerdict } from './address-rule.ts';
import type { AddressPolicy, RefusalReason } from './address-rule.ts';
import { parseAllowedNetworks } from './allowed-networks.ts';
import { AppError } from './app-error.ts';
import { effectiveAddress, parseIpAddress } from './special-address.ts';

/** No discovery asks more addresses than this: a `/20` of IPv4, a `/116` of IPv6. */
export const MAX_SWEEP_ADDRESSES = 4096;

/** Why a network or one of its addresses is not swept; `public`: on the open Internet and in nobody's list of networks. */
export type SweepRefusal = RefusalReason | 'public';

/** A network that may be swept. */
export interface SweepNetwork {
  /** First address and prefix length, in their plain form. */
  readonly cidr: string;
  readonly addressCount: number;
}

/**
 * Whether an address and port may be asked by a discovery: what `addressVerdict` allows, except that without any list of networks only private
 * addresses count. A camera's address on the Internet is one that somebody knows; sweeping the Internet for cameras is another thing.
 *
 * @returns undefined when it may be asked.
 */
export function sweepRefusal(ip: string, port: number, policy: AddressPolicy): { readonly reason: SweepRefusal; readonly isAboutPort: boolean } | undefined {
  const verdict = addressVerdict(ip, port, policy);
  if (!verdict.allowed) return { reason: verdict.reason, isAboutPort: verdict.code === 'port_forbidden' };
  const isListed = (policy.overrideNetworks ?? []).length > 0 || (policy.organisationNetworks ?? []).length > 0;
  return isListed || isPrivate(ip) ? undefined : { reason: 'public', isAboutPort: false };
}

function isPrivate(ip: string): boolean {
  const parsed = parseIpAddress(ip);
  return parsed !== undefined && ['private', 'uniqueLocal'].includes(effectiveAddress(parsed).range());
}

/**
 * Judges a network that somebody wants swept, before anything is sent: its shape, its size, and every one of its addresses. Addresses of the product's own hosts
 * inside it don't refuse it: they are left out when it is swept.
 *
 * @param text `CIDR`, or a single address.
 * @throws AppError `invalid` with `cidr_malformed` (`details.suggestion` when bits behind the prefix are set), `cidr_too_large`, or `network_forbidden`
 *   with `details.reason`, and `details.limitedBy` where a list of networks leaves it out.
 */
export function checkSweepNetwork(text: string, policy: AddressPolicy): SweepNetwork {
  const { cidr, addressCount } = parseSweepNetwork(text.trim());
  if (addressCount > MAX_SWEEP_ADDRESSES) {
    throw new AppError(
      'invalid',
      'cidr_too_large',
      `This network has more than ${MAX_SWEEP_ADDRESSES} addresses. Choose a part of it: a prefix of /20 or longer, such as /24.`,
      { details: { mostAddresses: MAX_SWEEP_ADDRESSES } },
    );
  }
  for (const address of sweepAddresses(cidr)) {
    const refusal = sweepRefusal(address, 80, policy);
    if (refusal !== undefined && !refusal.isAboutPort && refusal.reason !== 'own_host') throw forbidden(refusal.reason, policy);
  }
  return { cidr, addressCount };
}

function parseSweepNetwork(text: string): SweepNetwork {
  const single = parseIpAddress(text);
  const written = single === undefined ? text : `${single.toString()}/${single.kind() === 'ipv4' ? 32 : 128}`;
  if (/[,[\]]|\/.*:/.test(written)) throw malformed();
  try {
    const network = parseAllowedNetworks(written)[0];
    if (network === undefined || network.port !== undefined) throw malformed();
    const hostBits = (network.address.includes(':') ? 128 : 32) - network.prefixBits;
    return { cidr: `${network.address}/${network.prefixBits}`, addressCount: 2 ** hostBits };
  } catch {
    throw malformed(firstAddressOf(written));
  }
}

/**
 * The network that a written text means: an address (a router's, a recorder's) with a prefix length to go with it, or a CIDR, whose first address need not be the one that
 * was written.
 *
 * @returns undefined when it is neither.
 */
export function meantNetwork(text: string, prefixBits: number): string | undefined {
  const written = text.trim();
  return firstAddressOf(written.includes('/') ? written : `${written}/${prefixBits}`);
}

/** What somebody meant who wrote an address inside the network in place of its first. */
function firstAddressOf(text: string): string | undefined {
  // short and octal spellings are read as other addresses than people mean
  if (parseIpAddress(text.split('/')[0] ?? '') === undefined || !ipaddr.isValidCIDR(text)) return undefined;
  const [address, prefixBits] = ipaddr.parseCIDR(text);
  const kind = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(text).toString()}/${prefixBits}`;
}

function malformed(suggestion?: string): AppError {
  const advice = suggestion === undefined ? 'such as 192.168.1.0/24' : `here probably ${suggestion}`;
  return new AppError('invalid', 'cidr_malformed', `Write the network as its first address and the length of its prefix, without a port: ${advice}.`, {
    details: suggestion === undefined ? {} : { suggestion },
  });
}

/** Whose list leaves a network out: each is changed by somebody else. */
export type SweepLimit = 'operator' | 'administrator';

const LIMIT_MESSAGES: Readonly<Record<SweepLimit, string>> = {
  operator:
    'It lies, wholly or in part, outside MATPHO_CAMERA_NETWORKS, by which whoever runs the server limits all networks of cameras; what an administrator enters counts for nothing meanwhile. Choose one of those networks, or ask whoever runs the server to add this one.',
  administrator:
    'It lies, wholly or in part, outside the networks that an administrator entered for your organisation. Choose one of those, or ask an administrator to add this one.',
};

function forbidden(reason: SweepRefusal, policy: AddressPolicy): AppError {
  const limitedBy: SweepLimit | undefined = reason !== 'not_listed' ? undefined : (policy.overrideNetworks ?? []).length > 0 ? 'operator' : 'administrator';
  const why =
    limitedBy !== undefined
      ? LIMIT_MESSAGES[limitedBy]
      : reason === 'public'
        ? 'It is on the open Internet. Only private networks are searched, unless an administrator enters this one among the networks of your organisation.'
        : 'No camera may be at these addresses. Use the network that the cameras and their router are on, such as 192.168.1.0/24.';
  return new AppError('invalid', 'network_forbidden', `This network is not searched. ${why}`, { details: { reason, ...(limitedBy && { limitedBy }) } });
}

/** All addresses of a network that {@link checkSweepNetwork} accepted, in order. */
export function sweepAddresses(cidr: string): readonly string[] {
  const [first, prefixBits] = ipaddr.parseCIDR(cidr);
  const bytes = first.toByteArray();
  const count = 2 ** (bytes.length * 8 - prefixBits);
  return Array.from({ length: count }, (_, index) => addressAfter(bytes, index));
}

function addressAfter(firstBytes: readonly number[], steps: number): string {
  const bytes = [...firstBytes];
  let carry = steps;
  for (let at = bytes.length - 1; at >= 0 && carry > 0; at -= 1) {
    const sum = (bytes[at] ?? 0) + carry;
    bytes[at] = sum & 255;
    carry = Math.floor(sum / 256);
  }
  return ipaddr.fromByteArray(bytes).toString();
}
