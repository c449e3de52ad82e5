import { xmlNamespaces } from './xml-namespaces.ts';
import { XmlSyntaxError } from './xml-syntax-error.ts';
import { tokenizeXml, type XmlToken } from './xml-tokens.ts';

/** An element that was read, with its names resolved to namespaces. */
export interface ReadElement {
  readonly namespace: string;
  readonly localName: string;
  /** Keyed by local name, or by `{namespace}local` when the attribute has a prefix. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The prefixes in scope, needed to resolve qualified names in content. */
  readonly scope: ReadonlyMap<string, string>;
  readonly children: readonly ReadElement[];
  /** The element's own text, all pieces joined. */
  readonly text: string;
}

interface OpenElement extends ReadElement {
  readonly rawName: string;
  children: ReadElement[];
  text: string;
}

/** Deeper than any request of the services here; keeps a hostile request from exhausting the stack. */
const maxDepth = 100;
const initialScope: ReadonlyMap<string, string> = new Map([['xml', xmlNamespaces.xml]]);

/**
 * Reads a document with namespaces (Namespaces in XML 1.0), strictly, because it judges what a client sends.
 *
 * @throws XmlSyntaxError when the document is not well-formed or uses a prefix that is not declared.
 */
export function readXmlDocument(source: string): ReadElement {
  const open: OpenElement[] = [];
  let root: ReadElement | undefined;
  for (const token of tokenizeXml(source)) {
    if (token.kind === 'text') addText(open.at(-1), token.text);
    else if (token.kind === 'close') closeElement(open, token.name);
    else {
      if (root !== undefined && open.length === 0) throw new XmlSyntaxError('there is a second root element');
      const opened = openElement(open, token);
      root ??= opened;
    }
  }
  if (root === undefined || open.length > 0) throw new XmlSyntaxError('the document ends too early');
  return root;
}

function addText(parent: OpenElement | undefined, text: string): void {
  if (parent !== undefined) parent.text += text;
  else if (text.trim() !== '') throw new XmlSyntaxError('there is text outside the root element');
}

function closeElement(open: OpenElement[], name: string): void {
  if (open.pop()?.rawName !== name) throw new XmlSyntaxError('a closing tag does not match');
}

function openElement(open: OpenElement[], token: Extract<XmlToken, { kind: 'open' }>): OpenElement {
  if (open.length >= maxDepth) throw new XmlSyntaxError('elements are nested too deeply');
  const parent = open.at(-1);
  const scope = extendScope(parent?.scope ?? initialScope, token.attributes);
  const { namespace, localName } = resolveName(token.name, scope);
  const attributes = resolveAttributes(token.attributes, scope);
  const opened: OpenElement = { rawName: token.name, namespace, localName, attributes, scope, children: [], text: '' };
  parent?.children.push(opened);
  if (!token.empty) open.push(opened);
  return opened;
}

function extendScope(parent: ReadonlyMap<string, string>, attributes: ReadonlyMap<string, string>) {
  const scope = new Map(parent);
  for (const [name, value] of attributes) {
    if (name === 'xmlns') scope.set('', value);
    else if (name.startsWith('xmlns:')) {
      if (value === '') throw new XmlSyntaxError('a prefix is bound to nothing');
      scope.set(name.slice('xmlns:'.length), value);
    }
  }
  return scope;
}

/**
 * Resolves a qualified name; one without a prefix is in the default namespace.
 *
 * @throws XmlSyntaxError when the prefix is not declared.
 */
export function resolveName(name: string, scope: ReadonlyMap<string, string>): { namespace: string; localName: string } {
  const colon = name.indexOf(':');
  const prefix = colon === -1 ? '' : name.slice(0, colon);
  const namespace = scope.get(prefix);
  if (namespace === undefined && prefix !== '') throw new XmlSyntaxError('a prefix is not declared');
  return { namespace: namespace ?? '', localName: name.slice(colon + 1) };
}

function resolveAttributes(attributes: ReadonlyMap<string, string>, scope: ReadonlyMap<string, string>) {
  const resolved = new Map<string, string>();
  for (const [name, value] of attributes) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    if (!name.includes(':')) resolved.set(name, value);
    else {
      const { namespace, localName } = resolveName(name, scope);
      resolved.set(`{${namespace}}${localName}`, value);
    }
  }
  return resolved;
}
