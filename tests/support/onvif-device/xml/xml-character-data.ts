import { XmlSyntaxError } from './xml-syntax-error.ts';

const predefinedEntities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
// eslint-disable-next-line no-control-regex -- XML 1.0, 2.2 names exactly these as not allowed.
const forbiddenCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/u;

/**
 * Resolves the references in text or in an attribute value (XML 1.0, 4.1 and 4.6). Without a DTD only the five
 * predefined entities exist.
 *
 * @throws XmlSyntaxError on a bare `&`, an unknown entity or a character that XML does not allow.
 */
export function decodeCharacterData(raw: string): string {
  const decoded = raw.replaceAll(/&([^;]*);?/g, (reference: string, name: string) => {
    if (!reference.endsWith(';')) throw new XmlSyntaxError('an ampersand is not escaped');
    return decodeReference(name);
  });
  assertAllowedCharacters(decoded);
  return decoded;
}

/** @throws XmlSyntaxError when the text has a character outside XML 1.0, 2.2. */
export function assertAllowedCharacters(text: string): void {
  if (forbiddenCharacters.test(text)) throw new XmlSyntaxError('a character is not allowed in XML');
}

function decodeReference(name: string): string {
  const predefined = predefinedEntities[name];
  if (predefined !== undefined) return predefined;
  const numeric = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (numeric === null) throw new XmlSyntaxError('a reference to an entity that is not declared');
  const codePoint = numeric[1] === undefined ? Number(numeric[2]) : Number.parseInt(numeric[1], 16);
  if (codePoint > 0x10ffff) throw new XmlSyntaxError('a character reference outside Unicode');
  return String.fromCodePoint(codePoint);
}
