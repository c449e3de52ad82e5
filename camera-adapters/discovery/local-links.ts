import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';

/**
 * This machine's own IPv4 addresses on links that have addresses in common with a network: the interfaces on which a probe for that network makes sense. Loopback is
 * never among them.
 *
 * @param cidr a network that was judged.
 */
export function linksOf(cidr: string, interfaces = networkInterfaces()): readonly string[] {
  const [wanted, wantedBits] = ipaddr.parseCIDR(cidr);
  const found = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter((own) => own.family === 'IPv4' && !own.internal && own.cidr !== null);
  return found.filter((own) => overlaps(own.cidr ?? '', wanted, wantedBits)).map((own) => own.address);
}

/** Two networks overlap when one holds the other: when they agree in the bits of the shorter prefix. */
function overlaps(ownCidr: string, wanted: ipaddr.IPv4 | ipaddr.IPv6, wantedBits: number): boolean {
  const [own, ownBits] = ipaddr.parseCIDR(ownCidr);
  return own.kind() === wanted.kind() && own.match(wanted as never, Math.min(ownBits, wantedBits));
}

/** All of this machine's own addresses; a sweep never asks them, since what listens there is the product or its neighbours on the machine. */
export function ownAddresses(interfaces = networkInterfaces()): readonly string[] {
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .map(({ address }) => address.replace(/%.*$/, ''));
}
