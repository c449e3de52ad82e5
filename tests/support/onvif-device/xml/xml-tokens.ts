import { assertAllowedCharacters, decodeCharacterData } from './xml-character-data.ts';
import { XmlSyntaxError } from './xml-syntax-error.ts';

/** A piece of markup as it stands in the document, references resolved. */
export type XmlToken =
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
      readonly empty: boolean;
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

const namePattern = '[\\p{L}_][\\p{L}\\p{N}._\\-\\u00B7]*(?::[\\p{L}_][\\p{L}\\p{N}._\\-\\u00B7]*)?';
const openTag = new RegExp(`^<(${namePattern})((?:\\s+${namePattern}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`, 'u');
const closeTag = new RegExp(`^</(${namePattern})\\s*>`, 'u');
const attribute = new RegExp(`(${namePattern})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'gu');

/**
 * Cuts a document into tokens (XML 1.0, 2.1 and 3.1). A DTD and processing instructions are refused, because
 * SOAP 1.2 Part 1, 5 forbids both in a message.
 *
 * @throws XmlSyntaxError when a piece of the document is not XML.
 */
export function* tokenizeXml(source: string): Generator<XmlToken> {
  const document = source.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  let position = /^<\?xml\s[^?]*\?>/.exec(document)?.[0].length ?? 0;
  while (position < document.length) {
    const { token, length } = nextToken(document.slice(position));
    if (token !== undefined) yield token;
    position += length;
  }
}

interface TokenStep {
  readonly token?: XmlToken;
  readonly length: number;
}

function nextToken(rest: string): TokenStep {
  if (!rest.startsWith('<')) return readText(rest);
  if (rest.startsWith('<!--')) return readComment(rest);
  if (rest.startsWith('<![CDATA[')) return readCharacterDataSection(rest);
  if (rest.startsWith('<!')) throw new XmlSyntaxError('a document type declaration is not allowed in SOAP');
  if (rest.startsWith('<?')) throw new XmlSyntaxError('a processing instruction is not allowed in SOAP');
  return readTag(rest);
}

function readText(rest: string): TokenStep {
  const end = rest.indexOf('<');
  const raw = end === -1 ? rest : rest.slice(0, end);
  if (raw.includes(']]>')) throw new XmlSyntaxError(']]> is not allowed in text');
  return { token: { kind: 'text', text: decodeCharacterData(raw) }, length: raw.length };
}

function readComment(rest: string): TokenStep {
  const end = rest.indexOf('--', 4);
  if (end === -1 || rest[end + 2] !== '>') throw new XmlSyntaxError('a comment is not closed');
  return { length: end + 3 };
}

function readCharacterDataSection(rest: string): TokenStep {
  const end = rest.indexOf(']]>');
  if (end === -1) throw new XmlSyntaxError('a CDATA section is not closed');
  const text = rest.slice('<![CDATA['.length, end);
  assertAllowedCharacters(text);
  return { token: { kind: 'text', text }, length: end + 3 };
}

function readTag(rest: string): TokenStep {
  const close = closeTag.exec(rest);
  if (close?.[1] !== undefined) return { token: { kind: 'close', name: close[1] }, length: close[0].length };
  const open = openTag.exec(rest);
  if (open?.[1] === undefined) throw new XmlSyntaxError('a tag is malformed');
  const attributes = readAttributes(open[2] ?? '');
  return { token: { kind: 'open', name: open[1], attributes, empty: open[3] === '/' }, length: open[0].length };
}

function readAttributes(source: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of source.matchAll(attribute)) {
    if (attributes.has(name)) throw new XmlSyntaxError('an attribute is given twice');
    // XML 1.0, 3.3.3: white space in an attribute value is normalised to spaces.
    attributes.set(name, decodeCharacterData((double ?? single ?? '').replaceAll(/[\t\n]/g, ' ')));
  }
  return attributes;
}
