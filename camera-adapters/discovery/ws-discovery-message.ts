import { cameraWords } from '../onvif/onvif-error.ts';
import { NS } from '../onvif/onvif-namespaces.ts';
import { parseXml } from '../onvif/parse-xml.ts';
import { childOf, childrenOf, descend, textAt } from '../onvif/xml-element.ts';
import type { XmlElement } from '../onvif/xml-element.ts';

/** Multicast group and port of WS-Discovery (April 2005, section 2.4). */
export const WS_DISCOVERY = { group: '239.255.255.250', port: 3702 } as const;

const WSA = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';
const WSD = 'http://schemas.xmlsoap.org/ws/2005/04/discovery';
/** Some firmware answers in the namespaces that OASIS gave the same messages in 2009; what they say is the same. */
const ADDRESSING = [WSA, 'http://www.w3.org/2005/08/addressing'] as const;
const DISCOVERY = [WSD, 'http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01'] as const;

/**
 * What is asked for: `dn:NetworkVideoTransmitter` is what every ONVIF camera has to announce (ONVIF Core, section 7.3.2), `tds:Device` what newer profiles ask of
 * all devices. Each goes out in a probe of its own, since a device has to have all types of one probe.
 */
export const PROBED_TYPES = {
  transmitter: '<d:Types xmlns:dn="http://www.onvif.org/ver10/network/wsdl">dn:NetworkVideoTransmitter</d:Types>',
  device: `<d:Types xmlns:tds="${NS.device}">tds:Device</d:Types>`,
} as const;

/** One target service of a ProbeMatches message, as it was written but for control characters. */
export interface ProbeMatch {
  /** Stable identity of the device, usually `urn:uuid:…`; empty when it gives none. */
  readonly endpointReference: string;
  readonly scopes: readonly string[];
  /** Addresses of its device service; nothing is known of where they lead. */
  readonly xaddrs: readonly string[];
}

/** A ProbeMatches message. */
export interface ProbeMatches {
  /** `MessageID` of the probe that it answers. */
  readonly relatesTo: string;
  readonly matches: readonly ProbeMatch[];
}

const MAX_MATCHES = 8;
const MAX_LIST_ITEMS = 64;
const MAX_URI_CHARACTERS = 512;

/** A Probe (WS-Discovery April 2005, section 5.2). `messageId` is a `urn:uuid:`; `types` one of {@link PROBED_TYPES}. */
export function probeMessage(messageId: string, types: string): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<s:Envelope xmlns:s="${NS.soap12}" xmlns:a="${WSA}" xmlns:d="${WSD}"><s:Header>` +
      `<a:Action s:mustUnderstand="1">${WSD}/Probe</a:Action><a:MessageID>${messageId}</a:MessageID>` +
      `<a:ReplyTo><a:Address>${WSA}/role/anonymous</a:Address></a:ReplyTo>` +
      `<a:To s:mustUnderstand="1">urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>` +
      `</s:Header><s:Body><d:Probe>${types}</d:Probe></s:Body></s:Envelope>`,
    'utf8',
  );
}

/**
 * Reads a datagram as ProbeMatches (section 5.3).
 *
 * @returns undefined for anything else: junk, Hello, Bye, other SOAP.
 */
export function readProbeMatches(text: string): ProbeMatches | undefined {
  const envelope = parsed(text);
  if (envelope === undefined || envelope.name !== 'Envelope') return undefined;
  const header = childOf(envelope, envelope.namespace, 'Header');
  const body = childOf(envelope, envelope.namespace, 'Body');
  const relatesTo = ADDRESSING.map((namespace) => textAt(header, namespace, 'RelatesTo')).find((found) => found !== undefined);
  const found = DISCOVERY.map((namespace) => ({ namespace, element: childOf(body, namespace, 'ProbeMatches') })).find(({ element }) => element !== undefined);
  if (relatesTo === undefined || found === undefined) return undefined;
  const matches = childrenOf(found.element, found.namespace, 'ProbeMatch').slice(0, MAX_MATCHES);
  return { relatesTo, matches: matches.map((match) => readMatch(match, found.namespace)) };
}

function parsed(text: string): XmlElement | undefined {
  try {
    return parseXml(text);
  } catch {
    return undefined;
  }
}

function readMatch(match: XmlElement, namespace: string): ProbeMatch {
  const reference = ADDRESSING.map((addressing) => descend(match, addressing, 'EndpointReference', 'Address')?.text).find((text) => text !== undefined);
  return {
    endpointReference: cameraWords(reference ?? ''),
    scopes: uriList(textAt(match, namespace, 'Scopes')),
    xaddrs: uriList(textAt(match, namespace, 'XAddrs')),
  };
}

function uriList(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(/\s+/)
    .filter((uri) => uri !== '' && uri.length <= MAX_URI_CHARACTERS)
    .slice(0, MAX_LIST_ITEMS);
}
