import { perfectRoot, TILE_WIDTH } from '../../domain/merkle/tree-tile.ts';
import type { Queryable } from '../database.ts';
import { insertTiles, readLevelParts, type StoredTile } from '../repositories/audit-tile-repository.ts';
import { logDamaged } from './log-error.ts';
import { nodeSha256 } from './node-sha256.ts';

/**
 * Stores the tiles that become full when `added` hashes follow the `before` hashes of the lowest level, and those above them that become full by that.
 * Errors: `audit_log_damaged`.
 */
export async function writeFullTiles(tx: Queryable, before: number, added: readonly Uint8Array[]): Promise<void> {
  let [from, hashes] = [before, added];
  for (let level = 0; hashes.length > 0; level += 1) {
    const firstTile = Math.floor(from / TILE_WIDTH);
    const count = Math.floor((from + hashes.length) / TILE_WIDTH) - firstTile;
    if (count === 0) return;
    const start = firstTile * TILE_WIDTH;
    const [edge = []] = from === start ? [] : await readLevelParts(tx, [{ level, from: start, to: from }]);
    if (edge.length !== from - start) throw logDamaged(`hashes of level ${level} are missing before ${from}`);
    const row = [...edge, ...hashes];
    const tiles = Array.from({ length: count }, (_, index): StoredTile => {
      const own = row.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
      return { level, tile: firstTile + index, hashes: Buffer.concat(own), root: perfectRoot(own, nodeSha256) };
    });
    await insertTiles(tx, tiles);
    [from, hashes] = [firstTile, tiles.map(({ root }) => root)];
  }
}
