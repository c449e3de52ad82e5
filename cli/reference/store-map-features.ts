import { createHash } from 'node:crypto';
import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../../db/database.ts';
import { sensitiveCategoryOf } from '../../domain/sensitive-building.ts';
import { dayWire } from '../../domain/wire/common-wire.ts';
import { referenceError, textOf, type ReferenceFeature } from './read-reference.ts';

/** What came of a file of roads or buildings. */
export interface MapCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

interface MapRow {
  readonly sourceId: string;
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
  readonly kind: string;
  readonly name: string | null;
  readonly heightM: number | null;
  readonly level: number;
  readonly category: string | null;
  /** When the building stands, as RFC 3339 texts; null is always. */
  readonly since: string | null;
  readonly until: string | null;
}

const BATCH = 1000;
/** Height of a storey where only their number is known (OpenStreetMap, "Simple 3D Buildings"). */
const STOREY_M = 3;

function heightOf(properties: ReferenceFeature['properties']): number | null {
  const said = Number.parseFloat(textOf(properties, 'height', 'heightM', 'height_m')?.replace(',', '.') ?? '');
  const heightM = said > 0 ? said : Number.parseFloat(textOf(properties, 'building:levels', 'levels') ?? '') * STOREY_M;
  return heightM > 0 && heightM < 1000 ? heightM : null;
}

/** When a building stands, from the beginning of one day in Viet Nam to that of another. Errors: `reference_file_invalid`. */
function timesOf(path: string, { properties, position }: ReferenceFeature): Pick<MapRow, 'since' | 'until'> {
  const beginOf = (...names: string[]): string | null => {
    const day = textOf(properties, ...names);
    if (day === undefined) return null;
    if (!dayWire.safeParse(day).success) throw referenceError(path, `feature ${position} has a ${names[0]} that is no day like 2026-05-31.`);
    return `${day}T00:00:00+07:00`;
  };
  const [since, until] = [beginOf('validFrom', 'valid_from'), beginOf('validTo', 'valid_to')];
  if (since !== null && until !== null && since >= until) throw referenceError(path, `feature ${position} ends before it begins: check validFrom and validTo.`);
  return { since, until };
}

/** On which level a road lies: OpenStreetMap's `layer`, else above the ground on a bridge and below it in a tunnel. */
function levelOf(properties: ReferenceFeature['properties']): number {
  const said = Number.parseInt(textOf(properties, 'layer') ?? '', 10);
  if (Math.abs(said) <= 10) return said;
  const is = (name: string): boolean => (textOf(properties, name) ?? 'no') !== 'no' || properties[name] === true;
  return (is('bridge') ? 1 : 0) - (is('tunnel') ? 1 : 0);
}

/** Each part of a multi-geometry is a row of its own. Without an id a feature is known by its geometry. */
function rowsOf(path: string, feature: ReferenceFeature, single: 'LineString' | 'Polygon'): MapRow[] {
  const { geometry, properties, position, id } = feature;
  if (geometry === null || (geometry.type !== single && geometry.type !== `Multi${single}`) || !Array.isArray(geometry.coordinates))
    throw referenceError(path, `feature ${position} is a ${geometry?.type ?? 'nothing'}: it should be a ${single} or Multi${single}.`);
  const parts = geometry.type === single ? [geometry.coordinates] : (geometry.coordinates as unknown[]);
  const times = timesOf(path, feature);
  const own = textOf(properties, 'source_id', 'sourceId', '@id', 'osm_id', 'id') ?? id;
  return parts.map((coordinates, index) => ({
    sourceId:
      own === undefined ? `sha256/${createHash('sha256').update(JSON.stringify(coordinates)).digest('hex')}` : `${own}${parts.length > 1 ? `#${index}` : ''}`,
    geometry: { type: single, coordinates },
    kind: (textOf(properties, 'kind', 'highway') ?? 'road').slice(0, 60),
    name: textOf(properties, 'name')?.slice(0, 200) ?? null,
    heightM: heightOf(properties),
    level: levelOf(properties),
    category: sensitiveCategoryOf((tag) => textOf(properties, tag)),
    ...times,
  }));
}

type Upsert = (rows: Sql) => Sql;

const UPSERT_ROADS: Upsert = (
  rows,
) => sql`INSERT INTO road (source_id, kind, name, level, path) SELECT x."sourceId", x.kind, x.name, x.level, ST_SetSRID(ST_GeomFromGeoJSON(x.geometry), 4326) FROM ${rows}
  ON CONFLICT (source_id) DO UPDATE SET kind = excluded.kind, name = excluded.name, level = excluded.level, path = excluded.path
    WHERE (road.kind, road.name, road.level, ST_AsBinary(road.path)) IS DISTINCT FROM (excluded.kind, excluded.name, excluded.level, ST_AsBinary(excluded.path)) RETURNING xmax::text = '0' AS added`;

// an outline that crosses itself is made valid; its largest part counts
const UPSERT_BUILDINGS: Upsert = (rows) => sql`INSERT INTO building (source_id, footprint, height_m, valid_from, valid_to, category)
  SELECT x."sourceId", part.geom, x."heightM", x.since, x.until, x.category FROM ${rows} CROSS JOIN LATERAL (
    SELECT (d).geom FROM ST_Dump(ST_CollectionExtract(ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(x.geometry), 4326)), 3)) AS d ORDER BY ST_Area((d).geom) DESC LIMIT 1) part
  ON CONFLICT (source_id) DO UPDATE SET footprint = excluded.footprint, height_m = excluded.height_m, valid_from = excluded.valid_from, valid_to = excluded.valid_to, category = excluded.category
    WHERE (building.height_m, ST_AsBinary(building.footprint), building.valid_from, building.valid_to, building.category) IS DISTINCT FROM (excluded.height_m, ST_AsBinary(excluded.footprint), excluded.valid_from, excluded.valid_to, excluded.category) RETURNING xmax::text = '0' AS added`;

async function storeRows(tx: Queryable, rows: readonly MapRow[], upsert: Upsert): Promise<MapCounts> {
  let [added, changed] = [0, 0];
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = JSON.stringify(rows.slice(at, at + BATCH));
    const input = sql`jsonb_to_recordset(${batch}::jsonb) AS x("sourceId" text, geometry jsonb, kind text, name text, "heightM" float8, level smallint, category text, since timestamptz, until timestamptz)`;
    const touched = await tx.rows<{ added: boolean }>(upsert(input));
    added += touched.filter((row) => row.added).length;
    changed += touched.filter((row) => !row.added).length;
  }
  return { added, changed, unchanged: rows.length - added - changed };
}

/** One row for each source id: the last of a file counts. */
function distinct(rows: readonly MapRow[]): MapRow[] {
  return [...new Map(rows.map((row) => [row.sourceId, row])).values()];
}

/** Adds roads and brings those that are there up to date. Errors: `reference_file_invalid`. */
export async function storeRoads(tx: Queryable, path: string, features: readonly ReferenceFeature[]): Promise<MapCounts> {
  return storeRows(tx, distinct(features.flatMap((feature) => rowsOf(path, feature, 'LineString'))), UPSERT_ROADS);
}

/** Adds buildings, with their height and when they stand where the file says it, and brings those that are there up to date. Errors: `reference_file_invalid`. */
export async function storeBuildings(tx: Queryable, path: string, features: readonly ReferenceFeature[]): Promise<MapCounts> {
  return storeRows(tx, distinct(features.flatMap((feature) => rowsOf(path, feature, 'Polygon'))), UPSERT_BUILDINGS);
}
