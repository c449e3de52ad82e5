import { SoapFault } from '../soap/soap-fault.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import type { QualifiedName } from '../xml/xml-namespaces.ts';

/**
 * A fault of WS-BaseNotification or WS-ResourceLifetime. ONVIF Core 9.9 has all of them sent as receiver faults; the
 * detail names the fault (WS-BaseFaults 1.2, wsrf-bf:BaseFaultType).
 *
 * @param name such as `wsrf-r:ResourceUnknownFault`.
 * @param deviceTime `xs:dateTime` for the mandatory timestamp.
 * @param extra what the fault's own type adds to the base type.
 */
export function notificationFault(name: QualifiedName, reason: string, deviceTime: string, ...extra: readonly XmlElement[]): SoapFault {
  return new SoapFault({
    code: 'Receiver',
    reason,
    detail: [element(name, [element('wsrf-bf:Timestamp', deviceTime), ...extra])],
  });
}

/** A termination time that is not in the future; the fault tells the earliest that would do. */
export function terminationFault(name: 'UnacceptableInitialTerminationTimeFault' | 'UnacceptableTerminationTimeFault', deviceTime: string): SoapFault {
  const earliest = element('wsnt:MinimumTime', deviceTime);
  return notificationFault(`wsnt:${name}`, 'The termination time is not acceptable', deviceTime, earliest);
}
