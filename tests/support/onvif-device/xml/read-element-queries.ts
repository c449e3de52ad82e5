import type { ReadElement } from './xml-reader.ts';
import { type QualifiedName, splitQualifiedName, xmlNamespaces } from './xml-namespaces.ts';

/** Whether the element has this name, whatever prefix the document used for it. */
export function isNamed(node: ReadElement, name: QualifiedName): boolean {
  const { prefix, localName } = splitQualifiedName(name);
  return node.localName === localName && node.namespace === xmlNamespaces[prefix];
}

/** The first child of this name. */
export function findChild(node: ReadElement | undefined, name: QualifiedName): ReadElement | undefined {
  return node?.children.find((child) => isNamed(child, name));
}

/** All children of this name. */
export function findChildren(node: ReadElement, name: QualifiedName): readonly ReadElement[] {
  return node.children.filter((child) => isNamed(child, name));
}

/** An attribute that has a namespace. */
export function namespacedAttribute(node: ReadElement, name: QualifiedName): string | undefined {
  const { prefix, localName } = splitQualifiedName(name);
  return node.attributes.get(`{${xmlNamespaces[prefix]}}${localName}`);
}

/** The text of an element whose type collapses white space: numbers, booleans, URIs, tokens (XML Schema Part 2, 4.3.6). */
export function collapsedText(node: ReadElement): string {
  return node.text.trim().replaceAll(/\s+/g, ' ');
}
