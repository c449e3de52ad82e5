import { keyFingerprint } from '../evidence/key-fingerprint.ts';
import { toBase64 } from './base64.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { noteKeyText, type NoteKey } from './signed-note.ts';

/** What every report prints of the access log: enough to type off paper, and the note that a computer checks. */
export interface PrintedCheckpoint {
  readonly origin: string;
  readonly size: number;
  /** Base64. */
  readonly rootHash: string;
  /** SHA-256 of the key, in groups of four. */
  readonly keyFingerprint: string;
  /** Name, id and key as one word. */
  readonly key: string;
  /** Base64, 32 bytes. */
  readonly publicKey: string;
  readonly note: string;
}

/** Takes apart what is printed; undefined when `note` is no checkpoint. */
export function printedCheckpoint(note: string, key: NoteKey): PrintedCheckpoint | undefined {
  const checkpoint = parseCheckpoint(note);
  if (checkpoint === undefined) return undefined;
  const { origin, size, root } = checkpoint;
  const fingerprint = keyFingerprint(key.publicKey);
  return { origin, size, rootHash: toBase64(root), keyFingerprint: fingerprint, key: noteKeyText(key), publicKey: toBase64(key.publicKey), note };
}
