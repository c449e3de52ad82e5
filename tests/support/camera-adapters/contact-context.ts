import type { ContactContext } from '../../../camera-adapters/contract.ts';
import { createNetworkPolicy } from '../../../camera-adapters/network-policy.ts';
import type { NetworkPolicy } from '../../../camera-adapters/network-policy.ts';
import { parseAllowedNetworks } from '../../../domain/address-rule.ts';

/**
 * What a contact with a device on loopback needs: loopback allowed and nothing else, 10 s, the system's clock.
 *
 * @param overrides replace single fields.
 */
export function contactContext(overrides: Partial<ContactContext> = {}): ContactContext {
  return {
    cameraId: 'camera-under-test',
    signal: new AbortController().signal,
    deadlineMs: 10_000,
    now: Date.now,
    ...overrides,
    network: loopbackOnly(overrides.network ?? createNetworkPolicy({ policy: { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') } })),
  };
}

/** Should the policy under test ever let go of something else, the test fails before a packet leaves the machine. */
function loopbackOnly(network: NetworkPolicy): NetworkPolicy {
  return {
    async pin(host, port) {
      const pinned = await network.pin(host, port);
      if (!pinned.address.startsWith('127.')) throw new Error(`the test would have dialled ${pinned.address}`);
      return pinned;
    },
  };
}
