/**
 * A quoted-string of a header field (RFC 9110, 5.6.4). UTF-8 goes out byte by byte, in the Latin-1 that Node writes
 * header fields in.
 */
export function quotedString(value: string): string {
  return `"${Buffer.from(value, 'utf8').toString('latin1').replaceAll(/["\\]/g, '\\$&')}"`;
}
