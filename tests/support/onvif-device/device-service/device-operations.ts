import { emptyModel, type AccessClass, type Operation, type OperationCall } from '../operation.ts';
import type { ContentModel } from '../soap/content-model.ts';
import { collapsedText, findChild, findChildren } from '../xml/read-element-queries.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';
import { systemDateTimeElement } from './date-time-element.ts';
import { deviceCapabilities } from './device-capabilities.ts';
import type { DeviceIdentity, IdentityOptions } from './identity-options.ts';
import { legacyCapabilities } from './legacy-capabilities.ts';
import { networkInterfaceElement } from './network-interface-element.ts';
import { scopeElements } from './scope-elements.ts';
import { serviceElements } from './service-elements.ts';

const capabilityModel: ContentModel = {
  particles: [{ name: 'tds:Category', min: 0, max: Number.POSITIVE_INFINITY, content: 'string' }],
};

/** What a registry reads from the device service, with the access classes of ONVIF Core 8.1 to 8.3. */
export const deviceOperations: readonly Operation[] = [
  operation('GetSystemDateAndTime', 'PRE_AUTH', ({ options }) => systemDateTimeElement(options)),
  operation('GetServices', 'PRE_AUTH', answerServices, {
    particles: [{ name: 'tds:IncludeCapability', content: 'boolean' }],
  }),
  operation('GetServiceCapabilities', 'PRE_AUTH', ({ options }) => deviceCapabilities(options)),
  operation('GetCapabilities', 'PRE_AUTH', answerCapabilities, capabilityModel),
  operation('GetWsdlUrl', 'PRE_AUTH', () => element('tds:WsdlUrl', 'http://www.onvif.org/')),
  operation('GetHostname', 'PRE_AUTH', ({ options }) =>
    element('tds:HostnameInformation', [element('tt:FromDHCP', false), element('tt:Name', options.hostname)]),
  ),
  operation('GetDeviceInformation', 'READ_SYSTEM', ({ options }) => identityElements(options.identity)),
  operation('GetScopes', 'READ_SYSTEM', ({ options }) => scopeElements(options)),
  operation('GetNetworkProtocols', 'READ_SYSTEM', ({ options }) => protocolElements(options)),
  operation('GetNetworkInterfaces', 'READ_SYSTEM', ({ options }) => networkInterfaceElement(options.network)),
];

function operation(name: string, accessClass: AccessClass, answer: Operation['answer'], model: ContentModel = emptyModel): Operation {
  return {
    name,
    endpoint: 'device',
    prefix: 'tds',
    accessClass,
    model,
    action: `${xmlNamespaces.tds}/${name}`,
    answer,
  };
}

function answerServices({ options, payload, origin }: OperationCall): readonly XmlElement[] {
  const flag = findChild(payload, 'tds:IncludeCapability');
  return serviceElements(options, origin, flag !== undefined && ['true', '1'].includes(collapsedText(flag)));
}

function answerCapabilities({ options, payload, origin }: OperationCall): XmlElement {
  const categories = findChildren(payload, 'tds:Category').map((category) => category.text);
  return legacyCapabilities(options, origin, categories);
}

/** tds:NetworkProtocols, of type tt:NetworkProtocol. */
function protocolElements({ networkProtocols }: Pick<IdentityOptions, 'networkProtocols'>): readonly XmlElement[] {
  return networkProtocols.map(({ name, enabled, port }) =>
    element('tds:NetworkProtocols', [element('tt:Name', name), element('tt:Enabled', enabled), element('tt:Port', port)]),
  );
}

function identityElements(identity: DeviceIdentity): readonly XmlElement[] {
  return [
    element('tds:Manufacturer', identity.manufacturer),
    element('tds:Model', identity.model),
    element('tds:FirmwareVersion', identity.firmwareVersion),
    element('tds:SerialNumber', identity.serialNumber),
    element('tds:HardwareId', identity.hardwareId),
  ];
}
