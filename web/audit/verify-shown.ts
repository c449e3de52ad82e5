import type { SignedCheckpoint } from '../../domain/access-log/checkpoint.ts';
import { parseNoteKey } from '../../domain/access-log/signed-note.ts';
import { verifyInclusion } from '../../domain/merkle/inclusion-proof.ts';
import { isApiProblem } from '../api/api-problem.ts';
import type { AuditEvent, LogConsistency, LogHead, LogInclusion } from '../api/api-types.ts';
import { checkEntry } from './check-entry.ts';
import { checkGrowth, checkHead } from './check-head.ts';
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

async function checkHistory(memory: LogMemory, head: SignedCheckpoint, source: ProofSource): Promise<LogFinding[]> {
  const pinned = parseNoteKey(memory.key);
  if (pinned === undefined || pinned.name !== head.origin) return [];
  const ask = async (from: number, to: number) => provenBy(source.consistency(from, to));
  const findings = await Promise.all(memory.kept.map(async (kept) => checkGrowth(kept, head, pinned, ask)));
  return findings.filter((finding) => finding !== null);
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
  const nothing = { size: null, checkedEntries: 0, erasedEntries: 0, isFirstUse: false, comparedWith: [], memory };
  const answer = await askHead(source);
  if (answer === null) return { ...nothing, findings: [{ kind: 'logDamaged' }] };
  const { head, key, findings: ofHead } = checkHead(answer, memory);
  if (head === undefined) return { ...nothing, findings: ofHead };
  const ofHistory = memory === null ? [] : await checkHistory(memory, head, source);
  const entries = await checkEntries(shown, head, source);
  const findings = [...(damaged ? [{ kind: 'memoryDamaged' } as const] : []), ...ofHead, ...ofHistory, ...entries.findings];
  const isGood = key !== undefined && ![...ofHead, ...ofHistory].some((finding) => spoilsMemory(finding) || finding.kind === 'memoryDamaged');
  const newest = { note: answer.note, atMs: shown.nowMs };
  return {
    ...entries,
    findings,
    size: head.size,
    isFirstUse: memory === null && isGood,
    comparedWith: ofHistory.length === 0 && isGood ? (memory?.kept ?? []) : [],
    memory: isGood ? { key, pinnedAtMs: memory?.pinnedAtMs ?? shown.nowMs, kept: withNewest(memory?.kept ?? [], newest) } : memory,
  };
}
