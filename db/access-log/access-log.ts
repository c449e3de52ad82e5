import { AppError } from '../../domain/app-error.ts';
import type { InclusionProof } from '../../domain/merkle/inclusion-proof.ts';
import { consistencyRanges, inclusionRanges } from '../../domain/merkle/tree-range.ts';
import type { Clock } from '../../platform/clock.ts';
import type { SecretBox } from '../../platform/secret-box.ts';
import type { Database } from '../database.ts';
import { readLogSize } from '../repositories/audit-leaf-repository.ts';
import { makeCheckpoint, type LogCheckpoint } from './log-checkpoint.ts';
import { sequenceEvents } from './log-sequencer.ts';
import { openLogSigner, type LogSigner } from './log-signer.ts';
import { readRangeHashes } from './tree-reader.ts';

/** The Merkle log over the events (docs/design/access-log.md). Any number of processes may have one on the same database. */
export interface AccessLog {
  /** Gives all events that are stored by now their places. Errors: `audit_log_behind`. */
  sequence(): Promise<void>;
  /** Signs a tree that has every event which was stored before. Errors: `audit_log_behind`, `audit_log_damaged`, `audit_key_unreadable`. */
  checkpoint(): Promise<LogCheckpoint>;
  /** That leaf `seq` is in the tree of the first `size` leaves. Errors: `proof_out_of_range` (invalid), `audit_log_damaged`. */
  inclusion(seq: number, size: number): Promise<InclusionProof>;
  /** That the tree of `to` leaves begins with that of `from`. Errors: as above. */
  consistency(from: number, to: number): Promise<readonly Uint8Array[]>;
}

/** People wait: what takes longer goes on in the worker. */
const WITHIN_MS = 10_000;

function outOfRange(size: number): AppError {
  const message = `There is no such proof: the log has ${size} entries. Take sizes from checkpoints; an entry has to lie below the size, and the older size must not be above the newer one.`;
  return new AppError('invalid', 'proof_out_of_range', message, { details: { size } });
}

async function inclusionProof(db: Database, seq: number, size: number): Promise<InclusionProof> {
  const logSize = await readLogSize(db);
  if (seq >= size || size > logSize) throw outOfRange(logSize);
  const ranges = [{ from: seq, to: seq + 1 }, ...inclusionRanges(seq, size)];
  const [leafHash, ...path] = await readRangeHashes(db, ranges, logSize);
  return { leafIndex: seq, size, leafHash: leafHash!, path };
}

/**
 * Lets callers share runs, so that those who wait don't take the pool's connections. Whoever comes while one is at work shares the next: that one began after they came.
 */
function joinRuns(start: () => Promise<void>): () => Promise<void> {
  let [running, next]: (Promise<void> | undefined)[] = [];
  const run = (): Promise<void> => {
    const own = start().finally(() => {
      if (running === own) running = undefined;
    });
    running = own;
    return own;
  };
  const runNext = (): Promise<void> => {
    next = undefined;
    return run();
  };
  return () => {
    if (running === undefined) return run();
    next ??= running.then(runNext, runNext);
    return next;
  };
}

/** Opens the log; its key is looked for, or made, when it is needed, so that one which was replaced signs nothing more. `withinMs`: how long waiting events are given places before `audit_log_behind`, 10 s unless it is said. */
export function createAccessLog(parts: {
  readonly db: Database;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly publicUrl: string | undefined;
  readonly withinMs?: number;
}): AccessLog {
  const { db, secretBox, clock, publicUrl, withinMs = WITHIN_MS } = parts;
  let known: LogSigner | undefined;
  // looked for each time: another process may have replaced the key
  const signer = async (): Promise<LogSigner> => (known = await openLogSigner(db, secretBox, publicUrl, known));
  const sequence = joinRuns(() => sequenceEvents(db, { withinMs }));
  return {
    sequence,
    async checkpoint() {
      await sequence();
      return makeCheckpoint(db, signer, clock.now());
    },
    inclusion: (seq, size) => inclusionProof(db, seq, size),
    async consistency(from, to) {
      const logSize = await readLogSize(db);
      if (from > to || to > logSize) throw outOfRange(logSize);
      return readRangeHashes(db, consistencyRanges(from, to), logSize);
    },
  };
}
