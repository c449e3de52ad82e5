import sql, { raw } from 'sql-template-tag';
import type { CandidateFacts } from '../../domain/candidate-assembly.ts';
import type { ClockMethod } from '../../domain/clock-reading.ts';
import type { CoverageGeometry, LonLat, PolygonGeometry } from '../../domain/geojson.ts';
import type { LinkVerdict } from '../../domain/incident-terms.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { withinReach, type CameraFilter } from './camera-repository.ts';

/** What to look for. */
export interface CandidateSearch {
  readonly incidentId: string;
  readonly occurred: TimeInterval;
  readonly location: LonLat;
  /** The uncertainty disc, circumscribed (`uncertaintyDisc`). */
  readonly disc: PolygonGeometry;
  /** Cameras whose view doesn't touch the disc are named when they hang within this distance of the location. */
  readonly nearM: number;
  readonly reach: CameraFilter['reach'];
}

/** Most cameras that see the place, and most that only hang near it; more say nothing to a person. The nearest are kept. */
export const CANDIDATE_LIMITS = { seeing: 400, near: 20, segments: 400, snapshots: 60, readings: 24, intervals: 200 } as const;

/** A candidate's facts and what the answer shows besides. */
export interface CandidateRow {
  readonly facts: CandidateFacts;
  readonly cameraName: string;
  readonly siteName: string;
  readonly coverage: CoverageGeometry;
  readonly link: { readonly verdict: LinkVerdict; readonly note: string; readonly decidedAt: number } | null;
}

interface FlatRow {
  readonly cameraId: string;
  readonly sees: CandidateFacts['sees'];
  readonly distanceM: number;
  readonly lon: number;
  readonly lat: number;
  readonly heightM: number;
  readonly bearingDeg: number;
  readonly tiltDeg: number;
  readonly hfovDeg: number;
  readonly rangeM: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly coverage: CoverageGeometry;
  readonly cameraName: string;
  readonly siteName: string;
  readonly sourceKind: CandidateFacts['sourceKind'];
  readonly recordingMode: CandidateFacts['recordingMode'];
  readonly retentionHours: number;
  readonly registeredAtMs: number;
  readonly facets: [facet: string, state: string, fromMs: number, toMs: number | null][] | null;
  readonly readings: [trueMs: number, deviceMs: number, uncertaintyMs: number, method: string][] | null;
  readonly segments: [id: string, fromMs: number, toMs: number, uncertaintyMs: number, expiresAtMs: number, held: boolean][] | null;
  readonly snapshots: string[] | null;
  readonly link: { verdict: LinkVerdict; note: string; decidedAt: number } | null;
}

function epochMs(column: string): string {
  return `round(extract(epoch FROM ${column}) * 1000)`;
}

/** The statement of {@link findCandidates}, for the benchmark that runs it raw. */
export function candidateStatement({ incidentId, occurred, location: [lon, lat], disc, nearM, reach }: CandidateSearch) {
  const during = sql`tstzrange(${new Date(occurred.fromMs)}, ${new Date(occurred.toMs)})`;
  const from = sql`${new Date(occurred.fromMs)}::timestamptz`;
  const to = sql`${new Date(occurred.toMs)}::timestamptz`;
  // `valid && during` would be true of nearly every placement, and the planner would read the whole index of the exclusion constraint for it: hence isempty
  return sql`WITH place AS MATERIALIZED (
      SELECT ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326) AS point, ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(disc)}), 4326) AS disc, ${during} AS during
    ), seeing AS (
      -- a camera that was turned in the middle of it stands with the placement that sees more
      SELECT DISTINCT ON (p.camera_id) p.*, CASE WHEN ST_Covers(p.coverage, place.disc) THEN 'full' ELSE 'partial' END AS sees
      FROM place JOIN camera_placement p ON ST_Intersects(p.coverage, place.disc) AND NOT isempty(p.valid * place.during)
      ORDER BY p.camera_id, ST_Covers(p.coverage, place.disc) DESC, upper(p.valid * place.during) - lower(p.valid * place.during) DESC
    ), near AS (
      SELECT DISTINCT ON (p.camera_id) p.*, 'none' AS sees
      FROM place JOIN camera_placement p ON p.position && ST_Expand(place.point, ${nearM / 55_000}) AND NOT isempty(p.valid * place.during)
      WHERE ST_DWithin(p.position::geography, place.point::geography, ${nearM}) AND p.camera_id NOT IN (SELECT camera_id FROM seeing)
      ORDER BY p.camera_id, lower(p.valid) DESC
    ), chosen AS (
      (SELECT s.*, ST_Distance(s.position::geography, place.point::geography) AS distance_m FROM seeing s, place ORDER BY distance_m LIMIT ${CANDIDATE_LIMITS.seeing})
      UNION ALL
      (SELECT n.*, ST_Distance(n.position::geography, place.point::geography) AS distance_m FROM near n, place ORDER BY distance_m LIMIT ${CANDIDATE_LIMITS.near})
    )
    SELECT p.camera_id AS "cameraId", p.sees, p.distance_m AS "distanceM", ST_X(p.position) AS lon, ST_Y(p.position) AS lat, p.height_m AS "heightM", p.bearing_deg AS "bearingDeg",
      p.tilt_deg AS "tiltDeg", p.hfov_deg AS "hfovDeg", p.range_m AS "rangeM", p.width_px AS "widthPx", p.height_px AS "heightPx", ST_AsGeoJSON(p.coverage, 7)::json AS coverage,
      c.name AS "cameraName", s.name AS "siteName", src.kind AS "sourceKind", c.recording_mode AS "recordingMode", c.retention_hours AS "retentionHours", c.created_at AS "registeredAtMs",
      (SELECT json_agg(json_build_array(i.facet, i.state, i.from_ms, i.to_ms)) FROM (
        SELECT facet, state, ${rawMs('lower(during)')} AS from_ms, CASE WHEN upper_inf(during) THEN NULL ELSE ${rawMs('upper(during)')} END AS to_ms
        FROM camera_state_interval WHERE camera_id = c.id AND during && ${during} ORDER BY lower(during) LIMIT ${CANDIDATE_LIMITS.intervals}) i) AS facets,
      (SELECT json_agg(json_build_array(${rawMs('r.true_time')}, ${rawMs('r.device_time')}, r.uncertainty_ms, r.method)) FROM (
        (SELECT * FROM clock_reading WHERE camera_id = c.id AND true_time <= ${from} ORDER BY true_time DESC LIMIT 4)
        UNION ALL (SELECT * FROM clock_reading WHERE camera_id = c.id AND true_time > ${from} AND true_time < ${to} ORDER BY true_time LIMIT ${CANDIDATE_LIMITS.readings})
        UNION ALL (SELECT * FROM clock_reading WHERE camera_id = c.id AND true_time >= ${to} ORDER BY true_time LIMIT 4)
        UNION ALL (SELECT * FROM clock_reading WHERE recorder_id = c.recorder_id AND true_time <= ${from} ORDER BY true_time DESC LIMIT 4)
        UNION ALL (SELECT * FROM clock_reading WHERE recorder_id = c.recorder_id AND true_time > ${from} ORDER BY true_time LIMIT 8)) r) AS readings,
      (SELECT json_agg(json_build_array(f.id, f.from_ms, f.to_ms, f.uncertainty_ms, f.expires_ms, f.held)) FROM (
        SELECT id, ${rawMs('lower(true_during)')} AS from_ms, ${rawMs('upper(true_during)')} AS to_ms, uncertainty_ms, ${rawMs('expires_at')} AS expires_ms,
          EXISTS (SELECT 1 FROM hold h WHERE h.camera_id = g.camera_id AND h.during && g.true_during AND h.released_at IS NULL AND (h.expires_at IS NULL OR h.expires_at > now())) AS held
        FROM footage_segment g WHERE g.camera_id = c.id AND upper(g.true_during) > ${from} - interval '10 seconds' AND lower(g.true_during) < ${to} + interval '10 seconds'
          AND upper(g.true_during) < ${to} + interval '5 hours'
        ORDER BY upper(g.true_during) LIMIT ${CANDIDATE_LIMITS.segments}) f) AS segments,
      (SELECT json_agg(n.id) FROM (SELECT id FROM snapshot WHERE camera_id = c.id AND taken_at >= ${from} - interval '5 seconds' AND taken_at <= ${to} + interval '5 seconds'
        ORDER BY taken_at LIMIT ${CANDIDATE_LIMITS.snapshots}) n) AS snapshots,
      (SELECT json_build_object('verdict', l.verdict, 'note', l.note, 'decidedAt', ${rawMs('l.decided_at')}) FROM incident_link l
        WHERE l.incident_id = ${incidentId} AND l.camera_id = c.id ORDER BY l.id DESC LIMIT 1) AS link
    FROM chosen p
    JOIN camera c ON c.id = p.camera_id
    JOIN site s ON s.id = c.site_id
    JOIN camera_source src ON src.camera_id = c.id
    JOIN camera_state st ON st.camera_id = c.id AND st.overall <> 'draft'
    WHERE ${withinReach(reach)}`;
}

function rawMs(column: string) {
  return raw(epochMs(column));
}

function toRow(flat: FlatRow): CandidateRow {
  const { cameraId, sees, distanceM, heightM, bearingDeg, tiltDeg, hfovDeg, rangeM, sourceKind, recordingMode, retentionHours, registeredAtMs } = flat;
  const resolution = { width: flat.widthPx, height: flat.heightPx };
  const facts: CandidateFacts = {
    cameraId,
    sees,
    distanceM,
    placement: { position: { type: 'Point', coordinates: [flat.lon, flat.lat] }, heightM, bearingDeg, tiltDeg, hfovDeg, rangeM, resolution },
    occluded: false,
    facetsThen: (flat.facets ?? []).map(([facet, state, fromMs, toMs]) => ({ facet: facet as never, state, fromMs, toMs })),
    clockReadings: (flat.readings ?? []).map(([trueTimeMs, deviceTimeMs, uncertaintyMs, method]) => ({
      trueTimeMs,
      deviceTimeMs,
      uncertaintyMs,
      method: method as ClockMethod,
    })),
    segments: (flat.segments ?? []).map(([segmentId, fromMs, toMs, uncertaintyMs, expiresAtMs, held]) => ({
      segmentId,
      fromMs,
      toMs,
      uncertaintyMs,
      expiresAtMs,
      held,
    })),
    snapshotIds: flat.snapshots ?? [],
    sourceKind,
    recordingMode,
    retentionHours,
    registeredAtMs,
  };
  return { facts, cameraName: flat.cameraName, siteName: flat.siteName, coverage: flat.coverage, link: flat.link };
}

/**
 * Every camera within reach that could have seen a place at a time, by the placement that held then, with all that is needed to judge it: one statement, on the indexes of
 * coverage, position and time. Cameras that only hang near come with `sees: 'none'`.
 */
export async function findCandidates(db: Queryable, search: CandidateSearch): Promise<CandidateRow[]> {
  return (await db.rows<FlatRow>(candidateStatement(search))).map(toRow);
}
