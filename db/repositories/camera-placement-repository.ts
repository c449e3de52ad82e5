import sql from 'sql-template-tag';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { LonLat } from '../../domain/geojson.ts';
import type { VisibleGround } from '../../domain/visibility/visible-ground.ts';
import type { Queryable } from '../database.ts';

/** The site of that name in the unit, made when it is new. */
export async function ensureSite(db: Queryable, site: { id: string; unitId: string; name: string }): Promise<string> {
  const row = await db.row<{ id: string }>(sql`INSERT INTO site (id, unit_id, name) VALUES (${site.id}, ${site.unitId}, ${site.name})
    ON CONFLICT (unit_id, name) DO UPDATE SET name = excluded.name RETURNING id`);
  return row.id;
}

/** Whether a point lies in a unit; true when the unit has no boundary to compare with. */
export async function liesInUnit(db: Queryable, unitId: string, [lon, lat]: LonLat): Promise<boolean> {
  const row = await db.row<{ inside: boolean }>(
    sql`SELECT coalesce(ST_Covers(boundary, ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326)), true) AS inside FROM unit WHERE id = ${unitId}`,
  );
  return row.inside;
}

/**
 * Other cameras with the same address, or nearer than about two metres to `position`: probably the same one registered twice. Channels of one recorder share its address
 * and often a pole.
 */
export async function findTwins(
  db: Queryable,
  camera: { id: string; canonicalUrl: string | null; position: LonLat },
): Promise<{ readonly id: string; readonly sameAddress: boolean; readonly samePlace: boolean; readonly sameOwner: boolean }[]> {
  const [lon, lat] = camera.position;
  const point = sql`ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326)`;
  return db.rows(sql`SELECT id, bool_or(same_address) AS "sameAddress", bool_or(NOT same_address) AS "samePlace",
      coalesce(bool_and(owner_id = (SELECT own.owner_id FROM camera own WHERE own.id = ${camera.id})), false) AS "sameOwner" FROM (
      SELECT c.id, c.owner_id, true AS same_address FROM camera_source src JOIN camera c ON c.id = src.camera_id WHERE src.canonical_url = ${camera.canonicalUrl} AND c.retired_at IS NULL
      UNION ALL
      SELECT c.id, c.owner_id, false FROM camera_placement p JOIN camera c ON c.id = p.camera_id
        WHERE p.position && ST_Expand(${point}, 0.00002) AND ST_DWithin(p.position::geography, ${point}::geography, 2) AND upper_inf(p.valid) AND c.retired_at IS NULL
    ) twin WHERE id <> ${camera.id}
      AND NOT EXISTS (SELECT 1 FROM camera a JOIN camera b ON b.recorder_id = a.recorder_id WHERE a.id = ${camera.id} AND b.id = twin.id)
    GROUP BY id ORDER BY id LIMIT 20`);
}

/** Where a camera hangs and points from a time on, and what it sees of the ground. */
export interface NewPlacement {
  readonly id: string;
  readonly cameraId: string;
  readonly placement: CameraPlacement;
  readonly ground: VisibleGround;
  readonly validFromMs: number;
  readonly recordedBy: string | null;
}

/**
 * Adds a placement from `validFromMs` on: the one that held then ends there, and this one ends where a later one begins.
 * Errors: constraint `camera_placement_one_at_a_time` when one begins at that very moment.
 */
export async function insertPlacement(db: Queryable, entry: NewPlacement): Promise<void> {
  const from = new Date(entry.validFromMs);
  await db.run(sql`UPDATE camera_placement SET valid = tstzrange(lower(valid), ${from})
    WHERE camera_id = ${entry.cameraId} AND valid @> ${from}::timestamptz AND lower(valid) < ${from}`);
  const { position, heightM, bearingDeg, tiltDeg, hfovDeg, rangeM, resolution, motion = 'fixed', panRangeDeg = null } = entry.placement;
  const { sector, coverage, basis } = entry.ground;
  const [lon, lat] = position.coordinates;
  await db.run(sql`INSERT INTO camera_placement (id, camera_id, valid, position, height_m, bearing_deg, tilt_deg, hfov_deg, range_m, width_px, height_px, motion, pan_range_deg,
      sector, coverage, coverage_basis, recorded_by)
    SELECT ${entry.id}, ${entry.cameraId}::uuid, tstzrange(${from}, (SELECT min(lower(valid)) FROM camera_placement WHERE camera_id = ${entry.cameraId} AND lower(valid) > ${from})),
      ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326), ${heightM}::float8, ${bearingDeg}::float8, ${tiltDeg}::float8, ${hfovDeg}::float8, ${rangeM}::float8,
      ${resolution.width}::int, ${resolution.height}::int, ${motion}, ${motion === 'fixed' ? null : panRangeDeg}::float8,
      coverage_geometry(${JSON.stringify(sector)}::jsonb), coverage_geometry(${JSON.stringify(coverage)}::jsonb), ${basis}, ${entry.recordedBy}::uuid`);
}
