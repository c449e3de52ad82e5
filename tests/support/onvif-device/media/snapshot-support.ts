import { receiverFault } from '../soap/soap-fault.ts';
import type { MediaOptions } from './media-options.ts';

/**
 * GetSnapshotUri belongs to a device only when its capabilities say so (Media 5.16.1, Media2 5.5.1).
 *
 * @throws SoapFault `ter:ActionNotSupported` (ONVIF Core 5.1.2).
 */
export function assertSnapshotSupported(options: MediaOptions): void {
  if (options.snapshotUriCapability === true) return;
  throw receiverFault('Optional Action Not Implemented', 'ter:ActionNotSupported');
}
