import { type NamespacePrefix, xmlNamespaces } from './xml-namespaces.ts';

/**
 * How a reply spells its namespaces. Prefixes are free (ONVIF Core 5.3), so a client must not depend on them:
 * - `specification`: the prefixes of the specification (`env:`, `tds:`);
 * - `toolkit`: those of a widespread C toolkit (`SOAP-ENV:`, `ns1:`);
 * - `short`: `s:` for the envelope and the same unhelpful letters for everything else;
 * - `default-namespace`: no prefixes on elements, `xmlns="…"` wherever the namespace changes.
 */
export type PrefixStyle = 'specification' | 'toolkit' | 'short' | 'default-namespace';

const toolkitPrefixes: Partial<Record<NamespacePrefix, string>> = { env: 'SOAP-ENV', wsa: 'wsa5', tt: 'tt' };
const shortPrefixes: Partial<Record<NamespacePrefix, string>> = { env: 's', tds: 'ns0', tt: 'a' };

/** The prefix that a namespace gets on the wire; empty for names in no namespace. */
export function wirePrefix(prefix: NamespacePrefix, style: PrefixStyle): string {
  if (prefix === 'none') return '';
  // Namespaces in XML 1.0, 3: the prefix xml is bound by definition.
  if (prefix === 'xml') return 'xml';
  if (style === 'toolkit') return toolkitPrefixes[prefix] ?? `ns${ordinal(prefix)}`;
  if (style === 'short') return shortPrefixes[prefix] ?? `p${ordinal(prefix)}`;
  return prefix;
}

function ordinal(prefix: NamespacePrefix): number {
  return Object.keys(xmlNamespaces).indexOf(prefix) + 1;
}
