import { addressVerdict, type OwnEndpoint } from './address-rule.ts';
import { parseAllowedNetworks } from './allowed-networks.ts';
import { AppError } from './app-error.ts';

/** Judges an entry that names no port by the port that most cameras use. */
const USUAL_PORT = 554;

/**
 * Checks the networks to which an organisation's cameras are to be limited. They may only narrow what the rule allows: an entry that begins where no camera may
 * be (loopback, link-local, metadata, multicast, carrier-grade NAT …), or that names the port of another service, is refused. A wide entry that merely holds such addresses
 * opens none of them: each address is judged again when it is dialled.
 *
 * @throws AppError `invalid` / `networks_malformed` (see `parseAllowedNetworks`) or `camera_network_forbidden`; both name the entry's position, from 1.
 */
export function checkOrganisationNetworks(entries: readonly string[], ownEndpoints: readonly OwnEndpoint[] = []): void {
  parseAllowedNetworks(entries.join(',')).forEach(({ address, port }, index) => {
    const verdict = addressVerdict(address, port ?? USUAL_PORT, { ownEndpoints });
    if (verdict.allowed) return;
    const position = index + 1;
    const message = `Entry ${position} names a network or port where no camera may be. Organisations' networks only narrow what the service allows; the operator's MATPHO_CAMERA_NETWORKS is the only way to open more.`;
    throw new AppError('invalid', 'camera_network_forbidden', message, { details: { position, reason: verdict.reason } });
  });
}
