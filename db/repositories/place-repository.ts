import sql, { empty, type Sql } from 'sql-template-tag';
import type { LonLat } from '../../domain/geojson.ts';
import type { PlaceKind } from '../../domain/place-terms.ts';
import type { Queryable } from '../database.ts';
import { VIETNAM_TODAY } from '../vietnam-today.ts';
import { withinReach, type CameraFilter } from './camera-repository.ts';

/** A place by its name. */
export interface PlaceRow {
  readonly kind: PlaceKind;
  readonly name: string;
  /** Today's neighbourhood and commune around it. */
  readonly within: string | null;
  readonly lonDeg: number;
  readonly latDeg: number;
  /** How far what is named reaches around the position, about. */
  readonly radiusM: number;
}

/** Where places are looked for. */
export interface PlaceSearch {
  /** Nearer ones come first, and none beyond {@link NEAR_DEG}. */
  readonly near: LonLat | undefined;
  readonly limit: number;
}

/** About 50 km: beyond it a name is another place's. It keeps the words that every town has from being compared all over the country. */
const NEAR_DEG = 0.45;
/** So many of each kind are compared by their distance. */
const MOST_OF_A_KIND = 200;
/** Streets whose lines come so near (about 16 m) meet: maps draw the ways of a wide junction apart. */
const MEETING_DEG = 0.00015;
/** Meetings of the same streets in one square of this size (about 50 m) are one junction. */
const JUNCTION_DEG = 0.0005;

function nearPoint(near: LonLat | undefined): Sql {
  return near === undefined ? sql`NULL::geometry` : sql`ST_SetSRID(ST_MakePoint(${near[0]}::float8, ${near[1]}::float8), 4326)`;
}

/** The condition that `geometry` lies near enough. */
function nearby(geometry: Sql, near: LonLat | undefined): Sql {
  return near === undefined ? empty : sql`AND ${geometry} && ST_Expand(${nearPoint(near)}, ${NEAR_DEG}::float8)`;
}

/** All words of the text, the last one as a beginning; NULL, which finds nothing, where no letter is left. The folded text has only letters, digits and single blanks: it can't be anything but words to the parser. */
function queryOf(words: string): Sql {
  return sql`to_tsquery('pg_catalog.simple', replace(NULLIF(fold_place_name(${words}::text), ''), ' ', ' & ') || ':*')`;
}

const WITHIN = sql`LEFT JOIN LATERAL (SELECT string_agg(u.name, ', ' ORDER BY u.level <> 'neighbourhood', u.id) AS names FROM unit u
  WHERE u.boundary && f.at AND ST_Covers(u.boundary, f.at) AND u.valid @> ${VIETNAM_TODAY} AND u.level IN ('neighbourhood', 'commune', 'ward', 'township', 'special_zone')) AS w ON true`;

/** Pieces of one street in one place are one answer: its nearest. */
function rowsOf(found: Sql, words: string, { near, limit }: PlaceSearch): Sql {
  return sql`${found},
    placed AS (SELECT f.*, w.names AS within, row_number() OVER (PARTITION BY f.kind, fold_place_name(f.name), w.names ORDER BY f.at <-> ${nearPoint(near)}, f.name) AS place FROM found f ${WITHIN})
    SELECT kind, name, within, ST_X(at) AS "lonDeg", ST_Y(at) AS "latDeg", radius_m AS "radiusM" FROM placed WHERE place = 1
    ORDER BY fold_place_name(name) = fold_place_name(${words}::text) DESC, at <-> ${nearPoint(near)}, name, kind LIMIT ${limit}`;
}

/** Where on a line one is sent: its point next to `near`, else its middle. */
function pointOn(path: Sql, near: LonLat | undefined): Sql {
  return near === undefined ? sql`ST_LineInterpolatePoint(${path}, 0.5)` : sql`ST_ClosestPoint(${path}, ${nearPoint(near)})`;
}

/**
 * Roads whose name has all the words. Whatever the name, they are taken from the index of words first: a walk by distance would read half a country for a rare one.
 */
function roadsNamed(words: string, near: LonLat | undefined): Sql {
  return sql`SELECT * FROM (SELECT r.id, r.name, r.path FROM road r WHERE r.name IS NOT NULL AND place_words(r.name) @@ ${queryOf(words)} ${nearby(sql`r.path`, near)} OFFSET 0) AS named
    ORDER BY named.path <-> ${nearPoint(near)}, named.id LIMIT ${MOST_OF_A_KIND}`;
}

function roadAnswers(words: string, near: LonLat | undefined): Sql {
  return sql`SELECT 'road' AS kind, r.name, ${pointOn(sql`r.path`, near)} AS at, round(ST_Length(r.path::geography) / 2) AS radius_m FROM (${roadsNamed(words, near)}) AS r`;
}

/**
 * Landmarks, sites of cameras within reach, streets and units of today that have all the words in their names (the last one as a beginning): those with exactly this name first, then by distance.
 *
 * Served by the indexes on `place_words(…)`.
 */
export async function placesNamed(db: Queryable, words: string, reach: CameraFilter['reach'], search: PlaceSearch): Promise<PlaceRow[]> {
  const { near } = search;
  return db.rows(
    rowsOf(
      sql`WITH found AS (
      (SELECT 'landmark' AS kind, l.title AS name, l.position AS at, 0::float8 AS radius_m FROM (SELECT title, position FROM landmark l
        WHERE place_words(l.title) @@ ${queryOf(words)} ${nearby(sql`l.position`, near)} OFFSET 0) AS l ORDER BY l.position <-> ${nearPoint(near)}, l.title LIMIT ${MOST_OF_A_KIND})
      UNION ALL (SELECT 'site', s.name, ST_Centroid(ST_Collect(p.position)), 0 FROM site s JOIN camera c ON c.site_id = s.id AND c.retired_at IS NULL
          JOIN camera_placement p ON p.camera_id = c.id AND p.valid @> now()
        WHERE place_words(s.name) @@ ${queryOf(words)} AND ${withinReach(reach)} ${nearby(sql`p.position`, near)} GROUP BY s.id ORDER BY s.id LIMIT ${MOST_OF_A_KIND})
      UNION ALL (${roadAnswers(words, near)})
      UNION ALL (SELECT 'unit', u.name, ST_PointOnSurface(u.boundary), round(sqrt(ST_Area(u.boundary::geography) / pi())) FROM unit u
        WHERE NOT ST_IsEmpty(u.boundary) AND u.valid @> ${VIETNAM_TODAY} AND place_words(u.name) @@ ${queryOf(words)} ${nearby(sql`u.boundary`, near)} ORDER BY u.id LIMIT ${MOST_OF_A_KIND}))`,
      words,
      search,
    ),
  );
}

/** Streets by the words of their names. */
export async function streetsNamed(db: Queryable, words: string, search: PlaceSearch): Promise<PlaceRow[]> {
  return db.rows(rowsOf(sql`WITH found AS (${roadAnswers(words, search.near)})`, words, search));
}

/** Where two streets meet, by the words of their names. */
export async function crossingsNamed(db: Queryable, [one, other]: readonly [string, string], search: PlaceSearch): Promise<PlaceRow[]> {
  const { near } = search;
  const found = sql`WITH a AS MATERIALIZED (${roadsNamed(one, near)}), b AS MATERIALIZED (${roadsNamed(other, near)}),
    met AS (SELECT a.name || ' × ' || b.name AS name, ST_ClosestPoint(a.path, b.path) AS at FROM a JOIN b ON a.name <> b.name AND ST_DWithin(a.path, b.path, ${MEETING_DEG}::float8)),
    found AS (SELECT 'crossing' AS kind, min(name) AS name, ST_Centroid(ST_Collect(at)) AS at, 0::float8 AS radius_m FROM met GROUP BY name, ST_SnapToGrid(at, ${JUNCTION_DEG}::float8))`;
  return db.rows(rowsOf(found, `${one} ${other}`, search));
}
