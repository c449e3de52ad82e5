import { ownAddresses } from '../../camera-adapters/discovery/local-links.ts';
import type { AddressPolicy } from '../../domain/address-rule.ts';
import { parseAllowedNetworks } from '../../domain/allowed-networks.ts';

/**
 * Which addresses a discovery may dial: the service's rules, narrowed by the organisation's networks, and never this very machine, whose addresses may well lie in the network
 * that is searched. (An override that names them opens them, as everywhere.)
 */
export function discoveryPolicy(service: AddressPolicy, networks: readonly string[] | null): AddressPolicy {
  return {
    ...service,
    ...(networks !== null && { organisationNetworks: parseAllowedNetworks(networks.join(',')) }),
    ownEndpoints: [...(service.ownEndpoints ?? []), ...ownAddresses().map((address) => ({ address }))],
  };
}
