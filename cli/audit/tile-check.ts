import { nodeSha256 } from '../../db/access-log/node-sha256.ts';
import type { Queryable } from '../../db/database.ts';
import { findTile } from '../../db/repositories/audit-verification-repository.ts';
import { sameHash } from '../../domain/merkle/tree-hash.ts';
import { perfectRoot, TILE_WIDTH } from '../../domain/merkle/tree-tile.ts';
import type { LogProblems } from './log-problems.ts';

/** Compares stored tiles with those computed anew. */
export interface TileCheck {
  add(leafHash: Uint8Array): Promise<void>;
}

/** Nothing is trusted that is stored: every tile is computed from the leaves' inputs. */
export function createTileCheck(db: Queryable, problems: LogProblems): TileCheck {
  const levels: { done: number; row: Uint8Array[] }[] = [];
  const add = async (level: number, hash: Uint8Array): Promise<void> => {
    const state = (levels[level] ??= { done: 0, row: [] });
    state.row.push(hash);
    if (state.row.length < TILE_WIDTH) return;
    const stored = await findTile(db, level, state.done);
    const root = perfectRoot(state.row, nodeSha256);
    if (stored === undefined) problems.add(`Tile ${level}/${state.done}: it is missing.`);
    else if (!sameHash(stored.hashes, Buffer.concat(state.row)) || !sameHash(stored.root, root))
      problems.add(`Tile ${level}/${state.done}: it is not that of the entries.`);
    state.done += 1;
    state.row = [];
    await add(level + 1, root);
  };
  return { add: (leafHash) => add(0, leafHash) };
}
