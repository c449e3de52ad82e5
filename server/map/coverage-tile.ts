import { createHash } from 'node:crypto';
import type { Database } from '../../db/database.ts';
import { cameraClustersWithin, camerasWithin, coverageWithin, type TileSelection } from '../../db/repositories/coverage-tile-repository.ts';
import { MOST_FEATURES, type MapFeature } from '../../db/repositories/map-repository.ts';
import { encodeTile, tileBounds, type TileAddress } from './vector-tile.ts';

/** From here on each camera is a feature of its own, unless a tile has more than anybody can tell apart. */
const LOWEST_ZOOM_OF_CAMERAS = 12;
const LOWEST_ZOOM_OF_COVERAGE = 13;
/** A tile is drawn 512 pixels wide: a cluster each 64 pixels, or each 32 where there are too many cameras. */
const CELLS = { far: 8, crowded: 16 } as const;

async function camerasOf(db: Database, address: TileAddress, selection: TileSelection): Promise<MapFeature[]> {
  const inside = tileBounds(address, 0);
  if (address.z < LOWEST_ZOOM_OF_CAMERAS) return cameraClustersWithin(db, inside, CELLS.far, selection);
  const cameras = await camerasWithin(db, tileBounds(address), selection);
  return cameras.length > MOST_FEATURES ? cameraClustersWithin(db, inside, CELLS.crowded, selection) : cameras;
}

/** A tile of the coverage: layer `camera`, clusters when far away, and layer `coverage` when near. */
export async function coverageTile(db: Database, address: TileAddress, selection: TileSelection): Promise<Buffer> {
  const [camera, coverage] = await Promise.all([
    camerasOf(db, address, selection),
    address.z < LOWEST_ZOOM_OF_COVERAGE ? [] : coverageWithin(db, tileBounds(address), selection),
  ]);
  return encodeTile(address, { camera, coverage });
}

/** A tag of a tile's content, for `If-None-Match`. */
export function tileTag(tile: Buffer): string {
  return `"${createHash('sha256').update(tile).digest('base64url').slice(0, 22)}"`;
}
