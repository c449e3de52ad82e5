import type { z } from 'zod';
import { checkCameraUrl, type AddressPolicy } from '../../domain/address-rule.ts';
import type { CameraSource } from '../../domain/camera-source.ts';
import type { sourceWire } from '../../domain/wire/camera-wire.ts';
import type { Sealed, SecretBox } from '../../platform/secret-box.ts';
import { sealCredentials } from './sealed-credentials.ts';

type SourceInput = z.output<typeof sourceWire>;

/** What judges an address and seals a password; a server's context is one. */
export interface SourceRules {
  readonly secretBox: SecretBox;
  readonly addressPolicy: AddressPolicy;
}

/** A source as it is stored: its address without secrets, and its sign-in sealed. */
export interface StoredSource {
  readonly source: CameraSource;
  /** The address in one spelling; null for kinds without one. */
  readonly canonicalUrl: string | null;
  /** undefined: nothing was said, what is stored stays; null: signs in with nothing. */
  readonly sealed: Sealed | null | undefined;
}

/**
 * Checks a source that somebody typed and seals its credentials to the camera's id.
 * Errors: those of `checkCameraUrl` and `sealCredentials`.
 *
 * @param policy what the owner's cameras may be reached at; the service's own rule when nothing is said.
 */
export function readSource(context: SourceRules, cameraId: string, input: SourceInput, policy: AddressPolicy = context.addressPolicy): StoredSource {
  const sealed = input.kind === 'rtsp' || input.kind === 'onvif' ? sealCredentials(context.secretBox, cameraId, input) : null;
  switch (input.kind) {
    case 'rtsp': {
      const { url: canonicalUrl } = checkCameraUrl(input.url, 'rtsp', policy);
      return { source: { kind: 'rtsp', url: input.url.trim(), transport: input.transport }, canonicalUrl, sealed };
    }
    case 'onvif': {
      const { url: canonicalUrl } = checkCameraUrl(input.url, 'onvif', policy);
      return { source: { kind: 'onvif', url: input.url.trim() }, canonicalUrl, sealed };
    }
    case 'simulated':
      return { source: { kind: 'simulated', seed: input.seed, faults: input.faults as never }, canonicalUrl: null, sealed };
    case 'registered':
      return { source: { kind: 'registered' }, canonicalUrl: null, sealed };
  }
}
