/** What a `Range` header asks for of `byteLength` bytes (RFC 9110, 14): everything, one part (both ends included), or something that can't be given. */
export type ByteRange =
  { readonly kind: 'whole' } | { readonly kind: 'part'; readonly start: number; readonly end: number } | { readonly kind: 'unsatisfiable' };

const WHOLE: ByteRange = { kind: 'whole' };
const UNSATISFIABLE: ByteRange = { kind: 'unsatisfiable' };

/**
 * Reads a `Range` header. Another unit than bytes, or what is no range, is ignored, as the RFC wants it. Several ranges at once are not given: players don't ask for them, and each would be a look of its own.
 *
 * @param ifRange - `If-Range` header: copies have no validator, so none matches, and the whole is sent
 */
export function readByteRange(header: string | undefined, ifRange: string | undefined, byteLength: number): ByteRange {
  const specs = header === undefined || ifRange !== undefined ? null : /^bytes *= *(.+)$/i.exec(header.trim());
  if (specs === null) return WHOLE;
  if (specs[1]!.includes(',')) return UNSATISFIABLE;
  const parts = /^(\d*) *- *(\d*)$/.exec(specs[1]!.trim());
  if (parts === null || (parts[1] === '' && parts[2] === '')) return WHOLE;
  return parts[1] === '' ? suffix(Number(parts[2]), byteLength) : section(Number(parts[1]), parts[2] === '' ? Infinity : Number(parts[2]), byteLength);
}

function suffix(length: number, byteLength: number): ByteRange {
  return length === 0 ? UNSATISFIABLE : { kind: 'part', start: Math.max(0, byteLength - length), end: byteLength - 1 };
}

function section(start: number, end: number, byteLength: number): ByteRange {
  if (end < start) return WHOLE;
  return start >= byteLength ? UNSATISFIABLE : { kind: 'part', start, end: Math.min(end, byteLength - 1) };
}
