import ipaddr from 'ipaddr.js';

/**
 * The network that a camera's address lies in, as far as the address alone tells: the /24 of an IPv4 address, the /64 of an IPv6 one, such as `10.0.3.0/24`. Null without an
 * address, for names, and for addresses that can't be read.
 */
export function networkPrefix(url: string | null): string | null {
  const host = hostOf(url);
  if (host === null || !ipaddr.isValid(host)) return null;
  const address = ipaddr.process(host);
  if (address.kind() === 'ipv4') return `${address.toByteArray().slice(0, 3).join('.')}.0/24`;
  const parts = (address as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${parts.join(':')}::/64`;
}

function hostOf(url: string | null): string | null {
  const match = url === null ? null : /^[a-z][a-z0-9+.-]*:\/\/(?:\[([^\]]+)\]|([^/:?#]+))/i.exec(url);
  return match?.[1] ?? match?.[2] ?? null;
}
