import { collapsedText, isNamed } from '../xml/read-element-queries.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import type { QualifiedName } from '../xml/xml-namespaces.ts';
import type { ReadElement } from '../xml/xml-reader.ts';
import { senderFault } from './soap-fault.ts';

/** Action of every fault that answers an event request (ONVIF Core 9.9). */
export const faultAction = 'http://www.w3.org/2005/08/addressing/soap/fault';

/** The message addressing properties that the device looks at (WS-Addressing 1.0 Core, 3.1). */
interface AddressingProperties {
  readonly action?: string;
  readonly to?: string;
  readonly messageId?: string;
}

/**
 * Reads the addressing properties of a request.
 *
 * @throws SoapFault `wsa:InvalidAddressingHeader` when one is given twice (WS-Addressing 1.0 SOAP Binding, 6.4.1).
 */
export function readAddressing(headers: readonly ReadElement[]): AddressingProperties {
  return {
    action: singleHeader(headers, 'wsa:Action'),
    to: singleHeader(headers, 'wsa:To'),
    messageId: singleHeader(headers, 'wsa:MessageID'),
  };
}

function singleHeader(headers: readonly ReadElement[], name: QualifiedName): string | undefined {
  const [found, ...others] = headers.filter((header) => isNamed(header, name));
  if (others.length > 0) {
    throw senderFault('an addressing header is given twice', 'wsa:InvalidAddressingHeader', 'wsa:InvalidCardinality');
  }
  return found && collapsedText(found);
}

/** Header blocks of a reply: its action, and the request it answers when that had an id. */
export function replyAddressing(action: string, request: AddressingProperties): readonly XmlElement[] {
  const headers = [element('wsa:Action', action)];
  if (request.messageId !== undefined) headers.push(element('wsa:RelatesTo', request.messageId));
  return headers;
}

/**
 * Holds a request against the action of the operation it carries. Absent properties are left alone unless the
 * device insists on them.
 *
 * @throws SoapFault `wsa:MessageAddressingHeaderRequired` or `wsa:ActionNotSupported` (WS-Addressing SOAP Binding, 6.4).
 */
export function assertAddressedAction(request: AddressingProperties, expectedAction: string, required: boolean): void {
  if (request.action === undefined) {
    if (required) throw senderFault('wsa:Action is missing', 'wsa:MessageAddressingHeaderRequired');
    return;
  }
  if (request.action !== expectedAction) {
    throw senderFault('wsa:Action is not that of the operation', 'wsa:ActionNotSupported');
  }
}
