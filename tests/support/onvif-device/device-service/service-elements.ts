import type { OnvifDeviceOptions } from '../device-options.ts';
import { eventCapabilities } from '../events/event-capabilities.ts';
import { media1Capabilities, media2Capabilities } from '../media/media-capabilities.ts';
import { recordingCapabilities, replayCapabilities, searchCapabilities } from '../recording/recording-capabilities.ts';
import { activeServices, serviceAddress, serviceCatalogue, type ServiceKey } from '../service-catalogue.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';
import { deviceCapabilities } from './device-capabilities.ts';

const capabilities: Readonly<Record<ServiceKey, (options: OnvifDeviceOptions) => XmlElement>> = {
  device: deviceCapabilities,
  media1: media1Capabilities,
  media2: media2Capabilities,
  events: eventCapabilities,
  search: searchCapabilities,
  recording: recordingCapabilities,
  replay: replayCapabilities,
};

/** tds:Service of every active service (ONVIF Core 8.1.2.2 and the example in its annex). */
export function serviceElements(options: OnvifDeviceOptions, origin: string, includeCapability: boolean): readonly XmlElement[] {
  return activeServices(options).map((service) => {
    const { prefix, version } = serviceCatalogue[service];
    return element('tds:Service', [
      element('tds:Namespace', xmlNamespaces[prefix]),
      element('tds:XAddr', serviceAddress(options, service, origin)),
      includeCapability ? element('tds:Capabilities', capabilities[service](options)) : undefined,
      element('tds:Version', [element('tt:Major', version.major), element('tt:Minor', version.minor)]),
    ]);
  });
}
