import { parseAllowedNetworks } from '../../domain/allowed-networks.ts';
import type { ServerContext } from '../server-context.ts';

/** The same context, its rule about addresses narrowed to an organisation's networks, as the workers will narrow it. */
export function narrowedContext(context: ServerContext, networks: readonly string[]): ServerContext {
  if (networks.length === 0) return context;
  return { ...context, addressPolicy: { ...context.addressPolicy, organisationNetworks: parseAllowedNetworks(networks.join(',')) } };
}
