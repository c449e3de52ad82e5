import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database, Queryable } from '../../db/database.ts';
import type { Statement } from '../../db/prepared-statement.ts';

/** Tables of which the server answers persons only what the second wall shows (docs/design/second-wall.md). */
export const GUARDED_TABLES = [
  'footage_request',
  'footage_request_decision',
  'emergency_suspension',
  'footage_grant',
  'audit_event',
  'audit_leaf',
  'audit_index',
  'audit_erased',
  'snapshot',
  'watch_copy',
  'case_moment',
] as const;

const NAMES = [...GUARDED_TABLES, 'snapshot_by_id', 'footage_segment_by_id'].join('|');
/** As a table that is read from, by whatever way of writing it; not as what a column belongs to. */
const GUARDED = new RegExp(
  `(?:\\b(?:from|join|using)|,)\\s*(?:(?:only|lateral)\\s+)?\\(?\\s*(?:public\\.)?"?\\b(${NAMES})\\b(?!\\s*\\.)|\\b(blob_key)\\b`,
  'i',
);
const IS_WRITE = /^\s*(?:insert|update|delete)\b|\b(?:insert\s+into|delete\s+from|update\s+\w+\s+(?:\w+\s+)?set)\b/i;
/** An entry of the log changes nothing of what a transaction reads besides. */
const IS_LOG_ENTRY = /^\s*insert\s+into\s+audit_event\b/i;

/**
 * Who may read these tables as the service, by the function that sends the statement. Everything else goes through `asPerson`; a line here is a hole in the wall and says why it is there. What a transaction reads that also writes
 * needs none.
 */
const AS_THE_SERVICE: Readonly<Record<string, string>> = {
  requestReach: 'tells "not there" from "out of reach" for the log; yields ids',
  suspensionReach: 'the same',
  snapshotReach: 'the same',
  watchJobReach: 'the same',
  packageReach: 'the same',
  momentReach: 'the same',
  sequenceEvents: 'the sequencer: one log for all',
  makeCheckpoint: 'hashes of one log for all',
  inclusionProof: 'the same',
  consistency: 'the same',
  readLogSize: 'proofs and checkpoints: hashes of one log for all',
  readLeafHashes: 'the same',
  findSessionAtMedium: 'finds the session itself, whose person is not known before',
  findCandidates: 'spatial and hot: a policy would switch its indexes off; that there are pictures, never where they lie',
  liveWatching: 'one question for the streams of all sessions; it only ends them',
  liveSendings: 'the same',
  findPackage: 'rows of packages, as far as their incident reaches; where the file lies is asked as the person',
  listPackages: 'the same',
};

/** Names of the functions of the product that sent a statement, the nearest first. */
function senders(stack: string): string[] {
  const frames = stack.split('\n').filter((line) => /\/(?:db|server)\//.test(line) && !line.includes('/db/database.ts'));
  return frames.flatMap((line) => /at (?:async )?(?:[\w$]+\.)*(\w+) /.exec(line)?.[1] ?? []);
}

/** An error that knows the whole way. */
function sentHere(): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 40;
  const error = new Error('sent here');
  Error.stackTraceLimit = stackTraceLimit;
  return error;
}

function refuseUnwalled({ text }: Statement, sent?: Error): void {
  const table = IS_WRITE.test(text) ? null : GUARDED.exec(text);
  if (table === null) return;
  const names = senders((sent ?? sentHere()).stack ?? '');
  if (names.some((name) => Object.hasOwn(AS_THE_SERVICE, name))) return;
  throw new Error(`${names.join(' < ')} reads ${table[1] ?? table[2]} outside of asPerson: see docs/design/second-wall.md`);
}

function looking(db: Queryable, look: (statement: Statement) => void): Queryable {
  const seen = <T>(send: (statement: Statement) => Promise<T>) => {
    return async (statement: Statement): Promise<T> => {
      look(statement);
      return send(statement);
    };
  };
  return {
    rows: seen(db.rows) as Queryable['rows'],
    maybeRow: seen(db.maybeRow) as Queryable['maybeRow'],
    row: seen(db.row) as Queryable['row'],
    run: seen(db.run),
  };
}

/**
 * The database of a server under test: whatever it reads for a person of what the second wall guards, past that wall, fails the request with the names of the functions. So does `asPerson` within a transaction or another
 * `asPerson`, which would wait for itself: on the embedded database always, elsewhere when the pool is used up.
 */
export function walledDatabase(db: Database): Database {
  const inTransaction = new AsyncLocalStorage<true>();
  return {
    ...db,
    ...looking(db, (statement) => refuseUnwalled(statement)),
    asPerson: async (person, work) => {
      if (inTransaction.getStore() === true) throw new Error('asPerson within a transaction waits for itself');
      return db.asPerson(person, (own) => inTransaction.run(true, () => work(own)));
    },
    transaction: (work) =>
      db.transaction(async (tx) => {
        const reads: (() => void)[] = [];
        let writes = false;
        const seen = looking(tx, (statement) => {
          writes ||= IS_WRITE.test(statement.text) && !IS_LOG_ENTRY.test(statement.text);
          const sent = sentHere();
          reads.push(() => refuseUnwalled(statement, sent));
        });
        const result = await inTransaction.run(true, () => work(seen));
        if (!writes) for (const refuse of reads) refuse();
        return result;
      }),
  };
}
