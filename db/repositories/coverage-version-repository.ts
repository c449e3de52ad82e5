import sql, { empty } from 'sql-template-tag';
import type { CoverageGeometry } from '../../domain/geojson.ts';
import type { CoverageBasis } from '../../domain/visibility/visible-ground.ts';
import type { Queryable } from '../database.ts';

/** What the service said that a placement sees; `saidToMs` null: it still says so. */
export interface CoverageVersionRow {
  readonly placementId: string;
  readonly validFromMs: number;
  readonly validToMs: number | null;
  readonly version: number;
  readonly basis: CoverageBasis;
  readonly saidFromMs: number;
  readonly saidToMs: number | null;
  /** Microseconds since 1970: the order of the list. */
  readonly saidFromUs: number;
  readonly sector: CoverageGeometry;
  readonly coverage: CoverageGeometry;
}

/** Versions of all placements of a camera, the last said first; `after` are the keys of the last one before. */
export async function listCoverageVersions(
  db: Queryable,
  cameraId: string,
  page: {
    readonly saidAtMs?: number | undefined;
    readonly after?: { readonly saidFromUs: number; readonly placementId: string } | undefined;
    readonly limit: number;
  },
): Promise<CoverageVersionRow[]> {
  const { saidAtMs, after, limit } = page;
  const saidAt = saidAtMs === undefined ? empty : sql`AND v.said @> ${new Date(saidAtMs)}::timestamptz`;
  const below = after === undefined ? empty : sql`AND (v.said_from_us, v.placement_id) < (${after.saidFromUs}::bigint, ${after.placementId}::uuid)`;
  return db.rows(sql`SELECT v.placement_id AS "placementId", lower(v.valid) AS "validFromMs", CASE WHEN upper_inf(v.valid) THEN NULL ELSE upper(v.valid) END AS "validToMs", v.version, v.basis,
      lower(v.said) AS "saidFromMs", CASE WHEN upper_inf(v.said) THEN NULL ELSE upper(v.said) END AS "saidToMs", v.said_from_us::float8 AS "saidFromUs",
      ST_AsGeoJSON(v.sector, 7)::json AS sector, ST_AsGeoJSON(v.coverage, 7)::json AS coverage
    FROM (SELECT s.*, (extract(epoch FROM lower(s.said)) * 1000000)::bigint AS said_from_us FROM (
      SELECT id AS placement_id, valid, coverage_version AS version, coverage_basis AS basis, tstzrange(coverage_computed_at, NULL) AS said, sector, coverage FROM camera_placement WHERE camera_id = ${cameraId}
      UNION ALL
      SELECT h.placement_id, p.valid, h.version, h.basis, h.said, h.sector, h.coverage FROM camera_placement p JOIN coverage_history h ON h.placement_id = p.id WHERE p.camera_id = ${cameraId}) s) v
    WHERE true ${saidAt} ${below} ORDER BY v.said_from_us DESC, v.placement_id DESC LIMIT ${limit}`);
}
