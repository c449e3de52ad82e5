import type { TreeNode } from './tree-range.ts';
import { nodeHash } from './tree-hash.ts';
import { sha256, type Sha256 } from './sha256.ts';

/** Levels of the tree in a tile, and hashes in a full one (C2SP tlog-tiles). */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;

/** Where the hashes are from which a node is computed: `count` of them, from the one at `first`, all in one tile. */
export interface TilePlace {
  /** Level 0 has the leaves' hashes; each hash of level l + 1 is the root of a full tile of level l. */
  readonly level: number;
  readonly tile: number;
  /** Counted over the whole level. */
  readonly first: number;
  readonly count: number;
}

/** Where a node's hashes are. */
export function tilePlace({ height, index }: TreeNode): TilePlace {
  const level = Math.floor(height / TILE_HEIGHT);
  const count = 2 ** (height % TILE_HEIGHT);
  const first = index * count;
  return { level, tile: Math.floor(first / TILE_WIDTH), first, count };
}

/** Whether a tile is full in a tree of `size` leaves. */
export function isFullTile({ level, tile }: Pick<TilePlace, 'level' | 'tile'>, size: number): boolean {
  return (tile + 1) * TILE_WIDTH ** (level + 1) <= size;
}

/** The root of a perfect subtree over `hashes`, whose number is a power of two. */
export function perfectRoot(hashes: readonly Uint8Array[], hash: Sha256 = sha256): Uint8Array {
  let row = hashes;
  while (row.length > 1) row = Array.from({ length: row.length / 2 }, (_, index) => nodeHash(row[2 * index]!, row[2 * index + 1]!, hash));
  return row[0]!;
}
