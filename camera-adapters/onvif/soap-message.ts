import { badAnswerError, cameraWords } from './onvif-error.ts';
import { NS } from './onvif-namespaces.ts';
import { parseXml } from './parse-xml.ts';
import { childOf, childrenOf, descend, textAt } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** A SOAP fault in the device's own words, made fit for error details. */
export interface SoapFault {
  /** Local names of code and subcodes, outermost first, such as `Sender`, `NotAuthorized`. */
  readonly codes: readonly string[];
  readonly reason: string;
}

/** What a reply's body holds. */
export type SoapReply = { readonly fault: SoapFault } | { readonly fault?: undefined; readonly response: XmlElement };

/**
 * A SOAP 1.2 envelope (SOAP 1.2 part 1, section 5), the prefix `s` bound to the envelope's namespace.
 *
 * @param body XML of the one element in the body, its namespaces declared.
 * @param header XML inside the header, empty for none.
 */
export function soapEnvelope(body: string, header = ''): string {
  const headerXml = header === '' ? '' : `<s:Header>${header}</s:Header>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<s:Envelope xmlns:s="${NS.soap12}">${headerXml}<s:Body>${body}</s:Body></s:Envelope>`;
}

/**
 * Reads the reply to one operation.
 *
 * @throws AppError `camera`/`bad_answer`: `malformed` from {@link parseXml}, `not_soap` for other XML and for the answer to something else.
 */
export function readSoapReply(text: string, expected: { readonly namespace: string; readonly operation: string }): SoapReply {
  const envelope = parseXml(text);
  const soap = envelope.namespace;
  if (envelope.name !== 'Envelope' || (soap !== NS.soap12 && soap !== NS.soap11)) throw notSoap();
  const body = childOf(envelope, soap, 'Body');
  const fault = childOf(body, soap, 'Fault');
  if (fault !== undefined) return { fault: soap === NS.soap12 ? readFault(fault) : readFault11(fault) };
  const response = childOf(body, expected.namespace, `${expected.operation}Response`);
  if (response === undefined) throw notSoap();
  return { response };
}

/** SOAP 1.2 part 1, section 5.4. */
function readFault(fault: XmlElement): SoapFault {
  const codes: string[] = [];
  for (let code = childOf(fault, NS.soap12, 'Code'); code !== undefined && codes.length < 8; code = childOf(code, NS.soap12, 'Subcode')) {
    codes.push(localName(textAt(code, NS.soap12, 'Value') ?? ''));
  }
  const reasons = childrenOf(descend(fault, NS.soap12, 'Reason'), NS.soap12, 'Text');
  return { codes, reason: cameraWords(reasons[0]?.text ?? '') };
}

/** Some old devices answer in SOAP 1.1, section 4.4: children without a namespace. */
function readFault11(fault: XmlElement): SoapFault {
  return { codes: [localName(textAt(fault, '', 'faultcode') ?? '')], reason: cameraWords(textAt(fault, '', 'faultstring') ?? '') };
}

/** Codes are qualified names, but cameras bind the prefix `ter` to all sorts of namespaces, or to none: the local name has to do. */
function localName(code: string): string {
  return cameraWords(code.slice(code.lastIndexOf(':') + 1));
}

function notSoap(): Error {
  return badAnswerError('not_soap', 'What answers at this address is not the ONVIF service asked for. Check the path: usually /onvif/device_service.');
}
