import { fromBase64 } from '../../domain/access-log/base64.ts';
import { parseCheckpoint, type Checkpoint, type SignedCheckpoint } from '../../domain/access-log/checkpoint.ts';
import { currentKey, followKeys, signedAs, type KeyChain } from '../../domain/access-log/key-chain.ts';
import { isSignedBy, noteKeyText, parseNoteKey, type NoteKey } from '../../domain/access-log/signed-note.ts';
import { verifyConsistency } from '../../domain/merkle/consistency-proof.ts';
import { sameHash } from '../../domain/merkle/tree-hash.ts';
import type { LogHead } from '../api/api-types.ts';
import type { LogFinding } from './log-finding.ts';
import type { KeptNote, LogMemory } from './log-memory.ts';
import { pinnedKeys } from './pinned-keys.ts';
import { pathOf } from './proof-path.ts';

/** What the signed head showed. */
export interface HeadCheck {
  /** Undefined when it can't be read. */
  readonly head: SignedCheckpoint | undefined;
  /** The key to pin, and those before it that led to it; undefined when there is none to trust. */
  readonly keys: KeyChain | undefined;
  readonly findings: readonly LogFinding[];
}

/** Asks the service for a proof that the log only grew; null when it refuses. */
export type AskGrowth = (from: number, to: number) => Promise<{ readonly path: readonly string[] } | null>;

function readHead(answer: LogHead): SignedCheckpoint | undefined {
  const head = typeof answer.note === 'string' ? parseCheckpoint(answer.note) : undefined;
  const root = typeof answer.rootHash === 'string' ? fromBase64(answer.rootHash) : undefined;
  const agrees = head !== undefined && root !== undefined && head.size === answer.size && head.origin === answer.origin && sameHash(head.root, root);
  return agrees ? head : undefined;
}

/** Notes of the answer; an answer of another form has none. */
function givenHandovers({ handovers }: LogHead): string[] {
  return Array.isArray(handovers) ? (handovers as unknown[]).filter((note) => typeof note === 'string') : [];
}

function judgeSignature(head: SignedCheckpoint, keys: KeyChain, given: NoteKey | undefined): LogFinding[] {
  const known = currentKey(keys);
  if (head.origin !== known.name) return [{ kind: 'otherLog' }];
  if (keys.isForked) return [{ kind: 'keyForked' }];
  const how = signedAs(head, keys);
  if (how === 'current') return [];
  if (how !== 'unsigned') return [{ kind: 'keyEnded' }];
  const isOthers = given !== undefined && noteKeyText(given) !== noteKeyText(known) && isSignedBy(head.note, given);
  return [{ kind: isOthers ? 'keyChanged' : 'signatureWrong' }];
}

/**
 * Checks the signed head by the key that was pinned, or the one that it handed over to, or on first use by the one that came with it. A head that the pinned key signed beside a new one is good, and the pinned one stays. Never
 * throws.
 */
export function checkHead(answer: LogHead, memory: LogMemory | null): HeadCheck {
  const head = readHead(answer);
  if (head === undefined) return { head, keys: undefined, findings: [{ kind: 'checkpointMalformed' }] };
  const given = typeof answer.key === 'string' ? parseNoteKey(answer.key) : undefined;
  if (memory === null && given === undefined) return { head, keys: undefined, findings: [{ kind: 'signatureWrong' }] };
  const keys = memory === null ? followKeys(given!, []) : pinnedKeys(memory, givenHandovers(answer));
  if (keys === undefined) return { head, keys, findings: [{ kind: 'memoryDamaged' }, { kind: 'signatureWrong' }] };
  const findings = memory === null && !isSignedBy(head.note, given!) ? [{ kind: 'signatureWrong' } as const] : judgeSignature(head, keys, given);
  return { head, keys, findings };
}

async function isGrowth(older: Checkpoint, head: Checkpoint, ask: AskGrowth): Promise<boolean> {
  const proof = older.size === head.size || older.size === 0 ? { path: [] } : await ask(older.size, head.size);
  const steps = pathOf(proof);
  return steps !== undefined && verifyConsistency(older, head, steps);
}

/** Whether the log only grew since a checkpoint was kept. Errors: those of `ask`, which asks the service. */
export async function checkGrowth({ note, atMs }: KeptNote, head: SignedCheckpoint, keys: KeyChain, ask: AskGrowth): Promise<LogFinding | null> {
  const older = parseCheckpoint(note);
  if (older === undefined || !['current', 'former'].includes(signedAs(older, keys))) return { kind: 'memoryDamaged' };
  const place = { keptAtMs: atMs, keptSize: older.size, size: head.size };
  if (older.size > head.size) return { kind: 'logShorter', ...place };
  return (await isGrowth(older, head, ask)) ? null : { kind: 'historyChanged', ...place };
}

/** Whether the log only grew since a key was replaced. Errors: as above. */
export async function checkHandover({ size, root }: Checkpoint, head: SignedCheckpoint, ask: AskGrowth): Promise<LogFinding | null> {
  const holds = size <= head.size && (await isGrowth({ origin: head.origin, size, root }, head, ask));
  return holds ? null : { kind: 'handoverChanged', keptSize: size, size: head.size };
}
