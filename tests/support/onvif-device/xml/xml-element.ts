import type { QualifiedName } from './xml-namespaces.ts';

/** A qualified name used as content, such as a fault subcode or the root of a topic; its prefix is mapped when written. */
export interface QualifiedNameContent {
  readonly qualifiedName: QualifiedName;
  /** What follows the name as it is, such as `/MotionAlarm` of a topic path. */
  readonly suffix?: string;
}

export type XmlContent = XmlElement | QualifiedNameContent | string;

/** An attribute of no namespace is spelt without a prefix. */
export type XmlAttributes = Readonly<Record<string, string | number | boolean | QualifiedNameContent>>;

/** An element to be written. */
export interface XmlElement {
  readonly name: QualifiedName;
  readonly attributes: XmlAttributes;
  readonly children: readonly XmlContent[];
}

/** What {@link element} takes as content: nothing, one thing or a list, with gaps for absent optional elements. */
export type XmlContentInput = XmlContent | number | boolean | undefined | readonly (XmlContent | undefined)[];

/** Builds an element; numbers and booleans get their XML Schema lexical form, `undefined` is left out. */
export function element(name: QualifiedName, content?: XmlContentInput, attributes: XmlAttributes = {}): XmlElement {
  return { name, attributes, children: toChildren(content) };
}

function toChildren(content: XmlContentInput): readonly XmlContent[] {
  if (content === undefined) return [];
  if (typeof content === 'number' || typeof content === 'boolean') return [String(content)];
  if (typeof content === 'string') return [content];
  if (isList(content)) return content.filter((child) => child !== undefined);
  return [content];
}

function isList(content: XmlContentInput): content is readonly (XmlContent | undefined)[] {
  return Array.isArray(content);
}
