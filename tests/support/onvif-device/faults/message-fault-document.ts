import { soapEnvelope } from '../soap/soap-envelope.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import type { PrefixStyle } from '../xml/prefix-style.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';
import { writeXmlDocument } from '../xml/xml-writer.ts';
import type { MessageFault } from './device-fault.ts';

/** Faults that change the text of a reply; a proper SOAP fault is not one of them. */
type DocumentFault = Exclude<MessageFault, { kind: 'soap-fault' }>;

/**
 * The text of a faulty reply.
 *
 * @param answer the response element of the operation, such as `tds:GetServicesResponse`.
 */
export function faultyDocument(fault: DocumentFault, answer: XmlElement, style: PrefixStyle): string {
  switch (fault.kind) {
    case 'malformed-xml': {
      const document = writeXmlDocument(soapEnvelope([], answer), style);
      return document.slice(0, Math.ceil(document.length / 2));
    }
    case 'large':
      return writeXmlDocument(soapEnvelope([paddingHeader(fault.bytes)], answer), style);
    case 'deep':
      return inEnvelope('', `${'<tt:Extension>'.repeat(fault.depth)}${'</tt:Extension>'.repeat(fault.depth)}`);
    case 'entity-bomb':
      return inEnvelope(entityBomb(), '<tt:Extension>&level9;</tt:Extension>');
    case 'external-entity':
      return inEnvelope(externalEntity(fault.systemId), '<tt:Extension>&outside;</tt:Extension>');
  }
}

function paddingHeader(bytes: number): XmlElement {
  return element('dev:Padding', 'x'.repeat(bytes));
}

function inEnvelope(documentType: string, body: string): string {
  const namespaces = `xmlns:env="${xmlNamespaces.env}" xmlns:tt="${xmlNamespaces.tt}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>${documentType}<env:Envelope ${namespaces}><env:Body>${body}</env:Body></env:Envelope>`;
}

/** Ten levels of ten references each: 10^9 copies of the innermost text. */
function entityBomb(): string {
  const levels = Array.from({ length: 9 }, (_, index) => {
    const references = `&level${index};`.repeat(10);
    return `<!ENTITY level${index + 1} "${references}">`;
  });
  return `<!DOCTYPE env:Envelope [<!ENTITY level0 "boom">${levels.join('')}]>`;
}

function externalEntity(systemId: string): string {
  return `<!DOCTYPE env:Envelope [<!ENTITY outside SYSTEM "${systemId}">]>`;
}
