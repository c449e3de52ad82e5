import { isAppError } from '../../domain/app-error.ts';
import type { DeviceServiceVersion } from '../../domain/camera-contact.ts';
import { parseCameraUrl } from '../../domain/camera-url.ts';
import { cameraWords, isBadAnswer } from './onvif-error.ts';
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

/** What services a device has; only those that matter here can be called. */
export interface DeviceServices {
  readonly media1?: DeviceService;
  readonly media2?: DeviceService;
  readonly events?: DeviceService;
  /** Of Profile G: what the device keeps itself. */
  readonly recording?: DeviceService;
  readonly search?: DeviceService;
  readonly replay?: DeviceService;
  /** All that it names. */
  readonly versions: readonly DeviceServiceVersion[];
  /** The port of the first address with https; not tried out. */
  readonly securePort?: number;
}

/** More services than any device has; what is beyond is not looked at. */
const MAX_SERVICES = 64;

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
    return await currentServices(childrenOf(response, NS.device, 'Service').slice(0, MAX_SERVICES), addresses);
  } catch (error) {
    if (!isUnknownOperation(error)) throw error;
    return legacyServices(client, device, addresses);
  }
}

/** Old devices say in all sorts of ways that they don't know GetServices. */
function isUnknownOperation(error: unknown): boolean {
  if (isAppError(error, 'not_supported') || isAppError(error, 'camera_fault')) return true;
  return isBadAnswer(error, 'status') && [400, 404, 405, 501].includes(Number(error.details['status']));
}

async function currentServices(services: readonly XmlElement[], addresses: ReturnedAddresses): Promise<DeviceServices> {
  return {
    ...(await inOrder(CALLED_SERVICES, (name) => findService(services, NS[name], addresses))),
    versions: services.flatMap((service) => readVersion(service) ?? []),
    ...securePortOf(services.map((service) => textAt(service, NS.device, 'XAddr'))),
  };
}

const CALLED_SERVICES = ['media1', 'media2', 'events', 'recording', 'search', 'replay'] as const;
type ServiceName = (typeof CALLED_SERVICES)[number];
/** A camera is a camera without these: an address that is refused must not stop its pictures. */
const EXTRA_SERVICES: readonly ServiceName[] = ['recording', 'search', 'replay'];

/** One after the other: the names by which the device calls itself are learnt in order. */
async function inOrder(
  names: readonly ServiceName[],
  find: (name: ServiceName) => Promise<DeviceService | undefined>,
): Promise<{ readonly [N in ServiceName]?: DeviceService }> {
  const found: { [N in ServiceName]?: DeviceService } = {};
  for (const name of names) {
    const service = await find(name).catch((error: unknown) => {
      if (EXTRA_SERVICES.includes(name) && isAppError(error)) return undefined;
      throw error;
    });
    if (service !== undefined) found[name] = service;
  }
  return found;
}

async function findService(services: readonly XmlElement[], namespace: string, addresses: ReturnedAddresses): Promise<DeviceService | undefined> {
  const service = services.find((candidate) => textAt(candidate, NS.device, 'Namespace') === namespace);
  const endpoint = service === undefined ? undefined : await addresses.service(textAt(service, NS.device, 'XAddr') ?? '');
  if (endpoint === undefined) return undefined;
  const capabilities = childOf(childOf(service, NS.device, 'Capabilities'), namespace, 'Capabilities');
  return { endpoint, ...(capabilities && { capabilities }) };
}

function readVersion(service: XmlElement): DeviceServiceVersion | undefined {
  const namespace = textAt(service, NS.device, 'Namespace');
  if (namespace === undefined) return undefined;
  const version = ['Major', 'Minor'].flatMap((part) => versionPart(service, part) ?? []).join('.');
  return { namespace: cameraWords(namespace), ...(/^\d{1,4}(?:\.\d{1,4})?$/.test(version) && { version }) };
}

/** `tt:OnvifVersion`: its children are in the schema's namespace. */
function versionPart(service: XmlElement, name: string): string | undefined {
  return textAt(childOf(service, NS.device, 'Version'), NS.schema, name);
}

function securePortOf(xaddrs: readonly (string | undefined)[]): { readonly securePort?: number } {
  const secure = xaddrs.find((xaddr) => xaddr !== undefined && /^https:/i.test(xaddr));
  try {
    return secure === undefined ? {} : { securePort: parseCameraUrl(secure.trim(), 'onvif').port };
  } catch {
    return {};
  }
}

/** Where GetCapabilities keeps the services that GetServices names by namespace (`tt:Capabilities` and its `Extension`). */
const LEGACY_CATEGORIES: readonly (readonly [namespace: string, ...path: readonly string[]])[] = [
  [NS.device, 'Device'],
  [NS.media1, 'Media'],
  [NS.events, 'Events'],
  [NS.recording, 'Extension', 'Recording'],
  [NS.search, 'Extension', 'Search'],
  [NS.replay, 'Extension', 'Replay'],
];

function legacyPath(namespace: string): readonly string[] {
  return LEGACY_CATEGORIES.find(([category]) => category === namespace)?.slice(1) ?? [];
}

async function legacyServices(client: SoapClient, device: ServiceEndpoint, addresses: ReturnedAddresses): Promise<DeviceServices> {
  const { response } = await client.call({
    endpoint: device,
    namespace: NS.device,
    operation: 'GetCapabilities',
    content: '<q:Category>All</q:Category>',
    isOpen: true,
  });
  const capabilities = descend(response, NS.device, 'Capabilities');
  const xaddrOf = (...path: readonly string[]): string | undefined => textAt(capabilities, NS.schema, ...path, 'XAddr');
  const pullsPoints = /^(?:true|1)$/i.test(textAt(capabilities, NS.schema, 'Events', 'WSPullPointSupport') ?? '');
  const called = CALLED_SERVICES.filter((name) => name !== 'media2' && (name !== 'events' || pullsPoints));
  const named = LEGACY_CATEGORIES.filter(([, ...path]) => descend(capabilities, NS.schema, ...path) !== undefined);
  return {
    ...(await inOrder(called, (name) => legacyService(xaddrOf(...legacyPath(NS[name])), addresses))),
    versions: named.map(([namespace]) => ({ namespace })),
    ...securePortOf(LEGACY_CATEGORIES.map(([, ...path]) => xaddrOf(...path))),
  };
}

async function legacyService(xaddr: string | undefined, addresses: ReturnedAddresses): Promise<DeviceService | undefined> {
  const endpoint = xaddr === undefined ? undefined : await addresses.service(xaddr);
  return endpoint && { endpoint };
}
