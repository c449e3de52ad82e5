import { nodeSha256 } from '../../db/access-log/node-sha256.ts';
import type { Queryable } from '../../db/database.ts';
import { listLogKeys } from '../../db/repositories/audit-checkpoint-repository.ts';
import { findLeftOver, readEntries } from '../../db/repositories/audit-verification-repository.ts';
import type { Checkpoint } from '../../domain/access-log/checkpoint.ts';
import type { KeptCheckpoint } from '../../domain/access-log/kept-checkpoint.ts';
import { isSignedBy, type NoteKey } from '../../domain/access-log/signed-note.ts';
import { emptyRoot, sameHash } from '../../domain/merkle/tree-hash.ts';
import { createTreeGrowth, type TreeGrowth } from '../../domain/merkle/tree-growth.ts';
import { createCheckpointCheck } from './checkpoint-check.ts';
import { checkEntry } from './entry-check.ts';
import { checkIndex } from './index-check.ts';
import { createLogProblems, type LogProblems } from './log-problems.ts';
import { createTileCheck } from './tile-check.ts';

/** What `matpho audit verify` found. */
export interface LogReport {
  readonly size: number;
  readonly root: Uint8Array;
  /** Values that were erased, as the law asks; the log stands without them. */
  readonly erased: number;
  readonly waiting: number;
  readonly ownCheckpoints: number;
  /** Whether the key came with the checkpoint; else it is the database's own, which whoever changes the log may have changed as well. */
  readonly isKeyPinned: boolean;
  readonly problems: Pick<LogProblems, 'count' | 'lines'>;
}

const PAGE = 1000;

/** The signature of the kept checkpoint, and whether the database is that log's at all. Returns whether the key was pinned. */
async function checkKept(db: Queryable, { checkpoint, publicKey }: KeptCheckpoint, problems: LogProblems): Promise<boolean> {
  const keys = (await listLogKeys(db)).map((key): NoteKey => ({ name: key.origin, publicKey: key.publicKey }));
  const own = keys.filter(({ name }) => name === checkpoint.origin);
  if (own.length === 0) problems.add(`The checkpoint is of the log ${checkpoint.origin}, which is not the one in this database.`);
  const pinned = publicKey === undefined ? undefined : { name: checkpoint.origin, publicKey };
  if (pinned !== undefined && own.length > 0 && !own.some((key) => sameHash(key.publicKey, pinned.publicKey))) {
    problems.add('The key beside the checkpoint is none of the keys in this database: the key was replaced.');
  }
  const candidates = pinned === undefined ? own : [pinned];
  if (!candidates.some((key) => isSignedBy(checkpoint.note, key))) problems.add('The checkpoint is not signed by this log.');
  return pinned !== undefined;
}

/** Compares the kept checkpoint when the tree has its size. */
function compareKept({ size, root }: Checkpoint, growth: TreeGrowth, problems: LogProblems): void {
  if (growth.size === size && !sameHash(growth.root(), root)) {
    problems.add(`The first ${size} entries are not those of the checkpoint: something among them was changed, moved or left out.`);
  }
}

/** What going over all entries gave. */
interface Walk {
  readonly growth: TreeGrowth;
  readonly erased: number;
  readonly erasedEntries: number;
  readonly ownCheckpoints: number;
}

/** Goes over all entries, a page at a time. */
async function walk(db: Queryable, kept: Checkpoint, problems: LogProblems): Promise<Walk> {
  const growth = createTreeGrowth(nodeSha256);
  const tiles = createTileCheck(db, problems);
  const own = await createCheckpointCheck(db, problems);
  let [erased, erasedEntries] = [0, 0];
  compareKept(kept, growth, problems);
  await own.at(0, () => emptyRoot(nodeSha256));
  for (let [afterSeq, rows] = [-1, await readEntries(db, -1, PAGE)]; rows.length > 0; rows = await readEntries(db, afterSeq, PAGE)) {
    for (const row of rows) {
      const entry = checkEntry(row, problems);
      if (row.seq !== afterSeq + 1) problems.add(`Entries ${afterSeq + 1} to ${row.seq - 1} are missing.`);
      afterSeq = row.seq;
      erased += entry.erased;
      erasedEntries += entry.erased > 0 ? 1 : 0;
      growth.add(entry.hash);
      await tiles.add(entry.hash);
      compareKept(kept, growth, problems);
      await own.at(growth.size, () => growth.root());
    }
    await checkIndex(db, rows, problems);
  }
  own.end(growth.size);
  return { growth, erased, erasedEntries, ownCheckpoints: own.count };
}

async function checkLeftOver(db: Queryable, { erasedEntries }: Walk, problems: LogProblems): Promise<number> {
  const left = await findLeftOver(db, PAGE);
  for (const id of left.unlogged) problems.add(`Event ${id} has no entry in the log.`);
  for (const id of left.lost) problems.add(`Event ${id} waited for its entry and was deleted.`);
  if (left.indexRows > 0) problems.add(`${left.indexRows} rows of the lists name entries that are not there.`);
  if (left.tiles > 0) problems.add(`${left.tiles} tiles are of no entries.`);
  if (erasedEntries > left.announcedErasures) {
    problems.add(
      `${erasedEntries} entries have lost clear text, but the log tells of ${left.announcedErasures} only: somebody removed names without saying so.`,
    );
  }
  return left.waiting;
}

/**
 * Proves that the log only grew since `kept`, from the events and the leaves' inputs alone: hashes, tiles and lists that are stored are compared, not believed. Changes nothing, and needs no moment of
 * standstill: entries that come meanwhile are looked at or not, and whatever is compared is read by one statement, or read twice before it counts.
 */
export async function verifyLog(db: Queryable, kept: KeptCheckpoint): Promise<LogReport> {
  const problems = createLogProblems();
  const isKeyPinned = await checkKept(db, kept, problems);
  const walked = await walk(db, kept.checkpoint, problems);
  const { growth, erased, ownCheckpoints } = walked;
  const { size } = growth;
  if (size < kept.checkpoint.size) problems.add(`The checkpoint has ${kept.checkpoint.size} entries, the log has ${size}: entries were cut off.`);
  const waiting = await checkLeftOver(db, walked, problems);
  return { size, root: growth.root(), erased, waiting, ownCheckpoints, isKeyPinned, problems };
}
