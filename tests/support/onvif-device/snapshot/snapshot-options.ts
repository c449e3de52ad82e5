import type { AuthMode } from '../auth/auth-options.ts';
import type { SnapshotFault } from '../faults/device-fault.ts';
import { defaultJpeg } from './default-jpeg.ts';

export interface SnapshotOptions {
  /** The picture, or what makes one for each request. */
  readonly jpeg: Buffer | (() => Buffer);
  /**
   * Sign-in for the picture. `same` is that of the services, or digest where those use WS-Security: an HTTP GET can
   * only be authenticated by HTTP (ONVIF Core 5.9.1).
   */
  readonly snapshotAuth: 'same' | Exclude<AuthMode, 'ws-usernametoken' | 'digest-or-ws'>;
  readonly snapshotFault: SnapshotFault | undefined;
}

export const defaultSnapshotOptions: SnapshotOptions = {
  jpeg: defaultJpeg,
  snapshotAuth: 'same',
  snapshotFault: undefined,
};
