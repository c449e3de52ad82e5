import { currentKey, followKeys, type KeyChain } from '../../domain/access-log/key-chain.ts';
import { parseHandover } from '../../domain/access-log/key-handover.ts';
import { noteKeyText, parseNoteKey } from '../../domain/access-log/signed-note.ts';
import type { LogMemory } from './log-memory.ts';

/**
 * The keys that follow from the one that this browser pinned first. The hand-overs that it kept lead to the pinned key, those that came now may lead on.
 *
 * @returns undefined when what is kept leads elsewhere: it was damaged, or changed. Never throws.
 */
export function pinnedKeys({ key, handovers = [] }: LogMemory, given: readonly string[]): KeyChain | undefined {
  const [oldest] = handovers;
  const first = oldest === undefined ? parseNoteKey(key) : parseHandover(oldest)?.ends;
  if (first === undefined) return undefined;
  const kept = followKeys(first, handovers);
  const isWhole = kept.handovers.length === handovers.length && noteKeyText(currentKey(kept)) === key;
  // so many are looked at: those that came again must not take the place of new ones
  return isWhole ? followKeys(first, [...new Set([...handovers, ...given])]) : undefined;
}
