/** An element of an XML document with its namespace resolved; prefixes are gone. */
export interface XmlElement {
  /** Namespace URI, empty when the element is in none. */
  readonly namespace: string;
  readonly name: string;
  /** Attributes without prefix, as written: nothing is turned into a number. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The element's own character data, outer white space removed. */
  readonly text: string;
}

/** The first child of that name. */
export function childOf(parent: XmlElement | undefined, namespace: string, name: string): XmlElement | undefined {
  return childrenOf(parent, namespace, name)[0];
}

/**
 * All children of that name, in order. Where there are none, those of the name in their parent's namespace: servers that build answers from half a schema (node-soap without its imports, seen in a public device
 * simulator) put everything into the service's namespace.
 */
export function childrenOf(parent: XmlElement | undefined, namespace: string, name: string): readonly XmlElement[] {
  const named = (parent?.children ?? []).filter((child) => child.name === name);
  const exact = named.filter((child) => child.namespace === namespace);
  return exact.length > 0 ? exact : named.filter((child) => child.namespace === parent?.namespace);
}

/** The element at the end of a path of names in one namespace. */
export function descend(parent: XmlElement | undefined, namespace: string, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((at, name) => childOf(at, namespace, name), parent);
}

/** Text at the end of a path; undefined when the element is missing or empty. */
export function textAt(parent: XmlElement | undefined, namespace: string, ...names: readonly string[]): string | undefined {
  const text = descend(parent, namespace, ...names)?.text;
  return text === undefined || text === '' ? undefined : text;
}

/** Text at the end of a path as a number that is finite and greater than zero, else undefined. */
export function positiveAt(parent: XmlElement | undefined, namespace: string, ...names: readonly string[]): number | undefined {
  const value = Number(textAt(parent, namespace, ...names) ?? Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
