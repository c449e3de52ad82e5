import type { Exchange, Reply } from '../http/exchange.ts';
import type { Operation } from '../operation.ts';
import { soapEnvelope } from '../soap/soap-envelope.ts';
import { type SoapFaultContent, faultElement, faultHttpStatus } from '../soap/soap-fault.ts';
import type { SoapRequest } from '../soap/soap-request.ts';
import { faultAction, readAddressing, replyAddressing } from '../soap/ws-addressing.ts';
import { element, type XmlContentInput, type XmlElement } from '../xml/xml-element.ts';
import { writeXmlDocument } from '../xml/xml-writer.ts';

/** SOAP 1.2 over HTTP (RFC 3902). */
export const soapContentType = 'application/soap+xml; charset=utf-8';

/** The response element: the operation's name with `Response` (ONVIF Core 5.2, document/literal wrapped). */
export function answerElement({ prefix, name }: Operation, content: XmlContentInput): XmlElement {
  return element(`${prefix}:${name}Response`, content);
}

/** The reply to a call that succeeded. */
export function answerReply(exchange: Exchange, operation: Operation, message: SoapRequest, answer: XmlElement): Reply {
  const headers = operation.replyAction ? replyAddressing(operation.replyAction, readAddressing(message.headers)) : [];
  return documentReply(200, writeXmlDocument(soapEnvelope(headers, answer), exchange.options.prefixStyle));
}

/**
 * The reply to a call that failed.
 *
 * @param addressed whether the request was one of the event service, whose faults carry an action (ONVIF Core 9.9).
 */
export function faultReply(exchange: Exchange, fault: SoapFaultContent, addressed: boolean): Reply {
  const headers = addressed ? [element('wsa:Action', faultAction)] : [];
  const document = writeXmlDocument(soapEnvelope(headers, faultElement(fault)), exchange.options.prefixStyle);
  return documentReply(faultHttpStatus(fault.code), document);
}

/** A SOAP document as a reply. */
export function documentReply(status: number, document: string): Reply {
  return { status, contentType: soapContentType, body: document };
}
