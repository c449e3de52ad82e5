import { type PrefixStyle, wirePrefix } from './prefix-style.ts';
import type { QualifiedNameContent, XmlContent, XmlElement } from './xml-element.ts';
import { type NamespacePrefix, type QualifiedName, splitQualifiedName, xmlNamespaces } from './xml-namespaces.ts';

/** Writes a document in UTF-8 with an XML declaration; every namespace in use is declared on the root. */
export function writeXmlDocument(root: XmlElement, style: PrefixStyle): string {
  const declarations = [...usedPrefixes(root)]
    .filter((prefix) => prefix !== 'xml' && prefix !== 'none')
    .map((prefix) => ` xmlns:${wirePrefix(prefix, style)}="${xmlNamespaces[prefix]}"`)
    .join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root, style, declarations, undefined)}`;
}

/** Escapes text or an attribute value (XML 1.0, 2.4). */
function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');
}

function writeElement(node: XmlElement, style: PrefixStyle, declarations: string, parentPrefix: NamespacePrefix | undefined): string {
  const { prefix, localName } = splitQualifiedName(node.name);
  const unprefixed = style === 'default-namespace';
  const tag = unprefixed ? localName : wireName(node.name, style);
  const defaultNamespace = unprefixed && prefix !== parentPrefix ? ` xmlns="${xmlNamespaces[prefix]}"` : '';
  const opening = `${tag}${defaultNamespace}${declarations}${writeAttributes(node, style)}`;
  if (node.children.length === 0) return `<${opening}/>`;
  const content = node.children.map((child) => writeContent(child, style, prefix)).join('');
  return `<${opening}>${content}</${tag}>`;
}

function writeContent(content: XmlContent, style: PrefixStyle, parentPrefix: NamespacePrefix): string {
  if (typeof content === 'string') return escapeXml(content);
  if ('qualifiedName' in content) return writeName(content, style);
  return writeElement(content, style, '', parentPrefix);
}

function writeAttributes(node: XmlElement, style: PrefixStyle): string {
  return Object.entries(node.attributes)
    .map(([name, value]) => {
      const wire = name.includes(':') ? wireName(name as QualifiedName, style) : name;
      return ` ${wire}="${typeof value === 'object' ? writeName(value, style) : escapeXml(String(value))}"`;
    })
    .join('');
}

function writeName(content: QualifiedNameContent, style: PrefixStyle): string {
  return escapeXml(wireName(content.qualifiedName, style) + (content.suffix ?? ''));
}

function wireName(name: QualifiedName, style: PrefixStyle): string {
  const { prefix, localName } = splitQualifiedName(name);
  const wire = wirePrefix(prefix, style);
  return wire === '' ? localName : `${wire}:${localName}`;
}

function usedPrefixes(node: XmlElement, found = new Set<NamespacePrefix>()): Set<NamespacePrefix> {
  found.add(splitQualifiedName(node.name).prefix);
  for (const [name, value] of Object.entries(node.attributes)) {
    if (name.includes(':')) found.add(splitQualifiedName(name as QualifiedName).prefix);
    if (typeof value === 'object') found.add(splitQualifiedName(value.qualifiedName).prefix);
  }
  for (const child of node.children) {
    if (typeof child === 'string') continue;
    if ('qualifiedName' in child) found.add(splitQualifiedName(child.qualifiedName).prefix);
    else usedPrefixes(child, found);
  }
  return found;
}
