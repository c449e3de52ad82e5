import type { AlertFaultRow } from '../../db/repositories/alert-repository.ts';
import type { FaultScopes } from '../../domain/alert-group.ts';
import { networkPrefix } from '../../domain/network-prefix.ts';

/** What a fault's camera may have in common with others. */
export function scopesOf({ recorderId, siteId, unitId, organisationId, address }: AlertFaultRow): FaultScopes {
  return { recorder: recorderId, site: siteId, network: networkPrefix(address), unit: unitId, organisation: organisationId };
}
