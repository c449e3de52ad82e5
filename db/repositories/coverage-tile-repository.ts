import sql, { join, raw, type Sql } from 'sql-template-tag';
import { CAMERA_STATES, type CameraState } from '../../domain/camera-terms.ts';
import type { AsAt } from '../../domain/coverage/as-at.ts';
import type { Queryable } from '../database.ts';
import { CAMERA_WORKS, placedAt, stateAt, unretiredAt } from './camera-as-at.ts';
import { withinReach, type CameraFilter } from './camera-repository.ts';
import { envelope, MOST_FEATURES, type Bounds, type MapFeature } from './map-repository.ts';

/** Whose cameras, and when. */
export interface TileSelection {
  readonly reach: CameraFilter['reach'];
  readonly at: AsAt;
}

/** Placements `p` of the time, with camera `c` and its state `st`, whose geometry meets the box. */
function placementsIn(geometry: Sql, bounds: Bounds, { reach, at }: TileSelection): Sql {
  return sql`FROM camera_placement p JOIN camera c ON c.id = p.camera_id ${stateAt(at)}
    WHERE ${geometry} && ${envelope(bounds)} AND p.valid @> ${placedAt(at)} AND ${unretiredAt(at)} AND ${withinReach(reach)}`;
}

/** Cameras that hang in the tile, as points, at most `limit`. */
export async function camerasWithin(db: Queryable, bounds: Bounds, selection: TileSelection, limit: number): Promise<MapFeature[]> {
  return db.rows(sql`SELECT ST_AsGeoJSON(p.position, 7)::json AS geometry,
      json_build_object('id', c.id, 'name', c.name, 'state', st.overall, 'works', ${CAMERA_WORKS}, 'bearingDeg', p.bearing_deg) AS properties
    ${placementsIn(sql`p.position`, bounds, selection)} ORDER BY c.id LIMIT ${limit}`);
}

/** What cameras see of the tile; `works` false: they don't show it. */
export async function coverageWithin(db: Queryable, bounds: Bounds, selection: TileSelection): Promise<MapFeature[]> {
  return db.rows(sql`SELECT ST_AsGeoJSON(p.coverage, 6)::json AS geometry,
      json_build_object('cameraId', c.id, 'state', st.overall, 'works', ${CAMERA_WORKS}, 'motion', p.motion) AS properties
    ${placementsIn(sql`p.coverage`, bounds, selection)} ORDER BY c.id LIMIT ${MOST_FEATURES}`);
}

interface ClusterRow {
  readonly lon: number;
  readonly lat: number;
  readonly count: number;
  readonly working: number;
  readonly byState: Readonly<Record<CameraState, number>>;
  /** Of the only camera in the cell. */
  readonly only: { readonly id: string; readonly name: string; readonly state: CameraState; readonly works: boolean; readonly bearingDeg: number } | null;
}

/**
 * Cameras gathered in `cells` by `cells` fields of the tile (without a margin: no camera is counted in two tiles), at the middle of their places: `count`, `working`, and how many are in which state. A camera that
 * is alone in its field is itself.
 */
export async function cameraClustersWithin(db: Queryable, bounds: Bounds, cells: number, selection: TileSelection): Promise<MapFeature[]> {
  const [west, south, east, north] = bounds;
  const column = sql`floor((ST_X(p.position) - ${west}) / ${(east - west) / cells}::float8)`;
  const row = sql`floor((ST_Y(p.position) - ${south}) / ${(north - south) / cells}::float8)`;
  const states = CAMERA_STATES.map((state) => sql`${raw(`'${state}'`)}, count(*) FILTER (WHERE st.overall = ${state})`);
  const rows =
    await db.rows<ClusterRow>(sql`SELECT avg(ST_X(p.position)) AS lon, avg(ST_Y(p.position)) AS lat, count(*) AS count, count(*) FILTER (WHERE ${CAMERA_WORKS}) AS working,
      json_build_object(${join(states, ', ')}) AS "byState",
      CASE WHEN count(*) = 1 THEN json_build_object('id', min(c.id::text), 'name', min(c.name), 'state', min(st.overall), 'works', bool_and(${CAMERA_WORKS}), 'bearingDeg', min(p.bearing_deg)) END AS only
    ${placementsIn(sql`p.position`, bounds, selection)} AND ST_X(p.position) < ${east} AND ST_Y(p.position) < ${north} GROUP BY ${column}, ${row}`);
  return rows.map(({ lon, lat, count, working, byState, only }) => ({
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: only === null ? { count, working, ...byState } : { ...only },
  }));
}
