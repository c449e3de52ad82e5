import { nodeSha256 } from '../../db/access-log/node-sha256.ts';
import type { Queryable } from '../../db/database.ts';
import { findLeftOver, readEntries } from '../../db/repositories/audit-verification-repository.ts';
import type { Checkpoint } from '../../domain/access-log/checkpoint.ts';
import type { KeptCheckpoint } from '../../domain/access-log/kept-checkpoint.ts';
import { noteKeyId, type NoteKey } from '../../domain/access-log/signed-note.ts';
import { emptyRoot, sameHash } from '../../domain/merkle/tree-hash.ts';
import { createTreeGrowth, type TreeGrowth } from '../../domain/merkle/tree-growth.ts';
import { createCheckpointCheck } from './checkpoint-check.ts';
import { checkEntry } from './entry-check.ts';
import { checkIndex } from './index-check.ts';
import { checkKeys } from './key-check.ts';
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
  /** Keys that followed one which was lost, and that somebody accepted. */
  readonly accepted: number;
  readonly problems: Pick<LogProblems, 'count' | 'lines'>;
}

const PAGE = 1000;

/** A checkpoint that did not come from the database's own list, in words. */
interface Foreign extends Pick<Checkpoint, 'size' | 'root'> {
  readonly what: string;
}

/** Compares such checkpoints when the tree has their size. */
function compareForeign(all: readonly Foreign[], growth: TreeGrowth, problems: LogProblems): void {
  for (const { size, root, what } of all) {
    if (growth.size === size && !sameHash(growth.root(), root))
      problems.add(`The first ${size} entries are not those of ${what}: something among them was changed, moved or left out.`);
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
async function walk(db: Queryable, foreign: readonly Foreign[], problems: LogProblems): Promise<Walk> {
  const growth = createTreeGrowth(nodeSha256);
  const tiles = createTileCheck(db, problems);
  const own = await createCheckpointCheck(db, problems);
  let [erased, erasedEntries] = [0, 0];
  compareForeign(foreign, growth, problems);
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
      compareForeign(foreign, growth, problems);
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
export async function verifyLog(db: Queryable, kept: KeptCheckpoint, accept: readonly NoteKey[] = []): Promise<LogReport> {
  const problems = createLogProblems();
  const keys = await checkKeys(db, kept, accept, problems);
  const handedOver = keys.handovers.map(({ checkpoint, begins }) => ({ ...checkpoint, what: `the hand-over to the key ${noteKeyId(begins)}` }));
  const walked = await walk(db, [{ ...kept.checkpoint, what: 'the checkpoint' }, ...handedOver], problems);
  const { growth, erased, ownCheckpoints } = walked;
  const { size } = growth;
  if (size < kept.checkpoint.size) problems.add(`The checkpoint has ${kept.checkpoint.size} entries, the log has ${size}: entries were cut off.`);
  for (const { checkpoint } of keys.handovers)
    if (size < checkpoint.size) problems.add(`The key was replaced at ${checkpoint.size} entries; there are ${size} now.`);
  const waiting = await checkLeftOver(db, walked, problems);
  return { size, root: growth.root(), erased, waiting, ownCheckpoints, isKeyPinned: keys.isKeyPinned, accepted: keys.accepted, problems };
}
