import { element, type XmlElement } from '../xml/xml-element.ts';

/** A SOAP 1.2 envelope; the header is left out when there is nothing to say in it (SOAP 1.2 Part 1, 5.1). */
export function soapEnvelope(headers: readonly XmlElement[], body: XmlElement): XmlElement {
  return element('env:Envelope', [headers.length > 0 ? element('env:Header', headers) : undefined, element('env:Body', body)]);
}
