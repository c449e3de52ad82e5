import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../domain/app-error.ts';
import { HAND_IN_LIMITS } from '../../domain/hand-in-terms.ts';

/** The version of the protocol that is spoken here (tus.io, resumable upload protocol). */
export const TUS_VERSION = '1.0.0';

/** What `OPTIONS` says of the server (tus 1.0.0, "OPTIONS"). */
export const TUS_ABILITIES: Readonly<Record<string, string>> = {
  'tus-version': TUS_VERSION,
  'tus-max-size': String(HAND_IN_LIMITS.fileBytes),
  'tus-extension': 'creation,expiration,checksum,termination',
  'tus-checksum-algorithm': 'sha1,sha256',
};

/** The media type of a piece. */
export const PIECE_TYPE = 'application/offset+octet-stream';

/** The checksum of one piece. */
export interface PieceChecksum {
  readonly algorithm: 'sha1' | 'sha256';
  readonly digest: Buffer;
}

/** A number of bytes in a header. Errors: `malformed_header` (malformed). */
export function readByteCount(headers: IncomingHttpHeaders, name: 'upload-length' | 'upload-offset'): number {
  const text = headers[name];
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text)) throw malformed(name, 'a number of bytes');
  return Number(text);
}

/**
 * `Upload-Metadata`: pairs of key and Base64 of UTF-8, apart by commas. A key twice is refused: nobody could say which one holds.
 *
 * @throws AppError `malformed_header` (malformed)
 */
export function readMetadata(headers: IncomingHttpHeaders): Record<string, string> {
  const text = headers['upload-metadata'];
  if (text === undefined || text === '') return {};
  if (typeof text !== 'string' || text.length > 8000) throw malformed('upload-metadata', 'pairs of a key and Base64');
  const found = new Map<string, string>();
  for (const pair of text.split(',')) {
    const match = /^\s*([\x21-\x2b\x2d-\x7e]+)(?: +([A-Za-z0-9+/]*={0,2}))?\s*$/.exec(pair);
    if (match?.[1] === undefined || found.has(match[1])) throw malformed('upload-metadata', 'pairs of a key and Base64, each key once');
    found.set(match[1], Buffer.from(match[2] ?? '', 'base64').toString('utf8'));
  }
  return Object.fromEntries(found);
}

/** `Upload-Checksum`; undefined when there is none. Errors: `malformed_header` (malformed), also for an algorithm that isn't offered. */
export function readChecksum(headers: IncomingHttpHeaders): PieceChecksum | undefined {
  const text = headers['upload-checksum'];
  if (text === undefined) return undefined;
  const match = typeof text === 'string' ? /^(sha1|sha256) +([A-Za-z0-9+/]+={0,2})$/.exec(text) : null;
  if (match === null) throw malformed('upload-checksum', 'sha1 or sha256 and the sum in Base64');
  return { algorithm: match[1] as PieceChecksum['algorithm'], digest: Buffer.from(match[2]!, 'base64') };
}

function malformed(name: string, wanted: string): AppError {
  return new AppError(
    'malformed',
    'malformed_header',
    `The header ${name} is missing or can't be read: it holds ${wanted}. See tus.io, version ${TUS_VERSION}.`,
  );
}
