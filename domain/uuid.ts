import { AppError } from './app-error.ts';

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MAX_TIME_MS = 2 ** 48 - 1;
const TAIL_BYTES = 10;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * A new time-ordered id: UUID version 7 (RFC 9562, section 5.7), lower case with hyphens. The first 48 bits are `nowMs`, the
 * other 74 free bits come from `randomBytes`.
 *
 * @param nowMs epoch milliseconds, 0 to 2^48 − 1; a fraction is cut off.
 * @param randomBytes at least ten bytes of secure randomness; taken from Web Crypto when absent.
 * @throws AppError `internal` `id_time_out_of_range` | `id_bytes_missing`: mistakes of the caller.
 */
export function newId(nowMs: number, randomBytes: Uint8Array = globalThis.crypto.getRandomValues(new Uint8Array(TAIL_BYTES))): string {
  return assemble(nowMs, randomBytes, 0x70);
}

/**
 * The id of something that has a time of its own (a segment, a snapshot): UUID version 8 (RFC 9562, section 5.8), 48 bits of
 * `timeMs` first and then the start of `digest`. Equal arguments give equal ids, so storing twice stores once.
 *
 * @param timeMs epoch milliseconds, 0 to 2^48 − 1; a fraction is cut off.
 * @param digest at least ten bytes of a cryptographic digest over what makes the thing itself.
 * @throws AppError `internal` `id_time_out_of_range` | `id_bytes_missing`: mistakes of the caller.
 */
export function timedId(timeMs: number, digest: Uint8Array): string {
  return assemble(timeMs, digest, 0x80);
}

/** The smallest UUID, of whatever version, whose first 48 bits are `timeMs`: a bound for ranges of ids that are ranges of time. */
export function idFloor(timeMs: number): string {
  return `${timeDigits(timeMs)}-0000-0000-000000000000`;
}

/** Epoch milliseconds in the first 48 bits of an id made by {@link newId} or {@link timedId}. */
export function idTimeMs(id: string): number {
  const canonical = parseUuid(id);
  return Number.parseInt(canonical.slice(0, 8) + canonical.slice(9, 13), 16);
}

/** Whether `text` is a UUID with hyphens, of any version, in upper or lower case. */
export function isUuid(text: string): boolean {
  return UUID_PATTERN.test(text.toLowerCase());
}

/**
 * `text` as a UUID in lower case.
 *
 * @throws AppError `malformed` `malformed_id`
 */
export function parseUuid(text: string): string {
  const lower = text.toLowerCase();
  if (UUID_PATTERN.test(lower)) return lower;
  throw new AppError('malformed', 'malformed_id', 'This is not an id. Copy the id as the service returned it (a UUID with hyphens).');
}

function assemble(timeMs: number, tail: Uint8Array, versionBits: number): string {
  if (tail.length < TAIL_BYTES) {
    throw new AppError('internal', 'id_bytes_missing', `An id needs ${TAIL_BYTES} bytes besides its time; pass that many.`);
  }
  const bytes = tail.slice(0, TAIL_BYTES);
  bytes[0] = (bytes[0]! & 0x0f) | versionBits;
  bytes[2] = (bytes[2]! & 0x3f) | 0x80;
  let hex = '';
  for (const byte of bytes) hex += HEX[byte]!;
  return `${timeDigits(timeMs)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`;
}

function timeDigits(timeMs: number): string {
  if (!(timeMs >= 0 && timeMs <= MAX_TIME_MS)) {
    throw new AppError('internal', 'id_time_out_of_range', 'The time of an id must lie between 1970 and the year 10889; check the clock it came from.');
  }
  const hex = Math.floor(timeMs).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
