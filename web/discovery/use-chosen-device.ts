import { useSearch } from '@tanstack/react-router';
import type { DiscoveredDevice } from '../api/api-types.ts';
import { useDiscovery } from './use-discovery.ts';

/** The found device that a registration form was opened for; by ids, so that no link made elsewhere can slip an address into the form. */
export interface ChosenDevice {
  readonly isPending: boolean;
  /** The form was opened for a device that is there no more. */
  readonly isGone: boolean;
  readonly device: DiscoveredDevice | undefined;
}

export function useChosenDevice(): ChosenDevice {
  const { discovery: discoveryId = null, device: deviceId } = useSearch({ from: '/_app/cameras/new' });
  const discovery = useDiscovery(discoveryId);
  const device = discovery.data?.devices.find(({ id }) => id === deviceId);
  const isPending = discoveryId !== null && discovery.isPending;
  return { isPending, isGone: discoveryId !== null && !isPending && device === undefined, device };
}
