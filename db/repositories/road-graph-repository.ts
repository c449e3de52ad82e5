import sql from 'sql-template-tag';
import type { LonLat } from '../../domain/geojson.ts';
import { decodeRoadPath, decodeRoadPaths, toCoordinates, type RoadPath } from '../../domain/road-path.ts';
import type { Road } from '../../domain/road.ts';
import type { Queryable } from '../database.ts';

interface RoadText {
  readonly id: number;
  readonly level: number;
  readonly kind: string;
  readonly text: string;
}

/** Some room for roads that almost touch, in degrees (about 2 m). */
const TOUCH_DEG = 0.00002;
const LOCK_KEY = 7_203_426;

const ROAD = sql`SELECT r.id, r.level, r.kind, ST_AsEncodedPolyline(r.path, 6) AS text FROM road r`;

function toRoad({ text, ...road }: RoadText): Road {
  return { ...road, path: decodeRoadPath(text) };
}

/** Roads that wait to be cut into pieces: up to `most`, all within about 11 km of the first of them. One builder at a time: the lock is held to the end of the transaction. */
export async function lockWaitingRoads(tx: Queryable, most: number): Promise<Road[]> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${LOCK_KEY})`);
  const rows = await tx.rows<RoadText>(sql`WITH seed AS MATERIALIZED (SELECT ST_StartPoint(path) AS point FROM road WHERE noded_at IS NULL ORDER BY id LIMIT 1)
    ${ROAD}, seed WHERE r.noded_at IS NULL AND r.path && ST_Expand(seed.point, 0.1) LIMIT ${most}`);
  return rows.map(toRoad);
}

/** Roads that may touch one of `ids`, these left out; `noded` tells whether they were cut already. */
export async function roadsTouching(tx: Queryable, ids: readonly number[]): Promise<(Road & { readonly noded: boolean })[]> {
  const rows = await tx.rows<
    RoadText & { noded: boolean }
  >(sql`SELECT r.id, r.level, r.kind, ST_AsEncodedPolyline(r.path, 6) AS text, r.noded_at IS NOT NULL AS noded
    FROM road r WHERE r.id IN (SELECT n.id FROM road s JOIN road n ON n.path && ST_Expand(s.path, ${TOUCH_DEG}) WHERE s.id = ANY(${ids}::bigint[])) AND r.id <> ALL(${ids}::bigint[])`);
  return rows.map(({ noded, ...row }) => ({ ...toRoad(row), noded }));
}

/** Puts the pieces of each road in the place of those that it had. */
export async function storePieces(tx: Queryable, ids: readonly number[], pieces: ReadonlyMap<number, readonly RoadPath[]>): Promise<void> {
  const rows = [...pieces].flatMap(([id, paths]) => paths.map((path, part) => ({ id, part, path: { type: 'LineString', coordinates: toCoordinates(path) } })));
  await tx.run(sql`DELETE FROM road_edge WHERE road_id = ANY(${ids}::bigint[])`);
  await tx.run(sql`INSERT INTO road_edge (road_id, part, path) SELECT x.id, x.part, ST_SetSRID(ST_GeomFromGeoJSON(x.path), 4326)
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id bigint, part integer, path jsonb)`);
}

export async function markNoded(tx: Queryable, ids: readonly number[]): Promise<void> {
  await tx.run(sql`UPDATE road SET noded_at = clock_timestamp() WHERE id = ANY(${ids}::bigint[])`);
}

/** A piece of road between two nodes, which are its ends. */
export interface RoadPiece {
  readonly name: string | null;
  readonly path: RoadPath;
}

function box([lonDeg, latDeg]: LonLat, { lonDeg: dLon, latDeg: dLat }: HalfBox) {
  return sql`ST_MakeEnvelope(${lonDeg - dLon}, ${latDeg - dLat}, ${lonDeg + dLon}, ${latDeg + dLat}, 4326)`;
}

/** Half of a box's width and height, in degrees. */
export interface HalfBox {
  readonly lonDeg: number;
  readonly latDeg: number;
}

/** The pieces of road in a box around `centre`, `most` of them. */
export async function piecesAround(db: Queryable, centre: LonLat, half: HalfBox, most: number): Promise<RoadPiece[]> {
  const rows = await db.rows<{ name: string | null; texts: string }>(piecesStatement(centre, half, most));
  return rows.flatMap(({ name, texts }) => decodeRoadPaths(texts).map((path) => ({ name, path })));
}

/** The statement of {@link piecesAround}, for the benchmark that runs it raw. */
export function piecesStatement(centre: LonLat, half: HalfBox, most: number) {
  // a row for each name: to read one for each of tens of thousands of pieces takes longer than all the rest
  return sql`SELECT p.name, string_agg(p.text, ' ') AS texts FROM (
      SELECT r.name, ST_AsEncodedPolyline(e.path, 6) AS text FROM road_edge e JOIN road r ON r.id = e.road_id WHERE e.path && ${box(centre, half)} LIMIT ${most}
    ) p GROUP BY p.name`;
}

/** Whether a road in a box around `centre` waits to be cut into pieces. */
export async function hasWaitingRoad(db: Queryable, centre: LonLat, half: HalfBox): Promise<boolean> {
  const row = await db.row<{ waits: boolean }>(sql`SELECT EXISTS (SELECT 1 FROM road WHERE noded_at IS NULL AND path && ${box(centre, half)}) AS waits`);
  return row.waits;
}
