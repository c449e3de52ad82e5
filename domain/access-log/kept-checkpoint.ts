import { fromBase64 } from './base64.ts';
import { parseCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { parseNoteKey } from './signed-note.ts';

/** A checkpoint that somebody kept, with the key that they kept beside it. */
export interface KeptCheckpoint {
  readonly checkpoint: SignedCheckpoint;
  /** Ed25519, 32 bytes; undefined when only the note was kept. */
  readonly publicKey: Uint8Array | undefined;
}

const LONGEST = 200_000;

function readJson(text: string): KeptCheckpoint | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { note, publicKey } = (answer ?? {}) as { note?: unknown; publicKey?: unknown };
  const checkpoint = typeof note === 'string' ? parseCheckpoint(note) : undefined;
  const key = typeof publicKey === 'string' ? fromBase64(publicKey) : undefined;
  if (checkpoint === undefined || (publicKey !== undefined && key?.length !== 32)) return undefined;
  return { checkpoint, publicKey: key };
}

/** The first line may be the key as one word, as it is printed beside checkpoints. */
function readText(text: string): KeptCheckpoint | undefined {
  const [first = '', ...rest] = text.split('\n');
  const key = parseNoteKey(first);
  const checkpoint = parseCheckpoint(key === undefined ? text : rest.join('\n').replace(/^\n+/, ''));
  return checkpoint === undefined ? undefined : { checkpoint, publicKey: key?.publicKey };
}

/**
 * A checkpoint from a file: the answer of `GET /audit/checkpoint` as it came, or the note alone, or the key as one word (`name+id+base64`) in a line above the note. Line ends of Windows are put right.
 *
 * @returns undefined when it is none of these. Never throws.
 */
export function readKeptCheckpoint(file: string): KeptCheckpoint | undefined {
  if (file.length > LONGEST) return undefined;
  const text = file.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  return text.trimStart().startsWith('{') ? readJson(text) : readText(text.endsWith('\n') ? text : `${text}\n`);
}
