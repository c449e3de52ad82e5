import { isAppError } from '../../domain/app-error.ts';
import { NS } from './onvif-namespaces.ts';
import type { ReturnedAddresses } from './returned-address.ts';
import type { ServiceEndpoint, SoapClient } from './soap-client.ts';
import { childOf, childrenOf, descend, textAt } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** A service that a device has. */
export interface DeviceService {
  readonly endpoint: ServiceEndpoint;
  /** Its capabilities where the device sent them along. */
  readonly capabilities?: XmlElement;
}

/** The services that matter here. */
export interface DeviceServices {
  readonly media1?: DeviceService;
  readonly media2?: DeviceService;
}

/**
 * Asks the device what services it has: GetServices with capabilities (ONVIF Core, section 8.1.2.2), or GetCapabilities for devices older
 * than that (section 8.1.2.1). Both are open, no sign-in is needed. Services whose address makes no sense are left out.
 */
export async function readDeviceServices(client: SoapClient, device: ServiceEndpoint, addresses: ReturnedAddresses): Promise<DeviceServices> {
  try {
    const { response } = await client.call({
      endpoint: device,
      namespace: NS.device,
      operation: 'GetServices',
      content: '<q:IncludeCapability>true</q:IncludeCapability>',
      isOpen: true,
    });
    const services = childrenOf(response, NS.device, 'Service');
    const [media1, media2] = [await findService(services, NS.media1, addresses), await findService(services, NS.media2, addresses)];
    return { ...(media1 && { media1 }), ...(media2 && { media2 }) };
  } catch (error) {
    if (!isAppError(error, 'not_supported')) throw error;
    return legacyServices(client, device, addresses);
  }
}

async function findService(services: readonly XmlElement[], namespace: string, addresses: ReturnedAddresses): Promise<DeviceService | undefined> {
  const service = services.find((candidate) => textAt(candidate, NS.device, 'Namespace') === namespace);
  const endpoint = service === undefined ? undefined : await addresses.service(textAt(service, NS.device, 'XAddr') ?? '');
  if (endpoint === undefined) return undefined;
  const capabilities = childOf(childOf(service, NS.device, 'Capabilities'), namespace, 'Capabilities');
  return { endpoint, ...(capabilities && { capabilities }) };
}

async function legacyServices(client: SoapClient, device: ServiceEndpoint, addresses: ReturnedAddresses): Promise<DeviceServices> {
  const { response } = await client.call({
    endpoint: device,
    namespace: NS.device,
    operation: 'GetCapabilities',
    content: '<q:Category>All</q:Category>',
    isOpen: true,
  });
  const xaddr = textAt(descend(response, NS.device, 'Capabilities'), NS.schema, 'Media', 'XAddr');
  const endpoint = xaddr === undefined ? undefined : await addresses.service(xaddr);
  return endpoint === undefined ? {} : { media1: { endpoint } };
}
