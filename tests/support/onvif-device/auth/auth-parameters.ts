/** One `name=value` of a header field, up to the comma behind it. */
const parameter = /\s*([\w!#$%&'*+\-.^`|~]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([\w!#$%&'*+\-.^`|~/]+))\s*(?:,|$)/y;

/**
 * Reads the parameters of a credentials field (RFC 9110, 11.2 and 11.4).
 *
 * @param field all that follows the scheme.
 * @param quotedNames names whose value has to be a quoted string; all others have to be tokens.
 * @returns the values by lower-case name, or `undefined` when the field is malformed, wrongly quoted or repeats a name.
 */
export function unquoteParameters(field: string, quotedNames: ReadonlySet<string>): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>();
  parameter.lastIndex = 0;
  while (parameter.lastIndex < field.length) {
    const match = parameter.exec(field);
    if (match === null) return undefined;
    const name = (match[1] ?? '').toLowerCase();
    const quoted = match[2];
    if (found.has(name) || (quoted !== undefined) !== quotedNames.has(name)) return undefined;
    found.set(name, quoted === undefined ? (match[3] ?? '') : fromWire(quoted.replaceAll(/\\(.)/g, '$1')));
  }
  return found;
}

/** Node hands header fields over as Latin-1; the device speaks UTF-8 (ONVIF Core 5.10.1). */
function fromWire(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}
