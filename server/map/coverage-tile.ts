import { createHash } from 'node:crypto';
import type { Database } from '../../db/database.ts';
import { cameraClustersWithin, camerasWithin, coverageWithin, type TileSelection } from '../../db/repositories/coverage-tile-repository.ts';
import type { MapFeature } from '../../db/repositories/map-repository.ts';
import { encodeTile, tileBounds, type TileAddress } from './vector-tile.ts';

/** From here on each camera is a feature of its own, unless a tile has more than anybody can tell apart. */
const LOWEST_ZOOM_OF_CAMERAS = 12;
const LOWEST_ZOOM_OF_COVERAGE = 13;
/** A symbol covers as much as 17 by 17 pixels, a tile is drawn 512 pixels wide: more than this lie upon one another, and a phone without a graphics processor draws them too slowly to be moved. */
const MOST_CAMERAS = 400;
/** A cluster each 64 pixels. */
const CELLS = 8;

/** Each camera of a tile by itself; undefined where they are gathered. */
async function singleCameras(db: Database, address: TileAddress, selection: TileSelection): Promise<MapFeature[] | undefined> {
  if (address.z < LOWEST_ZOOM_OF_CAMERAS) return undefined;
  const cameras = await camerasWithin(db, tileBounds(address), selection, MOST_CAMERAS + 1);
  return cameras.length > MOST_CAMERAS ? undefined : cameras;
}

/** A tile of the coverage: layer `camera`, clusters when far away or too many, and layer `coverage` when near; beneath clusters nothing is told apart. */
export async function coverageTile(db: Database, address: TileAddress, selection: TileSelection): Promise<Buffer> {
  const single = await singleCameras(db, address, selection);
  const [camera, coverage] = await Promise.all([
    single ?? cameraClustersWithin(db, tileBounds(address, 0), CELLS, selection),
    single === undefined || address.z < LOWEST_ZOOM_OF_COVERAGE ? [] : coverageWithin(db, tileBounds(address), selection),
  ]);
  return encodeTile(address, { camera, coverage });
}

/** A tag of a tile's content, for `If-None-Match`. */
export function tileTag(tile: Buffer): string {
  return `"${createHash('sha256').update(tile).digest('base64url').slice(0, 22)}"`;
}
