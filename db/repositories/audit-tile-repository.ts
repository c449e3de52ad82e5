import sql from 'sql-template-tag';
import { TILE_WIDTH } from '../../domain/merkle/tree-tile.ts';
import { HASH_BYTES } from '../../domain/merkle/tree-hash.ts';
import type { Queryable } from '../database.ts';
import { named } from '../prepared-statement.ts';

/** A full tile. */
export interface StoredTile {
  readonly level: number;
  readonly tile: number;
  /** Its 256 hashes in a row. */
  readonly hashes: Uint8Array;
  readonly root: Uint8Array;
}

/** Hashes `from` to `to` (not included) of a level, in order: those of leaves, or roots of full tiles of the level below. Fewer when some aren't there. */
export async function readLevelHashes(db: Queryable, level: number, from: number, to: number): Promise<Buffer[]> {
  const statement =
    level === 0
      ? named('audit_leaf_hashes', sql`SELECT leaf_hash AS hash FROM audit_leaf WHERE seq >= ${from} AND seq < ${to} ORDER BY seq`)
      : named('audit_tile_roots', sql`SELECT root AS hash FROM audit_tile WHERE level = ${level - 1} AND tile >= ${from} AND tile < ${to} ORDER BY tile`);
  return (await db.rows<{ hash: Buffer }>(statement)).map(({ hash }) => hash);
}

/** The named full tiles that are there. */
export async function readTiles(db: Queryable, tiles: readonly Pick<StoredTile, 'level' | 'tile'>[]): Promise<StoredTile[]> {
  if (tiles.length === 0) return [];
  return db.rows(
    named(
      'audit_tiles',
      sql`SELECT t.level, t.tile, t.hashes, t.root FROM unnest(${tiles.map(({ level }) => level)}::smallint[], ${tiles.map(({ tile }) => tile)}::bigint[]) AS w (level, tile)
      JOIN audit_tile t ON t.level = w.level AND t.tile = w.tile`,
    ),
  );
}

/** Stores full tiles. */
export async function insertTiles(tx: Queryable, tiles: readonly StoredTile[]): Promise<void> {
  for (const { level, tile, hashes, root } of tiles)
    await tx.run(named('audit_insert_tile', sql`INSERT INTO audit_tile (level, tile, hashes, root) VALUES (${level}, ${tile}, ${hashes}, ${root})`));
}

/** The hashes of a tile one by one. */
export function hashesOfTile({ hashes }: Pick<StoredTile, 'hashes'>): Uint8Array[] {
  return Array.from({ length: TILE_WIDTH }, (_, index) => hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES));
}
