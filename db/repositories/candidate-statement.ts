import sql, { raw, type Sql } from 'sql-template-tag';
import { metresPerDegree } from '../../domain/view-geometry.ts';
import { prepareStatement, type Statement } from '../prepared-statement.ts';
import type { CandidateSearch } from './candidate-search.ts';
import { firstRoadSeen, waysFromPlace } from './candidate-ways.ts';
import { segmentsNear } from './segment-window.ts';
import { PLACEMENT_COLUMNS } from './placement-columns.ts';

/** Most cameras that see the place, and most that only see the ways or hang near it; more say nothing to a person. The nearest are kept. */
export const CANDIDATE_LIMITS = { seeing: 400, near: 20, segments: 400, snapshots: 60, readings: 24, intervals: 200 } as const;

type Instants = { readonly from: Sql; readonly to: Sql; readonly during: Sql };

/** A number of ours as a part of the text: the planner knows it then. */
function fixed(value: number): Sql {
  return raw(String(value));
}

function ms(column: string): Sql {
  return raw(`round(extract(epoch FROM ${column}) * 1000)`);
}

/** Placements whose sector touches the disc; a camera that was turned in the middle of the incident stands once, with the placement that sees more. */
function inView(): Sql {
  return sql`in_view AS MATERIALIZED (
      SELECT p.*, upper(p.valid * place.during) - lower(p.valid * place.during) AS lasted, ST_Covers(p.sector, place.point) AND NOT ST_Covers(p.coverage, place.point) AS occluded,
        CASE WHEN ST_Covers(p.coverage, place.disc) THEN 'full' WHEN ST_Intersects(p.coverage, place.disc) THEN 'partial' ELSE 'none' END AS sees
      FROM place JOIN camera_placement p ON ST_Intersects(p.sector, place.disc) AND NOT isempty(p.valid * place.during)
    ), seeing AS (
      SELECT DISTINCT ON (v.camera_id) v.* FROM in_view v ORDER BY v.camera_id, array_position(ARRAY['full', 'partial', 'none'], v.sees), v.lasted DESC
    )`;
}

/**
 * Those that don't see the place: cameras that see a road which leads from it, or, where no road is known, that hang near.
 * `valid && during` would be true of nearly every placement, and the planner would read the whole index of the exclusion constraint for it: hence isempty.
 */
function near(nearM: unknown): Sql {
  const columns = sql`p.*, NULL::interval AS lasted, false AS occluded, 'none' AS sees`;
  return sql`near AS (
      SELECT DISTINCT ON (u.camera_id) u.* FROM (
        SELECT ${columns} FROM (SELECT ST_Collect(line) AS lines FROM stretch) way, place, camera_placement p
          WHERE p.coverage && way.lines AND ST_Intersects(p.coverage, way.lines) AND NOT isempty(p.valid * place.during)
        UNION ALL
        SELECT ${columns} FROM place JOIN camera_placement p ON p.position && ST_Expand(place.point, ${nearM}::float8 / 55000) AND NOT isempty(p.valid * place.during)
          WHERE NOT EXISTS (SELECT 1 FROM stretch) AND ST_DWithin(p.position::geography, place.point::geography, ${nearM}::float8)
      ) u WHERE u.camera_id NOT IN (SELECT camera_id FROM seeing)
      ORDER BY u.camera_id, lower(u.valid) DESC
    )`;
}

function chosen(): Sql {
  const distance = sql`ST_Distance(s.position::geography, place.point::geography) AS distance_m`;
  return sql`chosen AS (
      (SELECT s.*, ${distance} FROM seeing s, place WHERE s.sees <> 'none' ORDER BY distance_m, s.camera_id LIMIT ${fixed(CANDIDATE_LIMITS.seeing)})
      UNION ALL
      (SELECT s.*, ${distance} FROM (SELECT * FROM seeing WHERE sees = 'none' UNION ALL SELECT * FROM near) s, place ORDER BY distance_m, s.camera_id LIMIT ${fixed(CANDIDATE_LIMITS.near)})
    )`;
}

function facetsThen({ during }: Instants): Sql {
  return sql`(SELECT json_agg(json_build_array(i.facet, i.state, i.from_ms, i.to_ms)) FROM (
        SELECT facet, state, ${ms('lower(during)')} AS from_ms, CASE WHEN upper_inf(during) THEN NULL ELSE ${ms('upper(during)')} END AS to_ms
        FROM camera_state_interval WHERE camera_id = c.id AND during && ${during} ORDER BY lower(during) LIMIT ${fixed(CANDIDATE_LIMITS.intervals)}) i)`;
}

function clockReadings({ from, to }: Instants): Sql {
  return sql`(SELECT json_agg(json_build_array(${ms('r.true_time')}, ${ms('r.device_time')}, r.uncertainty_ms, r.method, r.after_setting)) FROM (
        (SELECT * FROM counted_clock_reading WHERE camera_id = c.id AND true_time <= ${from} ORDER BY true_time DESC LIMIT 4)
        UNION ALL (SELECT * FROM counted_clock_reading WHERE camera_id = c.id AND true_time > ${from} AND true_time < ${to} ORDER BY true_time LIMIT ${fixed(CANDIDATE_LIMITS.readings)})
        UNION ALL (SELECT * FROM counted_clock_reading WHERE camera_id = c.id AND true_time >= ${to} ORDER BY true_time LIMIT 4)
        UNION ALL (SELECT * FROM counted_clock_reading WHERE recorder_id = c.recorder_id AND true_time <= ${from} ORDER BY true_time DESC LIMIT 4)
        UNION ALL (SELECT * FROM counted_clock_reading WHERE recorder_id = c.recorder_id AND true_time > ${from} ORDER BY true_time LIMIT 8)) r)`;
}

function segmentsThen({ from, to }: Instants): Sql {
  return sql`(SELECT json_agg(json_build_array(f.id, f.from_ms, f.to_ms, f.uncertainty_ms, f.expires_ms, f.held)) FROM (
        SELECT id, ${ms('lower(true_during)')} AS from_ms, ${ms('upper(true_during)')} AS to_ms, uncertainty_ms,
          -- what a hold keeps is lost when the hold ends, not before
          ${ms("greatest(g.expires_at, nullif(kept.until, 'infinity'))")} AS expires_ms, kept.until IS NOT NULL AND kept.until = 'infinity' AS held
        FROM ${segmentsNear(sql`c.id`, from, to, CANDIDATE_LIMITS.segments)} g CROSS JOIN LATERAL (SELECT max(coalesce(h.expires_at, 'infinity')) AS until FROM hold h WHERE h.camera_id = g.camera_id AND h.during && g.true_during
          AND h.released_at IS NULL AND NOT h.pending AND (h.expires_at IS NULL OR h.expires_at > now())) kept
        ORDER BY upper(g.true_during) LIMIT ${fixed(CANDIDATE_LIMITS.segments)}) f)`;
}

function snapshotsThen({ from, to }: Instants): Sql {
  return sql`(SELECT json_agg(n.id) FROM (SELECT id FROM snapshot WHERE camera_id = c.id AND taken_at >= ${from} - interval '5 seconds' AND taken_at <= ${to} + interval '5 seconds'
        ORDER BY taken_at LIMIT ${fixed(CANDIDATE_LIMITS.snapshots)}) n)`;
}

/** Whether the device was asked for all of the incident and sent what it has. */
function edgeAsked({ during }: Instants): Sql {
  return sql`(c.recording_mode = 'edge' AND EXISTS (SELECT 1 FROM edge_pull e WHERE e.camera_id = c.id AND e.state = 'done' AND e.true_during @> ${during}))`;
}

/** As `withinReach`, asked of each candidate by itself: as a join the planner would read all units of a province to find those of three cameras. */
function inUnits(unitIds: unknown): Sql {
  return sql`(SELECT true FROM unit_closure uc WHERE uc.descendant_id = c.unit_id AND uc.ancestor_id = ANY(${unitIds}::uuid[]) LIMIT 1)`;
}

const KEYS = ['incidentId', 'from', 'to', 'lon', 'lat', 'disc', 'nearM', 'latM', 'lonM'] as const;

function build(of: Readonly<Record<(typeof KEYS)[number], unknown>>, reach: Sql): Sql {
  const [from, to] = [sql`${of.from}::timestamptz`, sql`${of.to}::timestamptz`];
  const instants = { from, to, during: sql`tstzrange(${from}, ${to})` };
  return sql`WITH RECURSIVE place AS MATERIALIZED (
      SELECT ST_SetSRID(ST_MakePoint(${of.lon}::float8, ${of.lat}::float8), 4326) AS point, ST_SetSRID(ST_GeomFromGeoJSON(${of.disc}::text), 4326) AS disc, ${instants.during} AS during
    ), ${inView()}, ${waysFromPlace(of)}, ${near(of.nearM)}, ${chosen()}
    SELECT p.camera_id AS "cameraId", p.sees, p.occluded, p.distance_m AS "distanceM", ${PLACEMENT_COLUMNS}, p.motion, p.coverage_basis = 'doubtful' AS doubtful,
      ST_AsGeoJSON(p.coverage, 7) AS coverage, CASE WHEN p.sees = 'none' THEN ${firstRoadSeen(sql`p.coverage`)} END AS way,
      c.name AS "cameraName", s.name AS "siteName", (SELECT name FROM unit WHERE id = c.unit_id) AS "unitName", src.kind AS "sourceKind", c.recording_mode AS "recordingMode", c.retention_hours AS "retentionHours", c.created_at AS "registeredAtMs", p.recorded_at AS "placementRecordedAtMs", ${edgeAsked(instants)} AS "edgeAsked",
      ${facetsThen(instants)} AS facets, ${clockReadings(instants)} AS readings, ${segmentsThen(instants)} AS segments, ${snapshotsThen(instants)} AS snapshots,
      (SELECT json_build_object('verdict', l.verdict, 'note', l.note, 'decidedAt', ${ms('l.decided_at')}) FROM incident_link l
        WHERE l.incident_id = ${of.incidentId}::uuid AND l.camera_id = c.id ORDER BY l.id DESC LIMIT 1) AS link
    FROM chosen p
    JOIN camera c ON c.id = p.camera_id
    JOIN site s ON s.id = c.site_id
    JOIN camera_source src ON src.camera_id = c.id
    JOIN camera_state st ON st.camera_id = c.id AND st.overall <> 'draft'
    WHERE ${reach}`;
}

const STATEMENTS = {
  own: prepareStatement('candidates_own', [...KEYS, 'organisationId'], (of) => build(of, sql`c.owner_id = ${of.organisationId}::uuid`)),
  units: prepareStatement('candidates_units', [...KEYS, 'unitIds'], (of) => build(of, inUnits(of.unitIds))),
  any: prepareStatement('candidates_any', KEYS, (of) => build(of, sql`true`)),
};

/** Everything about the candidates of an incident in one statement, which the indexes of coverage, position, roads and time answer. */
export function candidateStatement({ incidentId, occurred, location, disc, nearM, reach }: CandidateSearch): Statement {
  const [lon, lat] = location;
  const { organisationId, unitIds } = reach;
  const times = { from: new Date(occurred.fromMs), to: new Date(occurred.toMs) };
  return STATEMENTS[reach.scope]({ incidentId, ...times, lon, lat, disc: JSON.stringify(disc), nearM, ...metresPerDegree(lat), organisationId, unitIds });
}
