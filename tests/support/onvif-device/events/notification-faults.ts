import { SoapFault } from '../soap/soap-fault.ts';
import { element } from '../xml/xml-element.ts';
import type { QualifiedName } from '../xml/xml-namespaces.ts';

/**
 * A fault of WS-BaseNotification or WS-ResourceLifetime. ONVIF Core 9.9 has all of them sent as receiver faults; the
 * detail names the fault (WS-BaseFaults 1.2, wsrf-bf:BaseFaultType).
 *
 * @param name such as `wsrf-r:ResourceUnknownFault`.
 * @param deviceTime `xs:dateTime` for the mandatory timestamp.
 */
export function notificationFault(name: QualifiedName, reason: string, deviceTime: string): SoapFault {
  return new SoapFault({
    code: 'Receiver',
    reason,
    detail: [element(name, element('wsrf-bf:Timestamp', deviceTime))],
  });
}
