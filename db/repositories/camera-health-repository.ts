import sql from 'sql-template-tag';
import type { CameraProblem } from '../../domain/camera-contact.ts';
import type { CameraState } from '../../domain/camera-terms.ts';
import { DRIFT_TOLERANCE_MS, KEEP_READING_EVERY_MS } from '../../domain/clock-reading-worth.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { Facet, FacetState, PendingState } from '../../domain/health-facet.ts';
import type { Queryable } from '../database.ts';

/** What a facet's state machine remembers besides its state. */
export interface StoredFacetMemory {
  readonly pending: PendingState | null;
  readonly seenAtMs: number | null;
}

/** Column `camera_state.memory`. */
export interface HealthMemory {
  readonly facets?: { readonly [F in Facet]?: StoredFacetMemory };
  /** The newest clock reading that got a row of its own. */
  readonly lastReading?: ClockReading;
  /** The newest at all, where it said the same as that one and got no row. */
  readonly lastSameReading?: ClockReading | undefined;
  /** The newest that is known of `reachable` was found out by a contact with the camera's recorder. */
  readonly viaRecorder?: boolean;
}

/** A camera's health as it is stored, and what its one-word state depends on. */
export interface HealthRow {
  readonly cameraId: string;
  /** The recorder whose channel it is. */
  readonly recorderId: string | null;
  readonly overall: CameraState;
  readonly reachable: FacetState<'reachable'>;
  readonly picture: FacetState<'picture'>;
  readonly recording: FacetState<'recording'>;
  readonly clock: FacetState<'clock'>;
  readonly memory: HealthMemory;
  readonly lastContactAtMs: number | null;
  readonly lastProblem: (CameraProblem & { readonly about?: string }) | null;
  readonly clockOffsetMs: number | null;
  readonly draft: boolean;
  readonly maintenance: boolean;
}

/** Reads and locks the health of cameras until the transaction ends, always in the order of their ids. Cameras that are retired or unknown are left out. */
export async function lockHealth(tx: Queryable, cameraIds: readonly string[]): Promise<HealthRow[]> {
  return tx.rows(sql`SELECT s.camera_id AS "cameraId", c.recorder_id AS "recorderId", s.overall, s.reachable, s.picture, s.recording, s.clock, s.memory,
      s.last_contact_at AS "lastContactAtMs", s.last_problem AS "lastProblem", s.clock_offset_ms AS "clockOffsetMs", (c.maintenance OR c.absent) AS maintenance,
      (c.purpose IS NULL OR NOT EXISTS (SELECT 1 FROM camera_notice n WHERE n.camera_id = c.id)) AS draft
    FROM camera_state s JOIN camera c ON c.id = s.camera_id
    WHERE s.camera_id = ANY(${cameraIds}::uuid[]) AND c.retired_at IS NULL
    ORDER BY s.camera_id FOR UPDATE OF s`);
}

/** A camera's new health. `nextPingAtMs` brings the planned contact forward, never back: else a camera in doubt whose pictures fail meanwhile would never be asked again. */
export interface HealthUpdate extends Omit<HealthRow, 'recorderId' | 'draft' | 'maintenance'> {
  readonly nextPingAtMs?: number;
  readonly changed: boolean;
}

const instant = (epochMs: number | null | undefined): string | null => (epochMs === null || epochMs === undefined ? null : new Date(epochMs).toISOString());

/** Stores the health of cameras in one statement. */
export async function updateHealth(tx: Queryable, updates: readonly HealthUpdate[], nowMs: number): Promise<void> {
  if (updates.length === 0) return;
  const rows = updates.map((update) => ({ ...update, lastContactAt: instant(update.lastContactAtMs), nextPingAt: instant(update.nextPingAtMs) }));
  await tx.run(sql`UPDATE camera_state s SET overall = x.overall, reachable = x.reachable, picture = x.picture, recording = x.recording, clock = x.clock,
      memory = x.memory, last_contact_at = x."lastContactAt", last_problem = x."lastProblem", clock_offset_ms = x."clockOffsetMs",
      next_ping_at = least(s.next_ping_at, x."nextPingAt"), changed_at = CASE WHEN x.changed THEN ${new Date(nowMs)} ELSE s.changed_at END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x("cameraId" uuid, overall text, reachable text, picture text, recording text, clock text, memory jsonb,
      "lastContactAt" timestamptz, "lastProblem" jsonb, "clockOffsetMs" bigint, "nextPingAt" timestamptz, changed boolean)
    WHERE s.camera_id = x."cameraId"`);
}

/** What is remembered of the last pictures of cameras whose health is locked; kept apart, since it is large and a ping needs none of it. */
export async function readPictureMemories(tx: Queryable, cameraIds: readonly string[]): Promise<Map<string, unknown>> {
  if (cameraIds.length === 0) return new Map();
  const rows = await tx.rows<{ cameraId: string; memory: unknown }>(
    sql`SELECT camera_id AS "cameraId", picture_memory AS memory FROM camera_state WHERE camera_id = ANY(${cameraIds}::uuid[])`,
  );
  return new Map(rows.map(({ cameraId, memory }) => [cameraId, memory]));
}

export async function updatePictureMemories(tx: Queryable, memories: ReadonlyMap<string, unknown>): Promise<void> {
  if (memories.size === 0) return;
  const rows = [...memories].map(([cameraId, memory]) => ({ cameraId, memory }));
  await tx.run(sql`UPDATE camera_state s SET picture_memory = x.memory
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x("cameraId" uuid, memory jsonb) WHERE s.camera_id = x."cameraId"`);
}

/** A stretch of a facet's history; `toMs` null while it lasts. */
export interface IntervalRow {
  readonly cameraId: string;
  readonly facet: Facet;
  readonly state: FacetState;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly cause?: Readonly<Record<string, unknown>>;
}

/** Continues histories: the open interval of each facet ends where the first of its new ones begins (and vanishes if it began no earlier). */
export async function appendIntervals(tx: Queryable, intervals: readonly IntervalRow[]): Promise<void> {
  if (intervals.length === 0) return;
  const rows = JSON.stringify(intervals.map((row) => ({ ...row, cause: row.cause ?? null, from: instant(row.fromMs), to: instant(row.toMs) })));
  const begins = sql`(SELECT "cameraId" AS camera_id, facet, min("from") AS "from"
    FROM jsonb_to_recordset(${rows}::jsonb) AS x("cameraId" uuid, facet text, "from" timestamptz) GROUP BY 1, 2)`;
  const isOpen = sql`i.camera_id = b.camera_id AND i.facet = b.facet AND upper_inf(i.during)`;
  await tx.run(sql`DELETE FROM camera_state_interval i USING ${begins} b WHERE ${isOpen} AND lower(i.during) >= b."from"`);
  await tx.run(sql`UPDATE camera_state_interval i SET during = tstzrange(lower(i.during), b."from") FROM ${begins} b WHERE ${isOpen}`);
  await tx.run(sql`INSERT INTO camera_state_interval (camera_id, facet, state, during, cause)
    SELECT "cameraId", facet, state, tstzrange("from", "to"), cause
    FROM jsonb_to_recordset(${rows}::jsonb) AS x("cameraId" uuid, facet text, state text, "from" timestamptz, "to" timestamptz, cause jsonb)
    WHERE "to" IS NULL OR "to" > "from"`);
}

/** One contact for the hourly figures. */
export interface ContactCount {
  readonly cameraId: string;
  readonly atMs: number;
  readonly ok: boolean;
  readonly roundTripMs: number;
}

/** Adds contacts to the hourly figures. */
export async function addToRollup(tx: Queryable, contacts: readonly ContactCount[]): Promise<void> {
  if (contacts.length === 0) return;
  const rows = contacts.map((contact) => ({ ...contact, at: instant(contact.atMs), roundTripMs: Math.round(contact.roundTripMs) }));
  await tx.run(sql`INSERT INTO health_rollup AS r (camera_id, hour, contacts, failures, round_trip_ms_sum)
    SELECT "cameraId", date_trunc('hour', "at", 'UTC'), count(*), count(*) FILTER (WHERE NOT ok), sum("roundTripMs")
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x("cameraId" uuid, "at" timestamptz, ok boolean, "roundTripMs" bigint)
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (camera_id, hour) DO UPDATE SET contacts = r.contacts + excluded.contacts, failures = r.failures + excluded.failures,
      round_trip_ms_sum = r.round_trip_ms_sum + excluded.round_trip_ms_sum`);
}

/** A clock reading that a worker took; of a recorder, whichever channel it was taken through: it has one clock. */
export interface NewReading extends ClockReading {
  readonly id: string;
  readonly cameraId: string | null;
  readonly recorderId?: string | null;
}

/** Stores clock readings. One of a recorder that says the same as another of the last ten minutes is left out: its channels all read the same clock. */
export async function insertReadings(tx: Queryable, readings: readonly NewReading[]): Promise<void> {
  if (readings.length === 0) return;
  const rows = readings.map((reading) => ({
    ...reading,
    trueTime: instant(reading.trueTimeMs),
    deviceTime: instant(reading.deviceTimeMs),
    uncertaintyMs: Math.ceil(reading.uncertaintyMs),
  }));
  const apartMs = sql`abs(extract(epoch FROM (r.device_time - r.true_time) - (x."deviceTime" - x."trueTime")) * 1000)`;
  await tx.run(sql`INSERT INTO clock_reading (id, camera_id, recorder_id, true_time, device_time, uncertainty_ms, method)
    SELECT id, "cameraId", "recorderId", "trueTime", "deviceTime", "uncertaintyMs", method
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS x(id uuid, "cameraId" uuid, "recorderId" uuid, "trueTime" timestamptz, "deviceTime" timestamptz, "uncertaintyMs" integer, method text)
    WHERE "recorderId" IS NULL OR NOT EXISTS (SELECT 1 FROM counted_clock_reading r WHERE r.recorder_id = x."recorderId"
      AND r.true_time > x."trueTime" - ${KEEP_READING_EVERY_MS} * interval '1 millisecond' AND r.true_time <= x."trueTime" + interval '1 minute'
      AND ${apartMs} <= r.uncertainty_ms + x."uncertaintyMs" + ${DRIFT_TOLERANCE_MS})`);
}

/** Brings the planned contact of recorders forward, never back. Rows are locked in the order of their ids. */
export async function bringForwardRecorders(tx: Queryable, recorderIds: readonly string[], nextPingAtMs: number): Promise<void> {
  if (recorderIds.length === 0) return;
  await tx.run(sql`UPDATE recorder_contact k SET next_ping_at = ${new Date(nextPingAtMs)}
    FROM (SELECT recorder_id FROM recorder_contact WHERE recorder_id = ANY(${recorderIds}::uuid[]) AND next_ping_at > ${new Date(nextPingAtMs)} ORDER BY recorder_id FOR UPDATE) due
    WHERE k.recorder_id = due.recorder_id`);
}
