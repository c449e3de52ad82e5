import type { z } from 'zod';
import type { DiscoveredDeviceRow, DiscoveryRow } from '../../db/repositories/discovery-repository.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { discoveredDeviceOut, discoveryOut } from '../../domain/wire/discovery-wire.ts';

type WireDevice = z.output<typeof discoveredDeviceOut>;

/** A discovery as the API returns it, without its devices. */
export function wireDiscovery(row: DiscoveryRow): z.output<typeof discoveryOut> {
  const { id, organisationId, cidr, state, addressCount, addressesDone, answered, notTried, deviceCount, leftOut, outsideNetwork, error } = row;
  return {
    id,
    jobId: id,
    organisationId,
    cidr,
    state,
    progress: state === 'completed' ? 1 : addressesDone / addressCount,
    addresses: addressCount,
    addressesDone,
    addressesAnswered: answered,
    notTried,
    deviceCount,
    devicesLeftOut: leftOut,
    devicesOutside: outsideNetwork,
    error,
    createdAt: toIso(row.createdAtMs),
    finishedAt: row.finishedAtMs === null ? null : toIso(row.finishedAtMs),
    expiresAt: toIso(row.expiresAtMs),
  };
}

/** A device as the API returns it, with what `POST /cameras` needs of it. */
export function wireDevice(row: DiscoveredDeviceRow): WireDevice {
  const { id, address, port, foundBy, reachable, onvifUrl, rtspUrl, name, manufacturer, model, firmware, passwordNeeded, signIn, cameraIds } = row;
  const { clockOffsetMs, clockUncertaintyMs, clockMethod } = row;
  const hasClock = clockOffsetMs !== null && clockUncertaintyMs !== null && clockMethod !== null;
  return {
    id,
    address,
    port,
    foundBy: [...foundBy],
    reachable,
    onvifUrl,
    rtspUrl,
    name,
    manufacturer,
    model,
    firmware,
    clock: hasClock ? { offsetMs: clockOffsetMs, uncertaintyMs: clockUncertaintyMs, method: clockMethod } : null,
    passwordNeeded,
    signIn: [...signIn],
    foundAt: toIso(row.foundAtMs),
    cameraIds: [...cameraIds],
    registration: { name: suggestedName(row), source: onvifUrl === null ? { kind: 'rtsp', url: rtspUrl ?? '' } : { kind: 'onvif', url: onvifUrl } },
  };
}

/** What can be known of a camera's name before somebody says where it hangs: what it is and its address. */
function suggestedName({ address, model, name }: DiscoveredDeviceRow): string {
  return `${model ?? name ?? 'Camera'} (${address})`.slice(0, 200);
}
