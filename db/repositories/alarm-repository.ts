import sql, { join, type Sql } from 'sql-template-tag';
import type { EarlierPress } from '../../domain/alarm-rule.ts';
import type { Queryable } from '../database.ts';

/** The newest alarm of a bell, as the next press finds it. */
export interface EarlierAlarm extends EarlierPress {
  readonly id: string;
  readonly incidentId: string | null;
  readonly pressCount: number;
}

export async function findEarlierAlarm(db: Queryable, alarmPointId: string, test: boolean): Promise<EarlierAlarm | undefined> {
  return db.maybeRow(sql`SELECT id, incident_id AS "incidentId", raised_at AS "raisedAtMs", last_pressed_at AS "lastPressedAtMs", press_count AS "pressCount"
    FROM alarm WHERE alarm_point_id = ${alarmPointId} AND test = ${test} ORDER BY raised_at DESC LIMIT 1`);
}

/** A new alarm; a test has no incident. */
export interface NewAlarm {
  readonly id: string;
  readonly alarmPointId: string;
  readonly unitId: string;
  readonly incidentId: string | null;
  readonly raisedAtMs: number;
  readonly toldAll: boolean;
}

export async function insertAlarm(db: Queryable, alarm: NewAlarm): Promise<void> {
  const at = new Date(alarm.raisedAtMs);
  await db.run(sql`INSERT INTO alarm (id, alarm_point_id, unit_id, incident_id, test, raised_at, last_pressed_at, told_all)
    VALUES (${alarm.id}, ${alarm.alarmPointId}, ${alarm.unitId}, ${alarm.incidentId}, ${alarm.incidentId === null}, ${at}, ${at}, ${alarm.toldAll})`);
}

/** Counts another press of the same alarm. */
export async function countPress(db: Queryable, alarmId: string, nowMs: number): Promise<void> {
  await db.run(sql`UPDATE alarm SET press_count = press_count + 1, last_pressed_at = greatest(last_pressed_at, ${new Date(nowMs)}) WHERE id = ${alarmId}`);
}

/** An alarm as the officers see it, with what became of its burst. */
export interface AlarmRow {
  readonly id: string;
  readonly alarmPointId: string;
  readonly name: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly lon: number;
  readonly lat: number;
  readonly incidentId: string | null;
  readonly referenceNumber: string | null;
  readonly test: boolean;
  readonly raisedAtMs: number;
  readonly lastPressedAtMs: number;
  readonly pressCount: number;
  readonly toldAll: boolean;
  readonly escalatedAtMs: number | null;
  readonly acknowledgedAtMs: number | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedByName: string | null;
  readonly planned: number;
  readonly taken: number;
  readonly missed: number;
  readonly cancelled: number;
  /** A gathering was recorded near its incident: nothing is taken or held by the service itself. */
  readonly nearGathering: boolean;
}

const shots = (state: string): Sql => sql`(SELECT count(*) FROM alarm_shot s WHERE s.alarm_id = a.id AND s.state = ${state})`;
const SELECT_ALARM = sql`SELECT a.id, a.alarm_point_id AS "alarmPointId", p.name, a.unit_id AS "unitId", u.name AS "unitName", ST_X(p.position) AS lon, ST_Y(p.position) AS lat,
    a.incident_id AS "incidentId", i.reference_number AS "referenceNumber", a.test, a.raised_at AS "raisedAtMs", a.last_pressed_at AS "lastPressedAtMs", a.press_count AS "pressCount",
    a.told_all AS "toldAll", a.escalated_at AS "escalatedAtMs", a.acknowledged_at AS "acknowledgedAtMs", a.acknowledged_by AS "acknowledgedBy", w.display_name AS "acknowledgedByName",
    ${shots('planned')} AS planned, ${shots('taken')} AS taken, ${shots('missed')} AS missed, ${shots('cancelled')} AS cancelled,
    coalesce(near_gathering(i.location, i.uncertainty_m, i.occurred), false) AS "nearGathering"
  FROM alarm a JOIN alarm_point p ON p.id = a.alarm_point_id JOIN unit u ON u.id = a.unit_id LEFT JOIN incident i ON i.id = a.incident_id LEFT JOIN app_user w ON w.id = a.acknowledged_by`;

export async function findAlarm(db: Queryable, id: string): Promise<AlarmRow> {
  return db.row(sql`${SELECT_ALARM} WHERE a.id = ${id}`);
}

/** Alarms of the caller's units, newest first; `open`: only those that nobody took yet (or, when false, that somebody did). */
export async function listAlarms(
  db: Queryable,
  { unitIds, open }: { readonly unitIds: readonly string[]; readonly open?: boolean | undefined },
  page: { limit: number; beforeId?: string | undefined },
): Promise<AlarmRow[]> {
  const conditions = [
    sql`a.unit_id IN (SELECT uc.descendant_id FROM unit_closure uc WHERE uc.ancestor_id = ANY(${unitIds}::uuid[]))`,
    ...(open === undefined ? [] : [open ? sql`a.acknowledged_at IS NULL` : sql`a.acknowledged_at IS NOT NULL`]),
    ...(page.beforeId === undefined ? [] : [sql`a.id < ${page.beforeId}`]),
  ];
  return db.rows(sql`${SELECT_ALARM} WHERE ${join(conditions, ' AND ')} ORDER BY a.id DESC LIMIT ${page.limit}`);
}

/** Takes an alarm for `userId`; false when somebody has taken it already. */
export async function takeAlarm(db: Queryable, id: string, userId: string, nowMs: number): Promise<boolean> {
  return (
    (await db.run(sql`UPDATE alarm SET acknowledged_at = ${new Date(nowMs)}, acknowledged_by = ${userId} WHERE id = ${id} AND acknowledged_at IS NULL`)) === 1
  );
}

/** What an event says of an alarm. */
export interface AlarmFacts {
  readonly alarmId: string;
  readonly incidentId: string | null;
  readonly alarmPointId: string;
  readonly name: string;
}

export async function findAlarmFacts(db: Queryable, id: string): Promise<AlarmFacts> {
  return db.row(sql`SELECT a.id AS "alarmId", a.incident_id AS "incidentId", a.alarm_point_id AS "alarmPointId", p.name FROM alarm a JOIN alarm_point p ON p.id = a.alarm_point_id
    WHERE a.id = ${id}`);
}

/** Marks the alarms raised before `beforeMs`, but not before `sinceMs`, that nobody took; each is returned once. */
export async function markUnanswered(db: Queryable, { sinceMs, beforeMs, nowMs }: { sinceMs: number; beforeMs: number; nowMs: number }): Promise<AlarmFacts[]> {
  return db.rows(sql`UPDATE alarm a SET escalated_at = ${new Date(nowMs)} FROM alarm_point p
    WHERE p.id = a.alarm_point_id AND a.acknowledged_at IS NULL AND a.escalated_at IS NULL AND NOT a.test AND a.raised_at <= ${new Date(beforeMs)} AND a.raised_at > ${new Date(sinceMs)}
    RETURNING a.id AS "alarmId", a.incident_id AS "incidentId", a.alarm_point_id AS "alarmPointId", p.name`);
}
