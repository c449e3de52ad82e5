import { element, type XmlElement } from '../xml/xml-element.ts';
import type { EventOptions } from './event-options.ts';

/** tev:Capabilities (ONVIF Core 9.8): pull points only. */
export function eventCapabilities(options: EventOptions): XmlElement {
  return element('tev:Capabilities', undefined, {
    WSSubscriptionPolicySupport: false,
    WSPausableSubscriptionManagerInterfaceSupport: false,
    MaxNotificationProducers: 0,
    MaxPullPoints: options.maxPullPoints,
    PersistentNotificationStorage: false,
  });
}
