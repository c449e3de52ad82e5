import { sameHash } from '../merkle/tree-hash.ts';
import type { SignedCheckpoint } from './checkpoint.ts';
import { isHandedOver, parseHandover, type KeyHandover } from './key-handover.ts';
import { isSignedBy, type NoteKey } from './signed-note.ts';

/** A key and how long it signs. */
export interface KeySpan {
  readonly key: NoteKey;
  /** Size of the largest tree that it may sign; undefined while it signs. */
  readonly endSize: number | undefined;
}

/** The keys that follow from one that somebody trusts, that one first. */
export interface KeyChain {
  readonly spans: readonly KeySpan[];
  /** One between each two of them. */
  readonly handovers: readonly KeyHandover[];
  /** The last key signed two different hand-overs: which of them is true nobody can tell. Neither was followed. */
  readonly isForked: boolean;
}

/**
 * What a signature under a checkpoint is worth. `current`: of the key that signs now. `former`: of one before it, when it still signed. `ended`: of one before it, for a tree that is larger than the last one it may sign.
 */
export type SignedAs = 'current' | 'former' | 'ended' | 'unsigned';

/** Hand-overs that are looked at. */
const MOST = 200;

function isSameKey(a: NoteKey, b: NoteKey): boolean {
  return a.name === b.name && sameHash(a.publicKey, b.publicKey);
}

function handoversOf(texts: readonly string[]): KeyHandover[] {
  const unlike = new Map<string, KeyHandover>();
  for (const text of texts.slice(0, MOST)) {
    const handover = parseHandover(text);
    if (handover !== undefined && isHandedOver(handover)) unlike.set(handover.checkpoint.note.text, handover);
  }
  return [...unlike.values()];
}

/**
 * Follows the hand-overs from a key that is trusted. One that its key did not sign leads nowhere, nor does one that is given again, one back to an earlier key, or one at a smaller tree than the one before. Never throws.
 *
 * @param texts - hand-overs as notes, in any order
 */
export function followKeys(trusted: NoteKey, texts: readonly string[]): KeyChain {
  const all = handoversOf(texts);
  const keys = [trusted];
  const handovers: KeyHandover[] = [];
  for (let key = trusted; ;) {
    const fromSize = handovers.at(-1)?.checkpoint.size ?? 0;
    const onwards = all.filter(
      ({ ends, begins, checkpoint }) => isSameKey(ends, key) && checkpoint.size >= fromSize && !keys.some((known) => isSameKey(known, begins)),
    );
    const [next] = onwards;
    if (next === undefined || onwards.length > 1) {
      const spans = keys.map((each, index) => ({ key: each, endSize: handovers[index]?.checkpoint.size }));
      return { spans, handovers, isForked: onwards.length > 1 };
    }
    handovers.push(next);
    key = next.begins;
    keys.push(key);
  }
}

/** The key that signs now. */
export function currentKey({ spans }: KeyChain): NoteKey {
  return spans.at(-1)!.key;
}

/** By which key of the chain a checkpoint is signed, and whether that one might. Never throws. */
export function signedAs({ origin, size, note }: SignedCheckpoint, { spans }: Pick<KeyChain, 'spans'>): SignedAs {
  const signers = spans.filter(({ key }) => key.name === origin && isSignedBy(note, key));
  if (signers.some(({ endSize }) => endSize === undefined)) return 'current';
  if (signers.some(({ endSize }) => endSize !== undefined && size <= endSize)) return 'former';
  return signers.length > 0 ? 'ended' : 'unsigned';
}
