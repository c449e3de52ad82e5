import type { ContactContext } from '../../../camera-adapters/contract.ts';
import { createNetworkPolicy } from '../../../camera-adapters/network-policy.ts';
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
    network: createNetworkPolicy({ policy: { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') } }),
    now: Date.now,
    ...overrides,
  };
}
