import { fromBase64 } from '../../domain/access-log/base64.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../../domain/access-log/checkpoint.ts';
import { isSignedBy, noteKeyText, parseNoteKey, type NoteKey } from '../../domain/access-log/signed-note.ts';
import { verifyConsistency } from '../../domain/merkle/consistency-proof.ts';
import { sameHash } from '../../domain/merkle/tree-hash.ts';
import type { LogHead } from '../api/api-types.ts';
import type { LogFinding } from './log-finding.ts';
import type { KeptNote, LogMemory } from './log-memory.ts';
import { pathOf } from './proof-path.ts';

/** What the signed head showed. */
export interface HeadCheck {
  /** Undefined when it can't be read. */
  readonly head: SignedCheckpoint | undefined;
  /** The key to pin, or the one that is pinned, as one word. */
  readonly key: string | undefined;
  readonly findings: readonly LogFinding[];
}

function readHead(answer: LogHead): SignedCheckpoint | undefined {
  const head = typeof answer.note === 'string' ? parseCheckpoint(answer.note) : undefined;
  const root = typeof answer.rootHash === 'string' ? fromBase64(answer.rootHash) : undefined;
  const agrees = head !== undefined && root !== undefined && head.size === answer.size && head.origin === answer.origin && sameHash(head.root, root);
  return agrees ? head : undefined;
}

function judgeSignature(head: SignedCheckpoint, pinned: NoteKey | undefined, given: NoteKey | undefined): LogFinding[] {
  const key = pinned ?? given;
  if (pinned !== undefined && head.origin !== pinned.name) return [{ kind: 'otherLog' }];
  if (key !== undefined && key.name === head.origin && isSignedBy(head.note, key)) return [];
  const isOthers = pinned !== undefined && given !== undefined && noteKeyText(given) !== noteKeyText(pinned) && isSignedBy(head.note, given);
  return [{ kind: isOthers ? 'keyChanged' : 'signatureWrong' }];
}

/**
 * Checks the signed head by the key that was pinned, or on first use by the one that came with it. A head that the pinned key signed beside a new one is good: that is how a key is replaced. Never
 * throws.
 */
export function checkHead(answer: LogHead, memory: LogMemory | null): HeadCheck {
  const head = readHead(answer);
  if (head === undefined) return { head, key: undefined, findings: [{ kind: 'checkpointMalformed' }] };
  const given = typeof answer.key === 'string' ? parseNoteKey(answer.key) : undefined;
  const pinned = memory === null ? undefined : parseNoteKey(memory.key);
  if (memory !== null && pinned === undefined) return { head, key: undefined, findings: [{ kind: 'memoryDamaged' }, { kind: 'signatureWrong' }] };
  const key = pinned ?? given;
  return { head, key: key && noteKeyText(key), findings: judgeSignature(head, pinned, given) };
}

/** Whether the log only grew since a checkpoint was kept. Errors: those of `path`, which asks the service. */
export async function checkGrowth(
  { note, atMs }: KeptNote,
  head: SignedCheckpoint,
  pinned: NoteKey,
  path: (from: number, to: number) => Promise<{ readonly path: readonly string[] } | null>,
): Promise<LogFinding | null> {
  const older = parseCheckpoint(note);
  if (older === undefined || !isSignedBy(older.note, pinned)) return { kind: 'memoryDamaged' };
  const place = { keptAtMs: atMs, keptSize: older.size, size: head.size };
  if (older.size > head.size) return { kind: 'logShorter', ...place };
  const proof = older.size === head.size || older.size === 0 ? { path: [] } : await path(older.size, head.size);
  const steps = pathOf(proof);
  return steps !== undefined && verifyConsistency(older, head, steps) ? null : { kind: 'historyChanged', ...place };
}
