import { senderFault } from '../soap/soap-fault.ts';
import { collapsedText, isNamed, namespacedAttribute } from '../xml/read-element-queries.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import type { ReadElement } from '../xml/xml-reader.ts';
import type { EventOptions } from './event-options.ts';
import type { PullPoint } from './pull-point.ts';

/** Path of all pull points. */
export const subscriptionPath = '/onvif/subscription';

/** Address of a pull point, in the manner of ONVIF Core 9.10.4 unless reference parameters carry its id. */
export function subscriptionAddress(options: EventOptions, origin: string, id: string): string {
  const address = `${origin}${subscriptionPath}`;
  return options.pullPointAddressing === 'query' ? `${address}?Idx=${id}` : address;
}

/** tev:SubscriptionReference, a wsa:EndpointReferenceType (WS-Addressing 1.0 Core, 2.2). */
export function subscriptionReference(options: EventOptions, point: PullPoint): XmlElement {
  const parameters = element('wsa:ReferenceParameters', element('dev:SubscriptionId', point.id));
  return element('tev:SubscriptionReference', [element('wsa:Address', point.address), options.pullPointAddressing === 'query' ? undefined : parameters]);
}

/** The pull point that a request is for; `undefined` when it names none. */
export function requestedSubscription(options: EventOptions, target: string, headers: readonly ReadElement[]): string | undefined {
  if (options.pullPointAddressing === 'query') {
    return new URL(target, 'http://device.invalid').searchParams.get('Idx') ?? undefined;
  }
  const parameter = headers.find((header) => isNamed(header, 'dev:SubscriptionId'));
  // WS-Addressing 1.0 SOAP Binding, 3.4: a reference parameter in a header is marked as one.
  const marked = parameter && ['true', '1'].includes(namespacedAttribute(parameter, 'wsa:IsReferenceParameter') ?? '');
  return parameter && marked ? collapsedText(parameter) : undefined;
}

/**
 * A `wsa:To` that is given has to be the address of the pull point.
 *
 * @throws SoapFault `wsa:DestinationUnreachable` (WS-Addressing 1.0 SOAP Binding, 6.4.4).
 */
export function assertDestination(point: PullPoint, to: string | undefined): void {
  if (to === undefined || to === point.address) return;
  throw senderFault('wsa:To is not the address of the pull point', 'wsa:DestinationUnreachable');
}
