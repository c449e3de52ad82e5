import type { SignedCheckpoint } from '../../domain/access-log/checkpoint.ts';
import { currentKey, type KeyChain } from '../../domain/access-log/key-chain.ts';
import { noteKeyText } from '../../domain/access-log/signed-note.ts';
import { verifyInclusion } from '../../domain/merkle/inclusion-proof.ts';
import { isApiProblem } from '../api/api-problem.ts';
import type { AuditEvent, LogConsistency, LogHead, LogInclusion } from '../api/api-types.ts';
import { checkEntry } from './check-entry.ts';
import { checkGrowth, checkHandover, checkHead } from './check-head.ts';
import { spoilsMemory, type LogFinding } from './log-finding.ts';
import { withNewest, type FoundMemory, type KeptNote, type LogMemory } from './log-memory.ts';
import { pathOf } from './proof-path.ts';

/** Where head and proofs come from. */
export interface ProofSource {
  head(): Promise<LogHead>;
  inclusion(seq: number, size: number): Promise<LogInclusion>;
  consistency(from: number, to: number): Promise<LogConsistency>;
}

/** What to check, and what is known from before. */
export interface ShownLog {
  readonly events: readonly AuditEvent[];
  readonly found: FoundMemory;
  readonly nowMs: number;
  /** Told after each entry. */
  readonly onProgress?: (done: number) => void;
}

/** What the check showed. Everything holds when there are no findings. */
export interface LogReport {
  readonly findings: readonly LogFinding[];
  /** Entries of the whole log; null when its head couldn't be read. */
  readonly size: number | null;
  readonly checkedEntries: number;
  /** Of these, whose personal data were erased: their clear text can't be compared any more. */
  readonly erasedEntries: number;
  /** The key was pinned just now: there was nothing to compare it with. */
  readonly isFirstUse: boolean;
  /** The pinned key handed over to another, which is pinned from now on. */
  readonly isKeyFollowed: boolean;
  /** The kept checkpoints that the log grew from. */
  readonly comparedWith: readonly KeptNote[];
  /** What to remember from now on. */
  readonly memory: LogMemory | null;
}

const AT_ONCE = 4;

/** A refusal of what the service has to have is an answer: it can't prove it. Outages and expired sessions are none, and end the check. */
async function provenBy<T>(ask: Promise<T>): Promise<T | null> {
  try {
    return await ask;
  } catch (error) {
    if (isApiProblem(error, 'audit_log_damaged') || (isApiProblem(error) && [400, 404, 409, 422].includes(error.status))) return null;
    throw error;
  }
}

async function checkShown(event: AuditEvent, head: SignedCheckpoint, source: ProofSource): Promise<{ findings: LogFinding[]; isErased: boolean }> {
  const { seq, at } = event;
  const { differs, erased, hash } = checkEntry(event);
  const proof = hash === undefined || !(seq < head.size) ? null : await provenBy(source.inclusion(seq, head.size));
  const path = pathOf(proof);
  const isIn = hash !== undefined && path !== undefined && verifyInclusion({ leafIndex: seq, size: head.size, leafHash: hash, path }, head.root);
  return {
    findings: [
      ...(differs.length === 0 ? [] : [{ kind: 'entryDiffers', seq, at, fields: differs } as const]),
      ...(isIn ? [] : [{ kind: 'entryNotInLog', seq, at } as const]),
    ],
    isErased: erased.length > 0,
  };
}

type EntriesReport = Pick<LogReport, 'findings' | 'erasedEntries' | 'checkedEntries'>;

async function checkEntries({ events, onProgress }: ShownLog, head: SignedCheckpoint, source: ProofSource): Promise<EntriesReport> {
  const findings: LogFinding[] = [];
  const seen = new Set<number>();
  let [next, done, erasedEntries] = [0, 0, 0];
  async function work(): Promise<void> {
    for (let event = events[next++]; event !== undefined; event = events[next++]) {
      if (seen.has(event.seq)) findings.push({ kind: 'entryTwice', seq: event.seq, at: event.at });
      seen.add(event.seq);
      const checked = await checkShown(event, head, source);
      findings.push(...checked.findings);
      if (checked.isErased) erasedEntries += 1;
      done += 1;
      onProgress?.(done);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { findings, erasedEntries, checkedEntries: done };
}

async function checkHistory(memory: LogMemory, head: SignedCheckpoint, keys: KeyChain, source: ProofSource): Promise<LogFinding[]> {
  // with two hand-overs of one key nothing after it can be told
  if (currentKey(keys).name !== head.origin || keys.isForked) return [];
  const ask = async (from: number, to: number) => provenBy(source.consistency(from, to));
  const findings = await Promise.all([
    ...memory.kept.map(async (kept) => checkGrowth(kept, head, keys, ask)),
    ...keys.handovers.map(async ({ checkpoint }) => checkHandover(checkpoint, head, ask)),
  ]);
  return findings.filter((finding) => finding !== null);
}

function remembered(memory: LogMemory | null, keys: KeyChain, newest: KeptNote): LogMemory {
  return {
    key: noteKeyText(currentKey(keys)),
    pinnedAtMs: memory?.pinnedAtMs ?? newest.atMs,
    kept: withNewest(memory?.kept ?? [], newest),
    ...(keys.handovers.length === 0 ? {} : { handovers: keys.handovers.map(({ note }) => note) }),
  };
}

async function askHead(source: ProofSource): Promise<LogHead | null> {
  try {
    return await source.head();
  } catch (error) {
    // the service looked at its own log before signing, and it doesn't fit
    if (isApiProblem(error, 'audit_log_damaged')) return null;
    throw error;
  }
}

/**
 * Checks in the browser what is shown of the access log: the signature of its head by the pinned key, that it only grew since the checkpoints that were kept, and for each entry that what is shown is
 * what was logged, and that it is in the log.
 *
 * Errors: those of `source` that say nothing of the log (no connection, signed out): then nothing is known, and nothing is remembered.
 */
export async function verifyShown(source: ProofSource, shown: ShownLog): Promise<LogReport> {
  const { memory, damaged } = shown.found;
  const nothing = { size: null, checkedEntries: 0, erasedEntries: 0, isFirstUse: false, isKeyFollowed: false, comparedWith: [], memory };
  const answer = await askHead(source);
  if (answer === null) return { ...nothing, findings: [{ kind: 'logDamaged' }] };
  const { head, keys, findings: ofHead } = checkHead(answer, memory);
  if (head === undefined) return { ...nothing, findings: ofHead };
  const ofHistory = memory === null || keys === undefined ? [] : await checkHistory(memory, head, keys, source);
  const entries = await checkEntries(shown, head, source);
  const findings = [...(damaged ? [{ kind: 'memoryDamaged' } as const] : []), ...ofHead, ...ofHistory, ...entries.findings];
  const isGood = keys !== undefined && ![...ofHead, ...ofHistory].some((finding) => spoilsMemory(finding) || finding.kind === 'memoryDamaged');
  return {
    ...entries,
    findings,
    size: head.size,
    isFirstUse: memory === null && isGood,
    isKeyFollowed: isGood && memory !== null && keys.handovers.length > (memory.handovers?.length ?? 0),
    comparedWith: ofHistory.length === 0 && isGood ? (memory?.kept ?? []) : [],
    memory: isGood ? remembered(memory, keys, { note: answer.note, atMs: shown.nowMs }) : memory,
  };
}
