import { HASH_BYTES } from '../merkle/tree-hash.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { parseSignedNote, type SignedNote } from './signed-note.ts';

/** What a checkpoint says: the log `origin` had `size` leaves, and their root was `root`. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** A checkpoint with the note it stands in. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: SignedNote;
}

/** The text that is signed (C2SP tlog-checkpoint). */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Takes a signed checkpoint apart; undefined when it is none. Its signatures are not looked at. Never throws. */
export function parseCheckpoint(text: string): SignedCheckpoint | undefined {
  const note = parseSignedNote(text);
  const [origin, sizeText, rootText, ...extensions] = note?.text.slice(0, -1).split('\n') ?? [];
  if (note === undefined || origin === undefined || origin === '' || extensions.includes('')) return undefined;
  const size = /^(0|[1-9][0-9]{0,15})$/.test(sizeText ?? '') ? Number(sizeText) : Number.NaN;
  const root = fromBase64(rootText ?? '');
  if (!Number.isSafeInteger(size) || root?.length !== HASH_BYTES) return undefined;
  return { origin, size, root, note };
}
