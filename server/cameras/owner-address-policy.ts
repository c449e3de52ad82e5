import type { AddressPolicy } from '../../domain/address-rule.ts';
import { parseAllowedNetworks } from '../../domain/allowed-networks.ts';
import { cameraNetworksOf } from '../../db/repositories/organisation-repository.ts';
import type { ServerContext } from '../server-context.ts';

/** Which addresses cameras of an organisation may have: the service's own rule, narrowed by the organisation's networks, as the workers will judge it. */
export async function ownerAddressPolicy({ db, addressPolicy }: ServerContext, ownerId: string): Promise<AddressPolicy> {
  const networks = await cameraNetworksOf(db, ownerId);
  return networks === null ? addressPolicy : { ...addressPolicy, organisationNetworks: parseAllowedNetworks(networks.join(',')) };
}
