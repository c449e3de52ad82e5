import { foldNodes, rangeNodes, type TreeNode, type TreeRange } from '../../domain/merkle/tree-range.ts';
import { emptyRoot } from '../../domain/merkle/tree-hash.ts';
import { isFullTile, perfectRoot, tilePlace, TILE_WIDTH, type TilePlace } from '../../domain/merkle/tree-tile.ts';
import type { Queryable } from '../database.ts';
import { readLogSize } from '../repositories/audit-leaf-repository.ts';
import { readLevelParts, readTiles, splitHashes } from '../repositories/audit-tile-repository.ts';
import { logDamaged } from './log-error.ts';
import { nodeSha256 } from './node-sha256.ts';

type TileId = Pick<TilePlace, 'level' | 'tile'>;

function keyOf({ level, tile }: TileId): string {
  return `${level}/${tile}`;
}

/** The tiles that the nodes need: full ones as they are stored, and the part that is there of those at the edge, from the leaves or from the tiles below. */
async function loadTiles(db: Queryable, places: readonly TilePlace[], size: number): Promise<Map<string, readonly Uint8Array[]>> {
  const wanted = [...new Map(places.map((place) => [keyOf(place), place])).values()];
  const edge = wanted.filter((place) => !isFullTile(place, size));
  const [full, parts] = await Promise.all([
    readTiles(
      db,
      wanted.filter((place) => isFullTile(place, size)),
    ),
    readLevelParts(
      db,
      edge.map(({ level, tile }) => ({ level, from: tile * TILE_WIDTH, to: Math.floor(size / TILE_WIDTH ** level) })),
    ),
  ]);
  const ofEdge = edge.map((place, index): [string, Uint8Array[]] => [keyOf(place), parts[index]!]);
  return new Map<string, readonly Uint8Array[]>([...full.map((tile): [string, Uint8Array[]] => [keyOf(tile), splitHashes(tile.hashes)]), ...ofEdge]);
}

function rootOf({ level, tile, first, count }: TilePlace, tiles: ReadonlyMap<string, readonly Uint8Array[]>): Uint8Array {
  const start = first - tile * TILE_WIDTH;
  const hashes = tiles.get(keyOf({ level, tile }))?.slice(start, start + count) ?? [];
  if (hashes.length !== count) throw logDamaged(`tile ${level}/${tile} is missing or too short`);
  return perfectRoot(hashes, nodeSha256);
}

/**
 * The hashes of ranges of the tree, as proofs need them: with three reads, whatever the tree's size. `size` is that of the whole log, which may have grown past the ranges.
 * Errors: `audit_log_damaged`.
 */
export async function readRangeHashes(db: Queryable, ranges: readonly TreeRange[], size: number): Promise<Uint8Array[]> {
  const nodes: TreeNode[][] = ranges.map(rangeNodes);
  const tiles = await loadTiles(db, nodes.flat().map(tilePlace), size);
  return nodes.map((own) =>
    foldNodes(
      own.map((node) => rootOf(tilePlace(node), tiles)),
      nodeSha256,
    ),
  );
}

/** The root of the tree of the first `size` leaves. Errors: `audit_log_damaged`. */
export async function readRoot(db: Queryable, size: number): Promise<Uint8Array> {
  if (size === 0) return emptyRoot(nodeSha256);
  const [root] = await readRangeHashes(db, [{ from: 0, to: size }], await readLogSize(db));
  return root!;
}
