import type { CameraAdapter, ContactContext } from '../../camera-adapters/contract.ts';
import { createNetworkPolicy } from '../../camera-adapters/network-policy.ts';
import type { CameraAdapters } from '../../camera-adapters/registry.ts';
import type { ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import type { AddressPolicy } from '../../domain/address-rule.ts';
import { parseAllowedNetworks } from '../../domain/allowed-networks.ts';
import { AppError } from '../../domain/app-error.ts';
import type { CameraCredentials, DialableSource } from '../../domain/camera-source.ts';
import type { Clock } from '../../platform/clock.ts';
import type { SecretBox } from '../../platform/secret-box.ts';

/** A camera ready to be dialled: its adapter, its source and the context of one contact. */
export interface DialledCamera {
  readonly adapter: CameraAdapter;
  readonly source: DialableSource;
  readonly context: ContactContext;
}

/** Prepares contacts: the only place where a camera's password is unsealed. */
export interface CameraDialer {
  /**
   * Prepares one contact. Errors: `not_dialable` (invalid) for a camera that is only registered; `secret_key_unknown`, `secret_unreadable`
   * (unavailable); `networks_malformed` (invalid).
   */
  prepare(target: ContactTarget, options: { readonly deadlineMs: number; readonly signal: AbortSignal }): DialledCamera;
}

/** `addressPolicy` is the service's own; each camera's organisation may narrow it. */
export function createCameraDialer(parts: { adapters: CameraAdapters; addressPolicy: AddressPolicy; secretBox: SecretBox; clock: Clock }): CameraDialer {
  const { adapters, addressPolicy, secretBox, clock } = parts;
  const now = () => clock.now();
  return {
    prepare(target, { deadlineMs, signal }) {
      const { cameraId, source } = target;
      if (source.kind === 'registered') throw notDialable();
      const credentials = unseal(target, secretBox);
      const policy = {
        ...addressPolicy,
        ...(target.organisationNetworks && { organisationNetworks: parseAllowedNetworks(target.organisationNetworks.join(',')) }),
      };
      const secure = target.securePort === undefined ? {} : { securePort: target.securePort };
      const context = { cameraId, deadlineMs, signal, now, network: createNetworkPolicy({ policy }), ...secure, ...(credentials && { credentials }) };
      return { adapter: adapters[source.kind] as CameraAdapter, source, context };
    },
  };
}

function notDialable(): AppError {
  return new AppError(
    'invalid',
    'not_dialable',
    'This camera is only registered: it has no address to contact. Enter its address first, or hand in its footage as files.',
  );
}

/** The seal holds JSON of {@link CameraCredentials}, bound to the id of the recorder or else of the camera. */
function unseal({ cameraId, recorderId, sealed }: ContactTarget, secretBox: SecretBox): CameraCredentials | undefined {
  return sealed && (JSON.parse(secretBox.open(sealed, recorderId ?? cameraId)) as CameraCredentials);
}
