import { collapsedText, isNamed } from '../xml/read-element-queries.ts';
import { type QualifiedName, xmlNamespaces } from '../xml/xml-namespaces.ts';
import type { ReadElement } from '../xml/xml-reader.ts';
import { senderFault } from './soap-fault.ts';

/** Simple types of XML Schema that occur in requests; `token64` is `tt:ReferenceToken`, at most 64 characters. */
type SimpleType = 'string' | 'boolean' | 'int' | 'duration' | 'token64' | 'dateTime' | 'timeOrDuration' | 'anything';

/** One element of an `xs:sequence`. */
interface Particle {
  readonly name: QualifiedName;
  /** 1 and 1 unless told. */
  readonly min?: 0 | 1;
  readonly max?: number;
  /** A simple type, or the sequence inside. */
  readonly content: SimpleType | ContentModel;
}

/** An `xs:sequence`; `open` allows elements of other namespaces after it (`xs:any`). */
export interface ContentModel {
  readonly particles: readonly Particle[];
  readonly open?: boolean;
}

const lexicalForms: Partial<Record<SimpleType, RegExp>> = {
  boolean: /^(?:true|false|1|0)$/,
  int: /^[+-]?\d{1,10}$/,
  duration: /^-?P(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/,
  dateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/,
  timeOrDuration: /^(?:-?P(?=[\dT]).*|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?|)$/,
};

/**
 * Checks an element against the content its WSDL gives it: nothing missing, nothing unknown, the order of the
 * sequence, values of the right type.
 *
 * @throws SoapFault `ter:InvalidArgs` (ONVIF Core 5.8.2.2: missing argument, too many, wrong data type).
 */
export function assertContent(node: ReadElement, model: ContentModel): void {
  let next = 0;
  for (const particle of model.particles) {
    let count = 0;
    for (let child = node.children[next]; child && isNamed(child, particle.name); child = node.children[next]) {
      assertParticle(child, particle);
      next += 1;
      count += 1;
    }
    if (count < (particle.min ?? 1)) throw invalidArguments(`${particle.name} is missing or out of order`);
    if (count > (particle.max ?? 1)) throw invalidArguments(`${particle.name} is given too often`);
  }
  assertNothingLeft(node, next, model);
}

function assertNothingLeft(node: ReadElement, next: number, model: ContentModel): void {
  const own = new Set(model.particles.map((particle) => particle.name.slice(0, particle.name.indexOf(':'))));
  for (const child of node.children.slice(next)) {
    const foreign = ![...own].some((prefix) => xmlNamespaces[prefix as keyof typeof xmlNamespaces] === child.namespace);
    if (model.open !== true || !foreign) throw invalidArguments(`${child.localName} is unknown here or out of order`);
  }
  if (node.text.trim() !== '') throw invalidArguments(`${node.localName} must not hold text`);
}

function assertParticle(child: ReadElement, particle: Particle): void {
  if (typeof particle.content !== 'string') return assertContent(child, particle.content);
  if (particle.content === 'anything') return;
  if (child.children.length > 0) throw invalidArguments(`${particle.name} must not hold elements`);
  const form = lexicalForms[particle.content];
  if (form && !form.test(collapsedText(child))) throw invalidArguments(`${particle.name} is of the wrong type`);
  if (particle.content === 'token64' && child.text.length > 64) throw invalidArguments(`${particle.name} is too long`);
}

function invalidArguments(what: string) {
  return senderFault(`Invalid Args: ${what}`, 'ter:InvalidArgs');
}
