import { isAppError } from '../../domain/app-error.ts';
import type { DeviceServices } from './device-services.ts';
import { NS } from './onvif-namespaces.ts';
import type { OnvifSession } from './onvif-session.ts';
import { childrenOf, textAt } from './xml-element.ts';

/**
 * Where a device that was dialled in the clear says that it speaks TLS: the port of an https address in its services, else GetNetworkProtocols (ONVIF Core, section 8.2).
 * Only a port is believed; the host stays the one dialled.
 */
export async function offeredSecurePort(session: OnvifSession, services: DeviceServices): Promise<number | undefined> {
  if (services.securePort !== undefined) return services.securePort;
  try {
    const { response } = await session.client.call({ endpoint: session.device, namespace: NS.device, operation: 'GetNetworkProtocols' });
    const https = childrenOf(response, NS.device, 'NetworkProtocols').find((protocol) => textAt(protocol, NS.schema, 'Name')?.toUpperCase() === 'HTTPS');
    const isOn = /^(?:true|1)$/i.test(textAt(https, NS.schema, 'Enabled') ?? '');
    const port = Number(textAt(https, NS.schema, 'Port') ?? Number.NaN);
    return isOn && Number.isInteger(port) && port > 0 && port <= 65_535 ? port : undefined;
  } catch (error) {
    // users with few rights may not ask this; that they may not is no fault of the camera
    if (isAppError(error) && error.kind === 'camera') return undefined;
    throw error;
  }
}
