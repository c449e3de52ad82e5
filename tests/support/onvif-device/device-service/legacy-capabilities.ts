import type { OnvifDeviceOptions } from '../device-options.ts';
import { legacyRecorderCapabilities } from '../recording/recording-capabilities.ts';
import { activeServices, serviceAddress } from '../service-catalogue.ts';
import { receiverFault, senderFault } from '../soap/soap-fault.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';

// tt:CapabilityCategory, in the order of tt:Capabilities.
const categories = ['Analytics', 'Device', 'Events', 'Imaging', 'Media', 'PTZ'] as const;
type Category = (typeof categories)[number];

/**
 * tt:Capabilities of the legacy GetCapabilities (ONVIF Core 8.1.2.4 and its normative annex). Media2 has no place in it.
 *
 * @param asked categories of the request; none and `All` mean everything there is.
 * @throws SoapFault `ter:NoSuchService` for a category without a service here.
 */
export function legacyCapabilities(options: OnvifDeviceOptions, origin: string, asked: readonly string[]): XmlElement {
  const present = presentCategories(options);
  const all = asked.length === 0 || asked.includes('All');
  if (!all) for (const category of asked) assertPresent(category, present);
  const wanted = categories.filter((category) => present.has(category) && (all || asked.includes(category)));
  const services = wanted.map((category) => categoryElement(category, options, origin));
  return element('tds:Capabilities', [...services, all ? legacyRecorderCapabilities(options, origin) : undefined]);
}

function presentCategories(options: OnvifDeviceOptions): ReadonlySet<Category> {
  const services = new Set(activeServices(options));
  const present = new Set<Category>(['Device']);
  if (services.has('events')) present.add('Events');
  if (services.has('media1')) present.add('Media');
  return present;
}

function assertPresent(category: string, present: ReadonlySet<Category>): void {
  const known = categories.find((name) => name === category);
  if (known === undefined) throw senderFault('Argument Value Invalid: Category', 'ter:InvalidArgVal');
  if (!present.has(known)) {
    throw receiverFault('The requested service is not supported', 'ter:ActionNotSupported', 'ter:NoSuchService');
  }
}

function categoryElement(category: Category, options: OnvifDeviceOptions, origin: string): XmlElement | undefined {
  if (category === 'Device') return deviceElement(serviceAddress(options, 'device', origin));
  if (category === 'Events') return eventsElement(serviceAddress(options, 'events', origin));
  return mediaElement(serviceAddress(options, 'media1', origin), options);
}

function deviceElement(address: string): XmlElement {
  return element('tt:Device', [
    element('tt:XAddr', address),
    element('tt:System', [
      ...flags('DiscoveryResolve', 'DiscoveryBye', 'RemoteDiscovery', 'SystemBackup', 'SystemLogging', 'FirmwareUpgrade'),
      element('tt:SupportedVersions', [element('tt:Major', 2), element('tt:Minor', 20)]),
    ]),
  ]);
}

function eventsElement(address: string): XmlElement {
  return element('tt:Events', [
    element('tt:XAddr', address),
    element('tt:WSSubscriptionPolicySupport', false),
    element('tt:WSPullPointSupport', true),
    element('tt:WSPausableSubscriptionManagerInterfaceSupport', false),
  ]);
}

function mediaElement(address: string, options: OnvifDeviceOptions): XmlElement {
  return element('tt:Media', [
    element('tt:XAddr', address),
    element('tt:StreamingCapabilities', [
      element('tt:RTPMulticast', options.transports.includes('multicast')),
      element('tt:RTP_TCP', false),
      element('tt:RTP_RTSP_TCP', options.transports.includes('tcp')),
    ]),
    element('tt:Extension', element('tt:ProfileCapabilities', element('tt:MaximumNumberOfProfiles', options.profiles.length))),
  ]);
}

function flags(...names: readonly string[]): readonly XmlElement[] {
  return names.map((name) => element(`tt:${name}`, false));
}
