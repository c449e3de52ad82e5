import { isNamed } from '../xml/read-element-queries.ts';
import { type ReadElement, readXmlDocument } from '../xml/xml-reader.ts';
import { XmlSyntaxError } from '../xml/xml-syntax-error.ts';
import { SoapFault, senderFault } from './soap-fault.ts';

/** A request message: its header blocks and the one element in its body. */
export interface SoapRequest {
  readonly headers: readonly ReadElement[];
  readonly payload: ReadElement;
}

/**
 * Reads a SOAP 1.2 request in the document/literal wrapped style (ONVIF Core 5.2; SOAP 1.2 Part 1, 5).
 *
 * @throws SoapFault `VersionMismatch` for another envelope, `ter:WellFormed` for bad XML, `ter:Tag` for a
 *   structure that is not header, body and exactly one operation.
 */
export function readSoapRequest(source: string): SoapRequest {
  const envelope = readDocument(source);
  if (!isNamed(envelope, 'env:Envelope')) {
    throw new SoapFault({ code: 'VersionMismatch', reason: 'SOAP version mismatch' });
  }
  const [first, second, ...rest] = envelope.children;
  const header = first && isNamed(first, 'env:Header') ? first : undefined;
  const body = header ? second : first;
  const extra = header ? rest : envelope.children.slice(1);
  if (body === undefined || !isNamed(body, 'env:Body') || extra.length > 0) {
    throw senderFault('the envelope must hold an optional Header, then Body', 'ter:Tag');
  }
  return { headers: header?.children ?? [], payload: singlePayload(body) };
}

function readDocument(source: string): ReadElement {
  try {
    return readXmlDocument(source);
  } catch (error) {
    if (error instanceof XmlSyntaxError) throw senderFault(`Well-formed Error: ${error.message}`, 'ter:WellFormed');
    throw error;
  }
}

function singlePayload(body: ReadElement): ReadElement {
  const [payload, ...others] = body.children;
  if (payload === undefined) throw senderFault('No Tag: the body is empty', 'ter:Tag');
  if (others.length > 0) throw senderFault('the body holds more than one element', 'ter:Tag');
  return payload;
}
