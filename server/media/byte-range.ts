import type { IncomingHttpHeaders } from 'node:http';

/** What a request asks for of `byteLength` bytes (RFC 9110, 14): everything, one part (both ends included), or something that can't be given. */
export type ByteRange =
  { readonly kind: 'whole' } | { readonly kind: 'part'; readonly start: number; readonly end: number } | { readonly kind: 'unsatisfiable' };

const WHOLE: ByteRange = { kind: 'whole' };
const UNSATISFIABLE: ByteRange = { kind: 'unsatisfiable' };
/** Most ranges that are looked at in one header; players send one. */
const MOST_RANGES = 20;

/**
 * Reads `Range` and `If-Range` as the RFC wants it:
 *
 * - only GET has ranges (14.2): for HEAD the header is ignored;
 * - with `If-Range` it is ignored too (13.1.5): what is sent here has no validator, so none can match;
 * - another unit than bytes (14.2) and what is no range (14.1.1) are ignored;
 * - of several ranges those that lie past the end don't count (14.1.2). One that is left is given; of several the header is ignored, as 14.2 allows, and the whole is sent: no part in many pieces, each of which would be a look of its own.
 *
 * @returns `unsatisfiable` when nothing that is asked for lies within: 416 (15.5.17)
 */
export function readByteRange({ method, headers }: { readonly method: string; readonly headers: IncomingHttpHeaders }, byteLength: number): ByteRange {
  const { range, 'if-range': ifRange } = headers;
  const specs = method !== 'GET' || range === undefined || ifRange !== undefined ? null : /^bytes *= *(.+)$/i.exec(range.trim());
  if (specs === null) return WHOLE;
  // a list may have empty members (5.6.1.2)
  const members = specs[1]!
    .split(',', MOST_RANGES + 1)
    .map((member) => member.trim())
    .filter((member) => member !== '');
  if (members.length === 0 || members.length > MOST_RANGES) return WHOLE;
  const ranges = members.map((member) => readOne(member, byteLength));
  if (ranges.some(({ kind }) => kind === 'whole')) return WHOLE;
  const [part = UNSATISFIABLE, another] = ranges.filter(({ kind }) => kind === 'part');
  return another === undefined ? part : WHOLE;
}

/** `whole` stands for what is no range. */
function readOne(member: string, byteLength: number): ByteRange {
  const parts = /^(\d*) *- *(\d*)$/.exec(member);
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
