import sql from 'sql-template-tag';
import type { LonLat, PolygonGeometry } from '../../domain/geojson.ts';
import type { Queryable } from '../database.ts';
import { FROM_STREAM, IS_ACTIVE, TARGET_COLUMNS, TARGET_TABLES, toTarget, type SnapshotTarget, type TargetRow } from './contact-target-repository.ts';

/** Where a bell rings. */
export interface BurstPlace {
  readonly location: LonLat;
  /** The uncertainty disc, circumscribed (`uncertaintyDisc`). */
  readonly disc: PolygonGeometry;
  /** The bell's unit: cameras are taken from the units of those who answer for it. */
  readonly unitId: string;
  readonly nowMs: number;
}

/**
 * The cameras whose view touches the place now, `limit` at most: those that answered last first, then those that see all of it, then the nearest; ids in ascending order. Only cameras in service with a
 * purpose and a posted notice, and only within the units of the police that answer for the bell's unit, or of the bell's unit itself.
 */
export async function camerasSeeing(db: Queryable, { location: [lon, lat], disc, unitId, nowMs }: BurstPlace, limit: number): Promise<string[]> {
  const now = sql`${new Date(nowMs)}::timestamptz`;
  const rows = await db.rows<{ id: string }>(sql`WITH place AS MATERIALIZED (
      SELECT ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326) AS point, ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(disc)}), 4326) AS disc
    ), seeing AS MATERIALIZED (
      SELECT p.camera_id, ST_Covers(p.coverage, place.disc) AS whole, ST_Distance(p.position::geography, place.point::geography) AS distance_m
      FROM place JOIN camera_placement p ON ST_Intersects(p.coverage, place.disc) AND NOT isempty(p.valid * tstzrange(${now}, ${now}, '[]'))
    )
    SELECT id FROM (
      SELECT c.id FROM seeing JOIN camera c ON c.id = seeing.camera_id JOIN camera_source src ON src.camera_id = c.id JOIN camera_state s ON s.camera_id = c.id
      WHERE ${IS_ACTIVE} AND EXISTS (
        SELECT 1 FROM unit_closure up LEFT JOIN organisation_unit ou ON ou.unit_id = up.ancestor_id LEFT JOIN organisation o ON o.id = ou.organisation_id
        JOIN unit_closure down ON down.ancestor_id = up.ancestor_id AND down.descendant_id = c.unit_id
        WHERE up.descendant_id = ${unitId} AND (o.kind IN ('police_post', 'area_command') OR up.ancestor_id = ${unitId}))
      ORDER BY s.reachable = 'down', NOT seeing.whole, seeing.distance_m, c.id LIMIT ${limit}) chosen ORDER BY id`);
  return rows.map((row) => row.id);
}

/** Plans `turns` pictures of each camera. */
export async function planBurst(
  db: Queryable,
  { alarmId, cameraIds, turns, nowMs }: { alarmId: string; cameraIds: readonly string[]; turns: number; nowMs: number },
): Promise<void> {
  await db.run(sql`INSERT INTO alarm_shot (alarm_id, camera_id, turn, planned_at)
    SELECT ${alarmId}::uuid, camera_id, turn, ${new Date(nowMs)} FROM unnest(${cameraIds}::uuid[]) AS t(camera_id), generate_series(0, ${turns}::int - 1) AS turn`);
}

/** A picture that is still to be taken. */
export interface OpenShot {
  readonly turn: number;
  readonly plannedAtMs: number;
  /** Undefined when the camera is no longer in service. */
  readonly target: SnapshotTarget | undefined;
  readonly cameraId: string;
}

/** What is still open of a burst, by turn. */
export async function listOpenShots(db: Queryable, alarmId: string): Promise<OpenShot[]> {
  const rows = await db.rows<TargetRow & { readonly turn: number; readonly plannedAtMs: number; readonly active: boolean; readonly fromStream: boolean }>(
    sql`SELECT ${TARGET_COLUMNS}, ${FROM_STREAM} AS "fromStream", ${IS_ACTIVE} AS active, shot.turn, shot.planned_at AS "plannedAtMs" FROM alarm_shot shot JOIN (${TARGET_TABLES}) ON c.id = shot.camera_id
      WHERE shot.alarm_id = ${alarmId} AND shot.state = 'planned' ORDER BY shot.turn, c.id`,
  );
  return rows.map((row) => ({
    turn: row.turn,
    plannedAtMs: row.plannedAtMs,
    cameraId: row.cameraId,
    target: row.active ? { ...toTarget(row), fromStream: row.fromStream } : undefined,
  }));
}

/** Which picture of a burst. */
export interface ShotKey {
  readonly alarmId: string;
  readonly cameraId: string;
  readonly turn: number;
}

/** Names the picture that was taken; false when the plan no longer asks for it: another worker took it, or the burst was cancelled. */
export async function finishShot(tx: Queryable, { alarmId, cameraId, turn }: ShotKey, snapshotId: string, nowMs: number): Promise<boolean> {
  const finished = await tx.run(sql`UPDATE alarm_shot SET state = 'taken', snapshot_id = ${snapshotId}, finished_at = ${new Date(nowMs)}
    WHERE alarm_id = ${alarmId} AND camera_id = ${cameraId} AND turn = ${turn} AND state = 'planned'`);
  return finished === 1;
}

/** Gives up on a picture. */
export async function missShot(db: Queryable, { alarmId, cameraId, turn }: ShotKey, problem: string, nowMs: number): Promise<void> {
  await db.run(sql`UPDATE alarm_shot SET state = 'missed', problem = ${problem}, finished_at = ${new Date(nowMs)}
    WHERE alarm_id = ${alarmId} AND camera_id = ${cameraId} AND turn = ${turn} AND state = 'planned'`);
}

/** What a burst brought. */
export interface EndedBurst {
  readonly incidentId: string;
  readonly cameraIds: readonly string[];
  readonly taken: number;
  readonly missed: number;
  readonly cancelled: number;
}

/** Notes that nothing is open any more and tells what it brought; undefined when it was noted before, or something is open. */
export async function endBurst(tx: Queryable, alarmId: string, nowMs: number): Promise<EndedBurst | undefined> {
  const ended = await tx.maybeRow<{
    incidentId: string;
  }>(sql`UPDATE alarm SET burst_ended_at = ${new Date(nowMs)} WHERE id = ${alarmId} AND burst_ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM alarm_shot s WHERE s.alarm_id = ${alarmId} AND s.state = 'planned') RETURNING incident_id AS "incidentId"`);
  if (ended === undefined) return undefined;
  const count = (state: string) => sql`count(*) FILTER (WHERE state = ${state})`;
  const tally = await tx.row<
    Omit<EndedBurst, 'incidentId'>
  >(sql`SELECT coalesce(array_agg(DISTINCT camera_id) FILTER (WHERE state = 'taken'), '{}') AS "cameraIds",
      ${count('taken')} AS taken, ${count('missed')} AS missed, ${count('cancelled')} AS cancelled FROM alarm_shot WHERE alarm_id = ${alarmId}`);
  return { ...ended, ...tally };
}

/** Alarms with pictures that were planned before `beforeMs` and are still open. */
export async function listOverdueBursts(db: Queryable, beforeMs: number, limit: number): Promise<string[]> {
  const rows = await db.rows<{ alarmId: string }>(
    sql`SELECT DISTINCT alarm_id AS "alarmId" FROM alarm_shot WHERE state = 'planned' AND planned_at <= ${new Date(beforeMs)} LIMIT ${limit}`,
  );
  return rows.map((row) => row.alarmId);
}
