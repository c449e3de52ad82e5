import { isIP } from 'node:net';
import { refusalError } from '../../domain/address-rule.ts';
import type { AddressPolicy } from '../../domain/address-rule.ts';
import { AppError } from '../../domain/app-error.ts';
import { sweepRefusal } from '../../domain/sweep-network.ts';
import { createNetworkPolicy } from '../network-policy.ts';
import type { NetworkPolicy } from '../network-policy.ts';

/**
 * The network policy of a discovery: that of a camera's contacts, without names (nobody typed one, and one that a device gives would only make us ask its resolver) and
 * without the open Internet unless it is in a list of networks.
 */
export function createDiscoveryNetwork(policy: AddressPolicy): NetworkPolicy {
  const network = createNetworkPolicy({ policy, lookup: () => Promise.resolve([]) });
  return {
    async pin(host, port) {
      if (isIP(host) === 0) throw new AppError('invalid', 'address_forbidden', 'A discovery dials addresses only.', { details: { reason: 'not_an_address' } });
      const refusal = sweepRefusal(host, port, policy);
      if (refusal?.reason === 'public') throw refusalError({ allowed: false, code: 'address_forbidden', reason: 'not_listed' });
      return network.pin(host, port);
    },
  };
}
