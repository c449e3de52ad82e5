import sql, { raw } from 'sql-template-tag';
import type { RecordingFacts } from '../../domain/candidate-availability.ts';
import type { ClockMethod, ClockReading } from '../../domain/clock-reading.ts';
import type { LonLat } from '../../domain/geojson.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { withinReach, type CameraFilter } from './camera-repository.ts';
import type { HalfBox } from './road-graph-repository.ts';

/** A camera as it hung for some of a time. */
export interface HangingCamera {
  readonly cameraId: string;
  readonly cameraName: string;
  readonly siteName: string;
  readonly lon: number;
  readonly lat: number;
  readonly validFromMs: number;
  /** `Infinity` for the placement that holds now. */
  readonly validToMs: number;
  readonly coverage: { readonly type: string; readonly coordinates: unknown };
  /** From the place to what it sees, on a straight line, in degrees. */
  readonly awayDeg: number;
}

/** Where and when cameras are looked for. */
export interface HangingSearch {
  readonly centre: LonLat;
  readonly half: HalfBox;
  readonly during: TimeInterval;
  readonly reach: CameraFilter['reach'];
}

/**
 * Placements within reach that held at some time of `during` and see something of a box, the nearest first, `most` of them; no drafts. A camera that was turned meanwhile comes once for
 * each way it hung.
 */
export async function hangingCameras(db: Queryable, search: HangingSearch, most: number): Promise<HangingCamera[]> {
  return db.rows(hangingStatement(search, most));
}

/** The statement of {@link hangingCameras}, for the benchmark that runs it raw. */
export function hangingStatement({ centre: [lonDeg, latDeg], half, during, reach }: HangingSearch, most: number) {
  const box = sql`ST_MakeEnvelope(${lonDeg - half.lonDeg}, ${latDeg - half.latDeg}, ${lonDeg + half.lonDeg}, ${latDeg + half.latDeg}, 4326)`;
  const point = sql`ST_SetSRID(ST_MakePoint(${lonDeg}, ${latDeg}), 4326)`;
  // as in the candidates' statement: `&&` of times would tempt the planner into the wrong index
  return sql`SELECT p.camera_id AS "cameraId", c.name AS "cameraName", s.name AS "siteName", ST_X(p.position) AS lon, ST_Y(p.position) AS lat, lower(p.valid) AS "validFromMs",
      coalesce(upper(p.valid), 'infinity') AS "validToMs", ST_AsGeoJSON(p.coverage, 6)::json AS coverage, p.away AS "awayDeg"
    FROM (
      SELECT p.*, p.coverage <-> ${point} AS away FROM camera_placement p JOIN camera c ON c.id = p.camera_id JOIN camera_state st ON st.camera_id = c.id AND st.overall <> 'draft'
      WHERE p.coverage && ${box} AND NOT isempty(p.valid * tstzrange(${new Date(during.fromMs)}, ${new Date(during.toMs)}, '[]')) AND ${withinReach(reach)}
      ORDER BY p.coverage <-> ${point}, p.id LIMIT ${most}
    ) p JOIN camera c ON c.id = p.camera_id JOIN site s ON s.id = c.site_id ORDER BY p.away, p.id`;
}

/** What is known of a camera's recording and clock around a window. */
export interface RouteFacts {
  readonly cameraId: string;
  readonly recording: Omit<RecordingFacts, 'recordingThen'> & { readonly recordingThen: RecordingFacts['recordingThen'] };
  readonly clockReadings: readonly ClockReading[];
}

interface FlatFacts extends Pick<RecordingFacts, 'sourceKind' | 'recordingMode' | 'retentionHours' | 'registeredAtMs' | 'hasFootage'> {
  readonly cameraId: string;
  readonly states: [state: string, fromMs: number, toMs: number | null][] | null;
  readonly readings: [trueMs: number, deviceMs: number, uncertaintyMs: number, method: string][] | null;
}

function ms(column: string) {
  return raw(`round(extract(epoch FROM ${column}) * 1000)`);
}

/** For each camera and window what decides whether there is footage, and the clock readings around it. */
export async function routeFacts(
  db: Queryable,
  windows: readonly { readonly cameraId: string; readonly window: TimeInterval }[],
): Promise<Map<string, RouteFacts>> {
  const input = JSON.stringify(
    windows.map(({ cameraId, window }) => ({ cameraId, from: new Date(window.fromMs).toISOString(), to: new Date(window.toMs).toISOString() })),
  );
  const rows =
    await db.rows<FlatFacts>(sql`SELECT c.id AS "cameraId", src.kind AS "sourceKind", c.recording_mode AS "recordingMode", c.retention_hours AS "retentionHours", c.created_at AS "registeredAtMs",
      EXISTS (SELECT 1 FROM footage_segment g WHERE g.camera_id = c.id AND upper(g.true_during) > w."from" AND upper(g.true_during) < w."to" + interval '5 hours' AND lower(g.true_during) < w."to") AS "hasFootage",
      (SELECT json_agg(json_build_array(i.state, ${ms('lower(i.during)')}, CASE WHEN upper_inf(i.during) THEN NULL ELSE ${ms('upper(i.during)')} END)) FROM camera_state_interval i
        WHERE i.camera_id = c.id AND i.facet = 'recording' AND i.during && tstzrange(w."from", w."to", '[]')) AS states,
      (SELECT json_agg(json_build_array(${ms('r.true_time')}, ${ms('r.device_time')}, r.uncertainty_ms, r.method)) FROM (
        (SELECT * FROM counted_clock_reading WHERE camera_id = c.id AND true_time <= w."from" ORDER BY true_time DESC LIMIT 4)
        UNION ALL (SELECT * FROM counted_clock_reading WHERE camera_id = c.id AND true_time > w."from" ORDER BY true_time LIMIT 8)
        UNION ALL (SELECT * FROM counted_clock_reading WHERE recorder_id = c.recorder_id AND true_time <= w."from" ORDER BY true_time DESC LIMIT 4)
        UNION ALL (SELECT * FROM counted_clock_reading WHERE recorder_id = c.recorder_id AND true_time > w."from" ORDER BY true_time LIMIT 8)) r) AS readings
    FROM jsonb_to_recordset(${input}::jsonb) AS w("cameraId" uuid, "from" timestamptz, "to" timestamptz) JOIN camera c ON c.id = w."cameraId" JOIN camera_source src ON src.camera_id = c.id`);
  return new Map(rows.map((row) => [row.cameraId, toFacts(row)]));
}

function toFacts({ cameraId, states, readings, ...recording }: FlatFacts): RouteFacts {
  return {
    cameraId,
    recording: { ...recording, recordingThen: (states ?? []).map(([state, fromMs, toMs]) => ({ state, fromMs, toMs })) },
    clockReadings: (readings ?? []).map(([trueTimeMs, deviceTimeMs, uncertaintyMs, method]) => ({
      trueTimeMs,
      deviceTimeMs,
      uncertaintyMs,
      method: method as ClockMethod,
    })),
  };
}
