import ipaddr from 'ipaddr.js';

/** An address as ipaddr.js holds it. */
export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** Why an address is nobody's camera. */
export type SpecialUse = 'unspecified' | 'loopback' | 'link_local' | 'metadata' | 'multicast' | 'broadcast' | 'carrier_nat' | 'reserved';

// Addresses at which cloud hosts hand out secrets and that no range below covers: Azure's wire server, and the IPv6 forms of
// AWS, Google and Scaleway inside the unique-local range. 169.254.169.254, 100.100.100.200 and 192.0.0.192 lie in refused ranges.
const METADATA_ELSEWHERE = ['168.63.129.16', 'fd00:ec2::254', 'fd20:ce::254', 'fd00:42::42'];
const METADATA_IN_RANGES = ['169.254.169.254', '169.254.170.2', '100.100.100.200', '192.0.0.192'];
/** In the library's own spelling: every contact with a camera asks. */
const METADATA: ReadonlySet<string> = new Set([...METADATA_ELSEWHERE, ...METADATA_IN_RANGES].map((text) => ipaddr.parse(text).toString()));

const GLOBAL_UNICAST_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Reads an address in its plain form: dotted IPv4 with four decimal parts, or IPv6 without a zone.
 *
 * @returns undefined when `text` is neither; other spellings of IPv4 (octal, hexadecimal, short) are `canonicalHost`'s task.
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
  return ipaddr.IPv6.parse(text);
}

/**
 * The address that a packet sent to `address` ends up at: the IPv4 inside an IPv4-mapped, IPv4-compatible (RFC 4291, 2.5.5), translated
 * (RFC 2765), NAT64 (RFC 6052, 2.1), 6to4 (RFC 3056) or ISATAP (RFC 5214, 6.1) address, else the address itself.
 */
export function effectiveAddress(address: IpAddress): IpAddress {
  if (address.kind() === 'ipv4') return address;
  const bytes = address.toByteArray();
  const at = embeddedIpv4Index(address as ipaddr.IPv6, bytes);
  return at === undefined ? address : new ipaddr.IPv4(bytes.slice(at, at + 4));
}

function embeddedIpv4Index(address: ipaddr.IPv6, bytes: readonly number[]): number | undefined {
  const range = address.range();
  if (range === 'ipv4Mapped' || range === 'rfc6145') return 12;
  if (range === '6to4') return 2;
  const startsWith = (...prefix: number[]): boolean => prefix.every((byte, index) => bytes[index] === byte);
  if (startsWith(0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) return 12;
  const compatible = range !== 'unspecified' && range !== 'loopback' && bytes.slice(0, 12).every((byte) => byte === 0);
  if (compatible) return 12;
  const isatap = (bytes[8] === 0 || bytes[8] === 2) && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe;
  return isatap ? 12 : undefined;
}

/** Whether anybody on the internet may have this address: neither special-purpose nor private (RFC 1918, RFC 4193), whatever form it comes in. */
export function isPublicAddress(text: string): boolean {
  const parsed = parseIpAddress(text);
  if (parsed === undefined) return false;
  const address = effectiveAddress(parsed);
  return specialUse(address) === undefined && address.range() === 'unicast';
}

const USE_OF_RANGE: Readonly<Record<string, SpecialUse | 'ordinary'>> = {
  unicast: 'ordinary',
  private: 'ordinary',
  uniqueLocal: 'ordinary',
  unspecified: 'unspecified',
  loopback: 'loopback',
  linkLocal: 'link_local',
  multicast: 'multicast',
  broadcast: 'broadcast',
  carrierGradeNat: 'carrier_nat',
};

/**
 * What the IANA special-purpose registries (RFC 6890) keep an address for, when that rules out a camera. Private IPv4 (RFC 1918),
 * unique-local IPv6 (RFC 4193) and global unicast are ordinary. Pass an address through {@link effectiveAddress} first.
 *
 * @returns undefined for an ordinary address.
 */
export function specialUse(address: IpAddress): SpecialUse | undefined {
  if (METADATA.has(address.toString())) return 'metadata';
  const use = USE_OF_RANGE[address.range()] ?? 'reserved';
  if (use !== 'ordinary') return use;
  const unallocated = address.kind() === 'ipv6' && address.range() === 'unicast' && !address.match(GLOBAL_UNICAST_V6 as never);
  return unallocated ? 'reserved' : undefined;
}
