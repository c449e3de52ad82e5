import { geoJSONToTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Bounds, MapFeature } from '../../db/repositories/map-repository.ts';

/** A tile of the web's usual square grid (Web Mercator, y from the north). */
export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

const EXTENT = 4096;
const BUFFER = 64;

function latDeg(y: number, z: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI;
}

/** The tile's bounds with a margin (a share of its width), so that what is drawn across its edge isn't cut. */
export function tileBounds({ z, x, y }: TileAddress, margin = BUFFER / EXTENT): Bounds {
  const lonDeg = (column: number): number => (column / 2 ** z) * 360 - 180;
  return [lonDeg(x - margin), latDeg(y + 1 + margin, z), lonDeg(x + 1 + margin), latDeg(y - margin, z)];
}

/** Size of a pixel of the tile in degrees of longitude: finer than this nothing shows. */
export function tileTolerance({ z }: TileAddress): number {
  return 360 / 2 ** z / 512;
}

/** Encodes features as a Mapbox Vector Tile 2.1: in Node, since the embedded PostGIS has no ST_AsMVT. */
export function encodeTile(address: TileAddress, layers: Readonly<Record<string, readonly MapFeature[]>>): Buffer {
  const { z, x, y } = address;
  const tiles: Record<string, unknown> = {};
  for (const [name, features] of Object.entries(layers)) {
    const collection = { type: 'FeatureCollection' as const, features: features.map((feature) => ({ type: 'Feature' as const, ...feature })) };
    // this tile alone: an index would cut each geometry into all tiles of its whole extent
    tiles[name] = geoJSONToTile(collection as never, z, x, y, { maxZoom: z, extent: EXTENT, buffer: BUFFER, tolerance: 1, clip: true }) ?? { features: [] };
  }
  return Buffer.from(fromGeojsonVt(tiles as never, { version: 2, extent: EXTENT }));
}
