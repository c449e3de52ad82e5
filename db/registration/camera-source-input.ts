import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkCameraUrl, type AddressPolicy } from '../../domain/address-rule.ts';
import type { CameraSource } from '../../domain/camera-source.ts';
import type { sourceWire } from '../../domain/wire/camera-wire.ts';
import type { Sealed, SecretBox } from '../../platform/secret-box.ts';

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

function seal(context: SourceRules, cameraId: string, input: SourceInput): Sealed | null | undefined {
  if (input.kind !== 'rtsp' && input.kind !== 'onvif') return null;
  const { username, password } = input;
  if (username === undefined && password === undefined) return undefined;
  if (username === '' && (password === undefined || password === '')) return null;
  if (username === undefined || password === undefined) {
    throw new AppError('invalid', 'credentials_incomplete', 'Give user name and password together, or neither to keep those that are stored.');
  }
  return context.secretBox.seal(JSON.stringify({ username, password }), cameraId);
}

/**
 * Checks a source that somebody typed and seals its credentials to the camera's id.
 * Errors: those of `checkCameraUrl`, `credentials_incomplete`.
 */
export function readSource(context: SourceRules, cameraId: string, input: SourceInput): StoredSource {
  const sealed = seal(context, cameraId, input);
  switch (input.kind) {
    case 'rtsp': {
      const { url: canonicalUrl } = checkCameraUrl(input.url, 'rtsp', context.addressPolicy);
      return { source: { kind: 'rtsp', url: input.url.trim(), transport: input.transport }, canonicalUrl, sealed };
    }
    case 'onvif': {
      const { url: canonicalUrl } = checkCameraUrl(input.url, 'onvif', context.addressPolicy);
      return { source: { kind: 'onvif', url: input.url.trim() }, canonicalUrl, sealed };
    }
    case 'simulated':
      return { source: { kind: 'simulated', seed: input.seed, faults: input.faults as never }, canonicalUrl: null, sealed };
    case 'registered':
      return { source: { kind: 'registered' }, canonicalUrl: null, sealed };
  }
}
