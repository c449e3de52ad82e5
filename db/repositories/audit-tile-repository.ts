import sql from 'sql-template-tag';
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

/** Hashes `from` to `to` (not included) of a level: those of leaves, or roots of full tiles of the level below. */
export interface LevelPart {
  readonly level: number;
  readonly from: number;
  readonly to: number;
}

/** The hashes of each part, in order; fewer than asked for when some aren't there. */
export async function readLevelParts(db: Queryable, parts: readonly LevelPart[]): Promise<Uint8Array[][]> {
  if (parts.length === 0) return [];
  const of = (take: (part: LevelPart) => number): number[] => parts.map(take);
  const rows = await db.rows<{ hashes: Buffer | null }>(
    named(
      'audit_level_parts',
      sql`SELECT CASE WHEN w.level = 0
        THEN (SELECT string_agg(l.leaf_hash, ''::bytea ORDER BY l.seq) FROM audit_leaf l WHERE l.seq >= w.first AND l.seq < w.beyond)
        ELSE (SELECT string_agg(t.root, ''::bytea ORDER BY t.tile) FROM audit_tile t WHERE t.level = w.level - 1 AND t.tile >= w.first AND t.tile < w.beyond) END AS hashes
      FROM unnest(${of(({ level }) => level)}::int[], ${of(({ from }) => from)}::bigint[], ${of(({ to }) => to)}::bigint[]) WITH ORDINALITY AS w (level, first, beyond, n) ORDER BY w.n`,
    ),
  );
  return rows.map(({ hashes }) => splitHashes(hashes ?? Buffer.alloc(0)));
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

/** Hashes in a row, one by one. */
export function splitHashes(row: Uint8Array): Uint8Array[] {
  return Array.from({ length: row.length / HASH_BYTES }, (_, index) => row.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES));
}
