import type { Queryable } from '../../db/database.ts';
import { listLogKeys, type LogKeySpan } from '../../db/repositories/audit-checkpoint-repository.ts';
import { currentKey, followKeys, signedAs, type KeyChain } from '../../domain/access-log/key-chain.ts';
import { isHandedOver, parseHandover, type KeyHandover } from '../../domain/access-log/key-handover.ts';
import type { KeptCheckpoint } from '../../domain/access-log/kept-checkpoint.ts';
import { isSignedBy, noteKeyId, noteKeyText, type NoteKey } from '../../domain/access-log/signed-note.ts';
import { sameHash } from '../../domain/merkle/tree-hash.ts';
import type { LogProblems } from './log-problems.ts';

/** What the keys showed. */
export interface KeyCheck {
  /** Whether a key came with the checkpoint. */
  readonly isKeyPinned: boolean;
  /** Hand-overs that both keys signed: the log has to have their roots. */
  readonly handovers: readonly KeyHandover[];
  /** Keys that followed one which was lost, and that somebody accepted. */
  readonly accepted: number;
}

const keyOf = ({ origin, publicKey }: LogKeySpan): NoteKey => ({ name: origin, publicKey });

/** Whether a hand-over is stored as it was signed. */
function isGood(row: LogKeySpan, next: LogKeySpan | undefined, handover: KeyHandover | undefined): boolean {
  if (next === undefined || handover === undefined) return false;
  const names = sameHash(handover.ends.publicKey, row.publicKey) && sameHash(handover.begins.publicKey, next.publicKey);
  return names && handover.ends.name === row.origin && handover.checkpoint.size === row.endSize && isHandedOver(handover);
}

function checkHandovers(rows: readonly LogKeySpan[], problems: LogProblems): KeyHandover[] {
  return rows.flatMap((row) => {
    if (row.handover === null) return [];
    const handover = parseHandover(row.handover);
    if (
      isGood(
        row,
        rows.find(({ id }) => id === row.nextKeyId),
        handover,
      )
    )
      return [handover!];
    problems.add(`The hand-over of the key ${noteKeyId(keyOf(row))} is not what it and the next key signed.`);
    return [];
  });
}

/** A key that came with the checkpoint is followed; else the one of the database that signed it. */
function startOf(rows: readonly LogKeySpan[], { checkpoint, publicKey }: KeptCheckpoint): NoteKey | undefined {
  if (publicKey !== undefined) return { name: checkpoint.origin, publicKey };
  return rows.map(keyOf).find((key) => key.name === checkpoint.origin && isSignedBy(checkpoint.note, key));
}

/** The key after the last one that somebody may trust by signatures alone; undefined when there is none. */
function afterBreak(rows: readonly LogKeySpan[], chain: KeyChain): NoteKey | undefined {
  const last = currentKey(chain);
  const row = rows.find(({ publicKey }) => sameHash(publicKey, last.publicKey));
  const next = rows.find(({ id }) => id === row?.nextKeyId);
  return next === undefined ? undefined : keyOf(next);
}

function isCurrent(rows: readonly LogKeySpan[], key: NoteKey): boolean {
  return rows.some(({ nextKeyId, publicKey }) => nextKeyId === null && sameHash(publicKey, key.publicKey));
}

/** Follows the keys to the one at work; where one didn't sign who came after it, somebody has to have accepted that. Returns how many were. */
function followToEnd(rows: readonly LogKeySpan[], start: NoteKey, accept: readonly NoteKey[], problems: LogProblems): { chain: KeyChain; accepted: number } {
  const notes = rows.flatMap(({ handover }) => (handover === null ? [] : [handover]));
  const first = followKeys(start, notes);
  let [chain, accepted] = [first, 0];
  while (!isCurrent(rows, currentKey(chain)) && accepted <= rows.length) {
    const next = afterBreak(rows, chain);
    if (next === undefined || !accept.some((key) => noteKeyText(key) === noteKeyText(next))) {
      const whom = next === undefined ? 'what came after it' : `the key after it. Whoever is sure of that one gives --accept-key ${noteKeyText(next)}`;
      problems.add(`The key ${noteKeyId(currentKey(chain))} is not the one at work, and it did not sign ${whom}.`);
      break;
    }
    accepted += 1;
    chain = followKeys(next, notes);
  }
  return { chain: first, accepted };
}

function checkSignature(rows: readonly LogKeySpan[], start: NoteKey | undefined, chain: KeyChain, { checkpoint }: KeptCheckpoint, problems: LogProblems): void {
  const how = start === undefined ? 'unsigned' : signedAs(checkpoint, chain);
  const endSize = rows.find(({ publicKey }) => start !== undefined && sameHash(publicKey, start.publicKey))?.endSize ?? null;
  // of a lost key the chain knows no end
  const isLate = how === 'ended' || (how !== 'unsigned' && endSize !== null && isSignedBy(checkpoint.note, start!) && checkpoint.size > endSize);
  if (how === 'unsigned') problems.add('The checkpoint is not signed by this log.');
  else if (isLate) problems.add('The checkpoint was signed by a key that had ended.');
}

/**
 * Checks the keys of the log from the one that was kept: the signature of the kept checkpoint, whether the database is that log's at all, and that each key signed who came after it.
 *
 * @param accept - keys that somebody takes for true although the one before them was lost
 */
export async function checkKeys(db: Queryable, kept: KeptCheckpoint, accept: readonly NoteKey[], problems: LogProblems): Promise<KeyCheck> {
  const rows = await listLogKeys(db);
  const { checkpoint, publicKey } = kept;
  const handovers = checkHandovers(rows, problems);
  const atWork = rows.filter(({ nextKeyId }) => nextKeyId === null).length;
  if (atWork !== 1) problems.add(`The keys in this database do not follow one another: ${atWork} of ${rows.length} are at work.`);
  const isOwn = rows.some(({ origin }) => origin === checkpoint.origin);
  if (!isOwn) problems.add(`The checkpoint is of the log ${checkpoint.origin}, which is not the one in this database.`);
  const start = startOf(rows, kept);
  const isKnown = start !== undefined && rows.some((row) => sameHash(row.publicKey, start.publicKey));
  if (isOwn && publicKey !== undefined && !isKnown) problems.add('The key beside the checkpoint is none of the keys in this database: the key was replaced.');
  const trusted = start ?? { name: checkpoint.origin, publicKey: new Uint8Array(32) };
  const { chain, accepted } = isKnown ? followToEnd(rows, trusted, accept, problems) : { chain: followKeys(trusted, []), accepted: 0 };
  checkSignature(rows, start, chain, kept, problems);
  return { isKeyPinned: publicKey !== undefined, handovers, accepted };
}
