import { XMLParser } from 'fast-xml-parser';
import { badAnswerError } from './onvif-error.ts';
import type { XmlElement } from './xml-element.ts';

const MAX_DEPTH = 64;
const ATTRIBUTES = ':@';
const TEXT = '#text';
const CDATA = '#cdata';
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  cdataPropName: CDATA,
  ignoreDeclaration: true,
  ignorePiTags: true,
  trimValues: false,
  // serials keep their zeros, `1.10` stays `1.10`
  parseTagValue: false,
  parseAttributeValue: false,
  // decoded below, so that only the five predefined entities and character references exist
  processEntities: false,
  maxNestedTags: MAX_DEPTH,
});

/** A node as the parser gives it: one key names it, `:@` holds its attributes. */
type RawNode = Readonly<Record<string, unknown>>;
type Scope = ReadonlyMap<string, string>;

/**
 * Reads a reply of a camera. The caller has bounded its size.
 *
 * Refused: a document type (so no entity of its own, no reference to elsewhere; SOAP 1.2 part 1, section 5, forbids it as well), unknown
 * entities, prefixes without a namespace, elements nested deeper than 64, more than one root, and what is not well-formed.
 *
 * @throws AppError `camera`/`bad_answer` with reason `malformed`; never quotes the document.
 */
export function parseXml(text: string): XmlElement {
  const document = text.replace(/^\uFEFF/, '').trimStart();
  if (/<!(?:DOCTYPE|ENTITY)/i.test(document)) throw malformed('it brings a document type, which is never read');
  const roots = parseNodes(document).filter((node) => elementName(node) !== undefined);
  const [root] = roots;
  if (root === undefined || roots.length > 1) throw malformed('it has not exactly one root');
  return toElement(root, new Map([['xml', XML_NAMESPACE]]));
}

function parseNodes(document: string): readonly RawNode[] {
  try {
    return parser.parse(document, true) as readonly RawNode[];
  } catch {
    // the parser's message may quote the whole document
    throw malformed('it is no well-formed XML, or nested too deeply');
  }
}

function elementName(node: RawNode): string | undefined {
  return Object.keys(node).find((key) => key !== ATTRIBUTES && key !== TEXT && key !== CDATA);
}

function toElement(node: RawNode, outer: Scope): XmlElement {
  const written = elementName(node) ?? '';
  const attributes = Object.entries((node[ATTRIBUTES] ?? {}) as Record<string, unknown>).map(([key, value]) => [key, decode(String(value))] as const);
  const scope = scopeOf(attributes, outer);
  const content = node[written] as readonly RawNode[];
  const { namespace, name } = resolve(written, scope);
  return {
    namespace,
    name,
    attributes: new Map(attributes.filter(([key]) => !key.includes(':') && key !== 'xmlns')),
    children: content.filter((child) => elementName(child) !== undefined).map((child) => toElement(child, scope)),
    text: content.map(characterData).join('').trim(),
  };
}

function scopeOf(attributes: readonly (readonly [string, string])[], outer: Scope): Scope {
  const declared = attributes.flatMap(([key, uri]) => {
    if (key === 'xmlns') return [['', uri] as const];
    return key.startsWith('xmlns:') ? [[key.slice('xmlns:'.length), uri] as const] : [];
  });
  return declared.length === 0 ? outer : new Map([...outer, ...declared]);
}

function resolve(written: string, scope: Scope): { namespace: string; name: string } {
  const [prefix, name] = written.includes(':') ? (written.split(':', 2) as [string, string]) : ['', written];
  const namespace = scope.get(prefix);
  if (namespace === undefined && prefix !== '') throw malformed('a prefix stands for no namespace');
  return { namespace: namespace ?? '', name };
}

function characterData(node: RawNode): string {
  if (node[TEXT] !== undefined) return decode(String(node[TEXT]));
  const cdata = node[CDATA] as readonly RawNode[] | undefined;
  return cdata === undefined ? '' : cdata.map((part) => String(part[TEXT] ?? '')).join('');
}

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));|&/gi, (_all, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined && Object.hasOwn(PREDEFINED, name)) return PREDEFINED[name] ?? '';
    const codePoint = decimal === undefined ? Number.parseInt(hex ?? 'NaN', 16) : Number(decimal);
    if (!isXmlCharacter(codePoint)) throw malformed('it holds an entity that is not one of the five of XML');
    return String.fromCodePoint(codePoint);
  });
}

/** XML 1.0, section 2.2. */
function isXmlCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 0x9 || codePoint === 0xa || codePoint === 0xd;
  return codePoint <= 0x10_ff_ff && !(codePoint >= 0xd8_00 && codePoint <= 0xdf_ff) && codePoint !== 0xff_fe && codePoint !== 0xff_ff;
}

function malformed(why: string): Error {
  return badAnswerError('malformed', `The camera's answer can't be read: ${why}. Check that the address is that of its ONVIF service and renew its firmware.`);
}
