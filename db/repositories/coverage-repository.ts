import sql from 'sql-template-tag';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { CameraMotion } from '../../domain/camera-terms.ts';
import type { LonLat } from '../../domain/geojson.ts';
import type { BuildingOutline } from '../../domain/visibility/building-outline.ts';
import type { VisibleGround } from '../../domain/visibility/visible-ground.ts';
import type { Queryable } from '../database.ts';
import { PLACEMENT_COLUMNS, type PlacementColumns } from './placement-columns.ts';

/** When a placement holds; null is now and for ever. */
export interface PlacementTime {
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** Where to look for buildings: a box in degrees, and the lens, to which the nearest come first. And when they have to have stood. */
export interface BuildingSearch extends PlacementTime {
  readonly lens: LonLat;
  /** West, south, east, north. */
  readonly box: readonly [number, number, number, number];
}

/**
 * A view takes no more buildings than its nearest 3,000, so that 5 km among 100,000 stay bounded. In a town they fill some 500 m around, and hardly anything behind them is seen; a lens
 * far above all roofs is told to see a little too much beyond them.
 */
export const MOST_BUILDINGS = 3000;

/** The buildings of each search, nearest first and no more than `most`: those that stood for all of its time. */
export async function buildingsNear(db: Queryable, searches: readonly BuildingSearch[], most: number): Promise<BuildingOutline[][]> {
  const input = searches.map(({ lens: [lon, lat], box: [west, south, east, north], fromMs, toMs }, nth) => ({
    ...{ nth, lon, lat, west, south, east, north },
    since: fromMs === null ? null : new Date(fromMs).toISOString(),
    until: toMs === null ? null : new Date(toMs).toISOString(),
  }));
  const found: BuildingOutline[][] = searches.map(() => []);
  const rows = await db.rows<{ nth: number; rings: BuildingOutline['rings']; heightM: number | null }>(sql`SELECT x.nth, b.rings, b."heightM"
    FROM jsonb_to_recordset(${JSON.stringify(input)}::jsonb) AS x(nth integer, lon float8, lat float8, west float8, south float8, east float8, north float8, since timestamptz, until timestamptz)
    CROSS JOIN LATERAL (SELECT ST_AsGeoJSON(footprint, 7)::json -> 'coordinates' AS rings, height_m AS "heightM" FROM building
      WHERE footprint && ST_MakeEnvelope(x.west, x.south, x.east, x.north, 4326)
        AND (valid_from IS NULL OR valid_from <= coalesce(x.since, now())) AND (valid_to IS NULL OR valid_to >= x.until)
      ORDER BY footprint <-> ST_SetSRID(ST_MakePoint(x.lon, x.lat), 4326) LIMIT ${most}) b`);
  for (const { nth, rings, heightM } of rows) found[nth]!.push({ rings, heightM });
  return found;
}

/** A placement whose coverage is to be computed anew. */
export interface DuePlacement extends PlacementTime {
  readonly id: string;
  /** Since when, to the microsecond: what became due again meanwhile stays due. */
  readonly due: string;
  readonly placement: CameraPlacement;
}

interface DueRow extends PlacementTime, PlacementColumns {
  readonly id: string;
  readonly due: string;
  readonly motion: CameraMotion;
  readonly panRangeDeg: number | null;
}

/** Placements that are due, those first that are so for the longest. */
export async function duePlacements(db: Queryable, limit: number): Promise<DuePlacement[]> {
  const rows = await db.rows<DueRow>(sql`SELECT p.id, p.coverage_due_at::text AS due, ${PLACEMENT_COLUMNS}, p.motion, p.pan_range_deg AS "panRangeDeg",
      lower(p.valid) AS "fromMs", CASE WHEN upper_inf(p.valid) THEN NULL ELSE upper(p.valid) END AS "toMs"
    FROM camera_placement p WHERE p.coverage_due_at <= clock_timestamp() ORDER BY p.coverage_due_at LIMIT ${limit}`);
  return rows.map(({ id, due, fromMs, toMs, lon, lat, widthPx, heightPx, ...view }) => ({
    ...{ id, due, fromMs, toMs },
    placement: { ...view, position: { type: 'Point', coordinates: [lon, lat] }, resolution: { width: widthPx, height: heightPx } },
  }));
}

/**
 * Stores what placements see; where it is other than before, the version before goes to `coverage_history` and the camera's id is returned. A row that became due again, or that somebody holds, stays due: nothing waits, so
 * nothing can wait for each other.
 */
export async function storeCoverages(db: Queryable, found: readonly (DuePlacement & { readonly ground: VisibleGround })[]): Promise<string[]> {
  const input = found.map(({ id, due, ground: { sector, coverage, basis } }) => ({ id, due, sector, coverage, basis }));
  const rows = await db.rows<{ cameraId: string; changed: boolean }>(sql`WITH due AS (
      SELECT p.id, p.coverage_version AS version, x.sector, x.coverage, x.basis FROM jsonb_to_recordset(${JSON.stringify(input)}::jsonb) AS x(id uuid, due timestamptz, sector jsonb, coverage jsonb, basis text)
      JOIN camera_placement p ON p.id = x.id AND p.coverage_due_at = x.due FOR UPDATE OF p SKIP LOCKED
    )
    UPDATE camera_placement p SET sector = coverage_geometry(due.sector), coverage = coverage_geometry(due.coverage), coverage_basis = due.basis, coverage_due_at = NULL
    FROM due WHERE p.id = due.id RETURNING p.camera_id AS "cameraId", p.coverage_version <> due.version AS changed`);
  return rows.filter(({ changed }) => changed).map(({ cameraId }) => cameraId);
}
