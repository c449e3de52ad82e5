import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { VIETNAM_TODAY } from '../vietnam-today.ts';

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

/** A feature for a tile; `geometry` is GeoJSON. */
export interface MapFeature {
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

/** A tile with more than this says nothing on a screen; the largest or first are kept. */
export const MOST_FEATURES = 5000;

/** A box as a geometry. */
export function envelope([west, south, east, north]: Bounds): Sql {
  return sql`ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)`;
}

/** Units whose boundary touches the tile. `tolerance` (degrees) thins their outlines. */
export async function unitsWithin(db: Queryable, bounds: Bounds, tolerance: number, smallestLevels: boolean): Promise<MapFeature[]> {
  const levels = smallestLevels ? sql`true` : sql`u.level IN ('country', 'province')`;
  return db.rows(sql`SELECT ST_AsGeoJSON(ST_SimplifyPreserveTopology(u.boundary, ${tolerance}), 6)::json AS geometry, json_build_object('id', u.id, 'name', u.name, 'level', u.level) AS properties
    FROM unit u WHERE u.boundary && ${envelope(bounds)} AND u.valid @> ${VIETNAM_TODAY} AND ${levels} ORDER BY ST_Area(u.boundary) DESC LIMIT ${MOST_FEATURES}`);
}

export async function roadsWithin(db: Queryable, bounds: Bounds): Promise<MapFeature[]> {
  return db.rows(
    sql`SELECT ST_AsGeoJSON(r.path, 6)::json AS geometry, json_build_object('kind', r.kind, 'name', r.name) AS properties FROM road r WHERE r.path && ${envelope(bounds)} ORDER BY r.id LIMIT ${MOST_FEATURES}`,
  );
}

export async function buildingsWithin(db: Queryable, bounds: Bounds): Promise<MapFeature[]> {
  return db.rows(
    sql`SELECT ST_AsGeoJSON(b.footprint, 6)::json AS geometry, json_build_object('heightM', b.height_m) AS properties FROM building b WHERE b.footprint && ${envelope(bounds)}
      AND (b.valid_from IS NULL OR b.valid_from <= now()) AND (b.valid_to IS NULL OR b.valid_to > now()) ORDER BY b.id LIMIT ${MOST_FEATURES}`,
  );
}
