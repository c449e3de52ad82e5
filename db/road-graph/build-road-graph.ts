import { nodeRoads } from '../../domain/road-noding.ts';
import type { Database, Queryable } from '../database.ts';
import { lockWaitingRoads, markNoded, roadsTouching, storePieces } from '../repositories/road-graph-repository.ts';

/** Roads at a time: some seconds of work, some MB of memory. */
const BATCH = 4000;

/** Cuts some of the roads that wait, in the transaction `tx`; returns how many, 0 when none is left. */
export async function cutWaitingRoads(tx: Queryable): Promise<number> {
  const waiting = await lockWaitingRoads(tx, BATCH);
  if (waiting.length === 0) return 0;
  const waitingIds = waiting.map((road) => road.id);
  // neighbours that were cut before get the new meeting points; those that wait themselves have their turn, and are only asked where they meet
  const neighbours = await roadsTouching(tx, waitingIds);
  const targets = [...waiting, ...neighbours.filter((road) => road.noded)];
  const targetIds = targets.map((road) => road.id);
  const others = targets.length === waiting.length ? neighbours : await roadsTouching(tx, targetIds);
  await storePieces(tx, targetIds, nodeRoads(targets, others));
  await markNoded(tx, waitingIds);
  return waiting.length;
}

/**
 * Cuts every road that is new or changed, and those that touch it, into the pieces of the road graph: batch after batch, each in a transaction of its own, so it can be cut off
 * at any time and goes on where it was. `progress` hears how many roads are done.
 */
export async function buildRoadGraph(
  db: Database,
  options: { readonly signal?: AbortSignal; readonly progress?: (done: number) => void } = {},
): Promise<number> {
  let done = 0;
  while (options.signal?.aborted !== true) {
    const count = await db.transaction(cutWaitingRoads);
    if (count === 0) break;
    done += count;
    options.progress?.(done);
  }
  return done;
}
