import { element, type XmlElement } from '../xml/xml-element.ts';
import type { QualifiedName } from '../xml/xml-namespaces.ts';
import type { MediaProfile } from './media-options.ts';

/** A tt:VideoSourceConfiguration, the same in both media services. */
export function videoSourceElement(name: QualifiedName, profile: MediaProfile): XmlElement {
  return element(
    name,
    [
      element('tt:Name', 'Cảm biến'),
      element('tt:UseCount', 1),
      element('tt:SourceToken', profile.videoSourceToken),
      element('tt:Bounds', undefined, { ...profile.bounds }),
    ],
    { token: `${profile.videoSourceToken}_config` },
  );
}

/** tt:MulticastConfiguration of a device that sends nothing by multicast. */
export function multicastElement(): XmlElement {
  return element('tt:Multicast', [
    element('tt:Address', [element('tt:Type', 'IPv4'), element('tt:IPv4Address', '0.0.0.0')]),
    element('tt:Port', 0),
    element('tt:TTL', 0),
    element('tt:AutoStart', false),
  ]);
}

/** tt:VideoResolution and tt:VideoResolution2. */
export function resolutionElement(profile: MediaProfile): XmlElement {
  return element('tt:Resolution', [element('tt:Width', profile.width), element('tt:Height', profile.height)]);
}
