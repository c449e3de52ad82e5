import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { LonLat } from '../../domain/geojson.ts';
import type { IncidentCategory } from '../../domain/incident-terms.ts';
import type { Queryable } from '../database.ts';

/** A bell as its administrator and the officers of its unit see it; never with its token. */
export interface AlarmPointRow {
  readonly id: string;
  readonly name: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly lon: number;
  readonly lat: number;
  readonly uncertaintyM: number;
  readonly category: IncidentCategory;
  readonly tokenIssuedAtMs: number | null;
  readonly testUntilMs: number | null;
  readonly disabledAtMs: number | null;
  readonly lastHeardAtMs: number | null;
  readonly createdAtMs: number;
  /** Whether it lies within its unit's boundary. */
  readonly inUnit: boolean;
}

const SELECT_POINT = sql`SELECT p.id, p.name, p.unit_id AS "unitId", u.name AS "unitName", p.owner_id AS "ownerId", o.name AS "ownerName", ST_X(p.position) AS lon, ST_Y(p.position) AS lat,
    p.uncertainty_m AS "uncertaintyM", p.category, p.token_issued_at AS "tokenIssuedAtMs", p.test_until AS "testUntilMs", p.disabled_at AS "disabledAtMs",
    p.last_heard_at AS "lastHeardAtMs", p.created_at AS "createdAtMs", coalesce(ST_Covers(u.boundary, p.position), true) AS "inUnit"
  FROM alarm_point p JOIN unit u ON u.id = p.unit_id JOIN organisation o ON o.id = p.owner_id`;

/** What is entered of a bell. */
export interface AlarmPointValues {
  readonly name: string;
  readonly unitId: string;
  readonly ownerId: string;
  readonly position: LonLat;
  readonly uncertaintyM: number;
  readonly category: IncidentCategory;
}

function point([lon, lat]: LonLat): Sql {
  return sql`ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326)`;
}

export async function insertAlarmPoint(db: Queryable, row: AlarmPointValues & { id: string; tokenSha256: Buffer; atMs: number }): Promise<void> {
  const at = new Date(row.atMs);
  await db.run(sql`INSERT INTO alarm_point (id, name, unit_id, owner_id, position, uncertainty_m, category, token_sha256, token_issued_at, created_at)
    VALUES (${row.id}, ${row.name}, ${row.unitId}, ${row.ownerId}, ${point(row.position)}, ${row.uncertaintyM}, ${row.category}, ${row.tokenSha256}, ${at}, ${at})`);
}

/** One that is not retired. */
export async function findAlarmPoint(db: Queryable, id: string): Promise<AlarmPointRow> {
  return db.row(sql`${SELECT_POINT} WHERE p.id = ${id} AND p.retired_at IS NULL`);
}

/** Whose bells to list. */
interface AlarmPointFilter {
  readonly scope: 'own' | 'units' | 'any';
  readonly organisationId: string;
  readonly unitIds: readonly string[];
  readonly unitId?: string | undefined;
}

/** Bells within reach, newest first. */
export async function listAlarmPoints(
  db: Queryable,
  { scope, organisationId, unitIds, unitId }: AlarmPointFilter,
  page: { limit: number; beforeId?: string | undefined },
): Promise<AlarmPointRow[]> {
  const below = (above: readonly string[]): Sql =>
    sql`p.unit_id IN (SELECT uc.descendant_id FROM unit_closure uc WHERE uc.ancestor_id = ANY(${above}::uuid[]))`;
  const reach = { any: sql`true`, own: sql`p.owner_id = ${organisationId}`, units: below(unitIds) }[scope];
  const conditions = [
    sql`p.retired_at IS NULL`,
    reach,
    ...(unitId === undefined ? [] : [below([unitId])]),
    ...(page.beforeId === undefined ? [] : [sql`p.id < ${page.beforeId}`]),
  ];
  return db.rows(sql`${SELECT_POINT} WHERE ${join(conditions, ' AND ')} ORDER BY p.id DESC LIMIT ${page.limit}`);
}

/** What may be changed; absent stays as it is. */
export type AlarmPointChange = Partial<AlarmPointValues> & {
  readonly testUntilMs?: number | null | undefined;
  readonly disabled?: boolean | undefined;
  readonly nowMs: number;
};

export async function updateAlarmPoint(db: Queryable, id: string, change: AlarmPointChange): Promise<void> {
  const { name, unitId, ownerId, position, uncertaintyM, category, testUntilMs, disabled, nowMs } = change;
  const sets = [
    ...(name === undefined ? [] : [sql`name = ${name}`]),
    ...(unitId === undefined ? [] : [sql`unit_id = ${unitId}`]),
    ...(ownerId === undefined ? [] : [sql`owner_id = ${ownerId}`]),
    ...(position === undefined ? [] : [sql`position = ${point(position)}`]),
    ...(uncertaintyM === undefined ? [] : [sql`uncertainty_m = ${uncertaintyM}`]),
    ...(category === undefined ? [] : [sql`category = ${category}`]),
    ...(testUntilMs === undefined ? [] : [sql`test_until = ${testUntilMs === null ? null : new Date(testUntilMs)}`]),
    ...(disabled === undefined ? [] : [disabled ? sql`disabled_at = coalesce(disabled_at, ${new Date(nowMs)})` : sql`disabled_at = NULL`]),
  ];
  if (sets.length === 0) return;
  await db.run(sql`UPDATE alarm_point SET ${join(sets)} WHERE id = ${id} AND retired_at IS NULL`);
}

/** The old token is good for nothing from now on. */
export async function replaceAlarmToken(db: Queryable, id: string, tokenSha256: Buffer, nowMs: number): Promise<void> {
  await db.run(sql`UPDATE alarm_point SET token_sha256 = ${tokenSha256}, token_issued_at = ${new Date(nowMs)} WHERE id = ${id} AND retired_at IS NULL`);
}

/** Takes a bell down; its alarms and incidents keep its name. */
export async function retireAlarmPoint(db: Queryable, id: string, nowMs: number): Promise<void> {
  await db.run(
    sql`UPDATE alarm_point SET retired_at = ${new Date(nowMs)}, token_sha256 = NULL, token_issued_at = NULL WHERE id = ${id} AND retired_at IS NULL`,
  );
}

/** A bell as a press finds it. */
export interface RingingPoint {
  readonly id: string;
  readonly name: string;
  readonly unitId: string;
  readonly ownerId: string;
  readonly lon: number;
  readonly lat: number;
  readonly uncertaintyM: number;
  readonly category: IncidentCategory;
  readonly tokenSha256: Buffer | null;
  readonly testUntilMs: number | null;
  readonly disabled: boolean;
}

/** The bell of a press; `lock` keeps other presses of the same bell waiting until the transaction ends. */
export async function findRingingPoint(db: Queryable, id: string, lock = false): Promise<RingingPoint | undefined> {
  return db.maybeRow(sql`SELECT id, name, unit_id AS "unitId", owner_id AS "ownerId", ST_X(position) AS lon, ST_Y(position) AS lat, uncertainty_m AS "uncertaintyM", category,
      token_sha256 AS "tokenSha256", test_until AS "testUntilMs", disabled_at IS NOT NULL AS disabled
    FROM alarm_point WHERE id = ${id} AND retired_at IS NULL ${lock ? sql`FOR UPDATE` : empty}`);
}

/** Notes that a bell was heard. */
export async function markHeard(db: Queryable, id: string, nowMs: number): Promise<void> {
  await db.run(sql`UPDATE alarm_point SET last_heard_at = ${new Date(nowMs)} WHERE id = ${id}`);
}

/** The police post that answers for a unit most closely; undefined when none does. */
export async function answeringPost(db: Queryable, unitId: string): Promise<string | undefined> {
  const row = await db.maybeRow<{ id: string }>(sql`SELECT o.id FROM unit_closure uc JOIN organisation_unit ou ON ou.unit_id = uc.ancestor_id
    JOIN organisation o ON o.id = ou.organisation_id AND o.kind = 'police_post' WHERE uc.descendant_id = ${unitId}
    ORDER BY (SELECT count(*) FROM unit_closure d WHERE d.descendant_id = uc.ancestor_id) DESC, o.id LIMIT 1`);
  return row?.id;
}
