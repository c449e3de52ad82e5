import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Database } from '../db/database.ts';
import { nodeSha256 } from '../db/access-log/node-sha256.ts';
import { insertLeaves } from '../db/repositories/audit-leaf-repository.ts';
import { HASH_BYTES } from '../domain/merkle/tree-hash.ts';
import { perfectRoot, TILE_WIDTH } from '../domain/merkle/tree-tile.ts';

const TILES_AT_ONCE = 64;

function split(hashes: Buffer): Buffer[] {
  return Array.from({ length: TILE_WIDTH }, (_, index) => hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES));
}

async function store(db: Database, level: number, firstTile: number, tiles: readonly { hashes: Buffer; root: Buffer }[]): Promise<void> {
  const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;
  await db.run(sql`INSERT INTO audit_tile (level, tile, hashes, root)
    SELECT ${level}, ${firstTile} + n - 1, hashes, root FROM unnest(${tiles.map(({ hashes }) => hex(hashes))}::bytea[], ${tiles.map(({ root }) => hex(root))}::bytea[]) WITH ORDINALITY AS t (hashes, root, n)`);
}

/** Stores all full tiles of a level and returns their roots. */
async function fillLevel(db: Database, level: number, count: number, hashesOf: (tile: number) => Buffer, progress: (line: string) => void): Promise<Buffer[]> {
  const roots: Buffer[] = [];
  for (let first = 0; first < count; first += TILES_AT_ONCE) {
    const tiles = Array.from({ length: Math.min(TILES_AT_ONCE, count - first) }, (_, nth) => {
      const hashes = hashesOf(first + nth);
      return { hashes, root: Buffer.from(perfectRoot(split(hashes), nodeSha256)) };
    });
    await store(db, level, first, tiles);
    roots.push(...tiles.map(({ root }) => root));
    if ((first / TILES_AT_ONCE) % 100 === 0) progress(`tiles of level ${level}: ${first} of ${count}`);
  }
  return roots;
}

async function addTail(db: Database, from: number, to: number): Promise<void> {
  const events = await db.rows<{ id: number }>(
    sql`INSERT INTO audit_event (action) SELECT 'bench.look' FROM generate_series(1, ${to - from}::int) RETURNING id`,
  );
  const none = { actorIdSalt: null, actorUsernameSalt: null, detailSalt: null };
  await insertLeaves(
    db,
    events.map(({ id }, nth) => ({ seq: from + nth, eventId: id, atMs: 0, input: randomBytes(16), hash: randomBytes(HASH_BYTES), ...none })),
  );
  await db.run(sql`DELETE FROM audit_pending`);
}

/** Makes the tree of a log of `size` entries: all tiles and the leaves of the right edge. Its hashes are random; the entries themselves are left out. */
export async function fillLargeLog(db: Database, size: number, progress: (line: string) => void): Promise<void> {
  let roots = await fillLevel(db, 0, Math.floor(size / TILE_WIDTH), () => randomBytes(TILE_WIDTH * HASH_BYTES), progress);
  for (let level = 1; roots.length >= TILE_WIDTH; level += 1) {
    const below = roots;
    roots = await fillLevel(
      db,
      level,
      Math.floor(below.length / TILE_WIDTH),
      (tile) => Buffer.concat(below.slice(tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH)),
      progress,
    );
  }
  await addTail(db, Math.floor(size / TILE_WIDTH) * TILE_WIDTH, size);
  await db.script('ANALYZE audit_tile; ANALYZE audit_leaf');
}
