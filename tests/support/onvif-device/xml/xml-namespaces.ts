/**
 * Namespaces of ONVIF Core 5.3 and of the specifications it builds on, keyed by the prefix those documents use.
 * Code names elements with these prefixes; what goes over the wire depends on the chosen `PrefixStyle`. `none` is for
 * elements in no namespace, such as the inner topics of a topic set (WS-Topics 1.3, 7).
 */
export const xmlNamespaces = {
  none: '',
  env: 'http://www.w3.org/2003/05/soap-envelope',
  xml: 'http://www.w3.org/XML/1998/namespace',
  tds: 'http://www.onvif.org/ver10/device/wsdl',
  trt: 'http://www.onvif.org/ver10/media/wsdl',
  tr2: 'http://www.onvif.org/ver20/media/wsdl',
  tev: 'http://www.onvif.org/ver10/events/wsdl',
  tt: 'http://www.onvif.org/ver10/schema',
  ter: 'http://www.onvif.org/ver10/error',
  tns1: 'http://www.onvif.org/ver10/topics',
  wsa: 'http://www.w3.org/2005/08/addressing',
  wsnt: 'http://docs.oasis-open.org/wsn/b-2',
  wstop: 'http://docs.oasis-open.org/wsn/t-1',
  'wsrf-bf': 'http://docs.oasis-open.org/wsrf/bf-2',
  'wsrf-r': 'http://docs.oasis-open.org/wsrf/r-2',
  wsse: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  wsu: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
  xs: 'http://www.w3.org/2001/XMLSchema',
  dev: 'urn:test-device:subscription',
  tse: 'http://www.onvif.org/ver10/search/wsdl',
  trc: 'http://www.onvif.org/ver10/recording/wsdl',
  trp: 'http://www.onvif.org/ver10/replay/wsdl',
} as const;

/** A prefix of {@link xmlNamespaces}. */
export type NamespacePrefix = keyof typeof xmlNamespaces;

/** A qualified name in the spelling of the specification, such as `tds:GetServices`. */
export type QualifiedName = `${NamespacePrefix}:${string}`;

/** Splits a qualified name into its prefix and local part. */
export function splitQualifiedName(name: QualifiedName): { prefix: NamespacePrefix; localName: string } {
  const colon = name.indexOf(':');
  return { prefix: name.slice(0, colon) as NamespacePrefix, localName: name.slice(colon + 1) };
}
