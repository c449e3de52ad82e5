import { createHash } from 'node:crypto';
import { oneTimePassword } from '../../platform/one-time-password.ts';

/** How many codes go on a sheet. */
const CODES = 8;

/** A sheet of new single-use codes, and what is kept of them: with about 79 bits each a plain hash is enough. */
export function newPaperCodes(): { readonly codes: readonly string[]; readonly hashes: readonly Buffer[] } {
  const codes = Array.from({ length: CODES }, oneTimePassword);
  return { codes, hashes: codes.map(paperCodeHash) };
}

/** The SHA-256 by which a code is looked up; capitals, spaces and dashes don't matter, since it is copied from paper. */
export function paperCodeHash(typed: string): Buffer {
  return createHash('sha256').update(typed.toLowerCase().replace(/[\s-]/g, '')).digest();
}
