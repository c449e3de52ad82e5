import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Queryable } from '../../db/database.ts';
import { referenceError, textOf, type ReferenceFeature } from './read-reference.ts';
import type { MapCounts } from './store-map-features.ts';

interface LandmarkRow {
  readonly sourceId: string;
  readonly kind: string;
  readonly name: string | null;
  readonly houseNumber: string | null;
  readonly street: string | null;
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

const BATCH = 1000;
/** Tags of OpenStreetMap that say what a landmark is, the most telling first. */
const KIND_TAGS = ['amenity', 'shop', 'office', 'tourism', 'leisure', 'healthcare', 'historic', 'railway', 'highway', 'place', 'building'] as const;
const GEOMETRIES: ReadonlySet<string> = new Set(['Point', 'Polygon', 'MultiPolygon']);

function kindOf(properties: ReferenceFeature['properties'], name: string | undefined): string {
  if (name === undefined) return 'address';
  const tag = KIND_TAGS.find((key) => textOf(properties, key) !== undefined);
  const value = textOf(properties, 'kind') ?? (tag === undefined ? 'landmark' : textOf(properties, tag)!);
  return (value === 'yes' && tag !== undefined ? tag : value).slice(0, 60);
}

/** Without an id a feature is known by its content. */
function hashOf(content: unknown): string {
  return `sha256/${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`;
}

/** undefined: it has neither a name nor an address, and nobody would find it. */
function rowOf(path: string, { properties, geometry, position, id }: ReferenceFeature): LandmarkRow | undefined {
  if (geometry === null || !GEOMETRIES.has(geometry.type) || !Array.isArray(geometry.coordinates))
    throw referenceError(path, `feature ${position} is a ${geometry?.type ?? 'nothing'}: it should be a Point, Polygon or MultiPolygon.`);
  const name = textOf(properties, 'name');
  const houseNumber = textOf(properties, 'addr:housenumber', 'houseNumber');
  const street = textOf(properties, 'addr:street', 'street');
  if (name === undefined && (houseNumber === undefined || street === undefined)) return undefined;
  return {
    sourceId: (textOf(properties, 'source_id', 'sourceId', '@id', 'osm_id', 'id') ?? id ?? hashOf([name, houseNumber, street, geometry])).slice(0, 300),
    kind: kindOf(properties, name),
    name: name?.slice(0, 200) ?? null,
    houseNumber: houseNumber?.slice(0, 40) ?? null,
    street: street?.slice(0, 200) ?? null,
    geometry,
  };
}

/**
 * Adds what people call by a name or a house number, and brings those that are there up to date; areas are stored by a point inside. Features without a name and address are passed over.
 *
 * Errors: `reference_file_invalid`.
 */
export async function storeLandmarks(tx: Queryable, path: string, features: readonly ReferenceFeature[]): Promise<MapCounts> {
  const rows = [...new Map(features.flatMap((feature) => rowOf(path, feature) ?? []).map((row) => [row.sourceId, row])).values()];
  let [added, changed] = [0, 0];
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = JSON.stringify(rows.slice(at, at + BATCH));
    const touched = await tx.rows<{ added: boolean }>(sql`INSERT INTO landmark (source_id, kind, name, house_number, street, position)
      SELECT x."sourceId", x.kind, x.name, x."houseNumber", x.street, ST_PointOnSurface(ST_SetSRID(ST_GeomFromGeoJSON(x.geometry), 4326))
      FROM jsonb_to_recordset(${batch}::jsonb) AS x("sourceId" text, kind text, name text, "houseNumber" text, street text, geometry jsonb)
      ON CONFLICT (source_id) DO UPDATE SET kind = excluded.kind, name = excluded.name, house_number = excluded.house_number, street = excluded.street, position = excluded.position
        WHERE (landmark.kind, landmark.name, landmark.house_number, landmark.street, ST_AsBinary(landmark.position))
          IS DISTINCT FROM (excluded.kind, excluded.name, excluded.house_number, excluded.street, ST_AsBinary(excluded.position)) RETURNING xmax::text = '0' AS added`);
    added += touched.filter((row) => row.added).length;
    changed += touched.filter((row) => !row.added).length;
  }
  return { added, changed, unchanged: rows.length - added - changed };
}
