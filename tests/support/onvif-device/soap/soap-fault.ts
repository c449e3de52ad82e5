import { element, type XmlElement } from '../xml/xml-element.ts';
import type { QualifiedName } from '../xml/xml-namespaces.ts';

/** Fault codes of SOAP 1.2 Part 1, 5.4.6 that a device answers with. */
type SoapFaultCode = 'Sender' | 'Receiver' | 'VersionMismatch' | 'MustUnderstand';

/** What a fault says (SOAP 1.2 Part 1, 5.4; ONVIF Core 5.8.2). */
export interface SoapFaultContent {
  readonly code: SoapFaultCode;
  /** Subcodes from the outermost inwards, such as `ter:InvalidArgVal`, `ter:NoProfile`. */
  readonly subcodes?: readonly QualifiedName[];
  readonly reason: string;
  /** Language of the reason, as in `xml:lang`; English unless told. */
  readonly language?: string;
  readonly detail?: readonly XmlElement[];
}

/** Thrown by whatever handles a request; the reply is the fault. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';
  readonly content: SoapFaultContent;

  constructor(content: SoapFaultContent) {
    super(content.reason);
    this.content = content;
  }
}

/** A fault the client is to blame for: HTTP 400. */
export function senderFault(reason: string, ...subcodes: QualifiedName[]): SoapFault {
  return new SoapFault({ code: 'Sender', subcodes, reason });
}

/** A fault on the device's side: HTTP 500. */
export function receiverFault(reason: string, ...subcodes: QualifiedName[]): SoapFault {
  return new SoapFault({ code: 'Receiver', subcodes, reason });
}

/** HTTP status of a fault: 400 for Sender, 500 for all others (SOAP 1.2 Part 2, table 20). */
export function faultHttpStatus(code: SoapFaultCode): number {
  return code === 'Sender' ? 400 : 500;
}

/** The `env:Fault` element. */
export function faultElement(fault: SoapFaultContent): XmlElement {
  return element('env:Fault', [
    element('env:Code', [element('env:Value', { qualifiedName: `env:${fault.code}` }), subcodeElement(fault.subcodes ?? [])]),
    element('env:Reason', element('env:Text', fault.reason, { 'xml:lang': fault.language ?? 'en' })),
    fault.detail && element('env:Detail', fault.detail),
  ]);
}

function subcodeElement(subcodes: readonly QualifiedName[]): XmlElement | undefined {
  const [outermost, ...inner] = subcodes;
  if (outermost === undefined) return undefined;
  return element('env:Subcode', [element('env:Value', { qualifiedName: outermost }), subcodeElement(inner)]);
}
