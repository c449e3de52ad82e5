import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { UnitLevel } from '../../domain/camera-terms.ts';
import type { Queryable } from '../database.ts';
import { VIETNAM_TODAY } from '../vietnam-today.ts';

export interface UnitRow {
  readonly id: string;
  readonly code: string | null;
  readonly level: UnitLevel;
  readonly name: string;
  readonly parentId: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

const COLUMNS = sql`u.id, u.code, u.level, u.name, u.parent_id AS "parentId",
  CASE WHEN lower(u.valid) = '-infinity' OR lower_inf(u.valid) THEN NULL ELSE lower(u.valid)::text END AS "validFrom", upper(u.valid)::text AS "validTo"`;

/** Units that exist on the day `asOf` (yyyy-mm-dd), newest first. */
export async function listUnits(
  db: Queryable,
  filter: { level?: UnitLevel | undefined; parentId?: string | undefined; top?: boolean | undefined; asOf: string },
  page: { limit: number; beforeId?: string | undefined },
): Promise<UnitRow[]> {
  const conditions = [
    sql`u.valid @> ${filter.asOf}::date`,
    ...(filter.level === undefined ? [] : [sql`u.level = ${filter.level}`]),
    ...(filter.parentId === undefined ? [] : [sql`u.parent_id = ${filter.parentId}`]),
    ...(filter.top === true ? [sql`u.parent_id IS NULL`] : []),
  ];
  const after = page.beforeId === undefined ? empty : sql`AND u.id < ${page.beforeId}`;
  return db.rows(sql`SELECT ${COLUMNS} FROM unit u WHERE ${join(conditions, ' AND ')} ${after} ORDER BY u.id DESC LIMIT ${page.limit}`);
}

export async function findUnit(db: Queryable, id: string): Promise<UnitRow & { readonly boundary: unknown }> {
  return db.row(sql`SELECT ${COLUMNS}, ST_AsGeoJSON(u.boundary, 7)::jsonb AS boundary FROM unit u WHERE u.id = ${id}`);
}

/** Those of the given ids that name no unit of today. */
export async function unknownUnits(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`SELECT id FROM unnest(${ids}::uuid[]) AS wanted (id)
    WHERE NOT EXISTS (SELECT 1 FROM unit u WHERE u.id = wanted.id AND u.valid @> ${VIETNAM_TODAY})`);
  return rows.map(({ id }) => id);
}

/** The unit if it exists today. */
export async function findUnitToday(db: Queryable, id: string): Promise<UnitRow | undefined> {
  return db.maybeRow(sql`SELECT ${COLUMNS} FROM unit u WHERE u.id = ${id} AND u.valid @> ${VIETNAM_TODAY}`);
}

/** Whether a unit of today has this name under this parent. */
export async function hasTwin(db: Queryable, { parentId, name }: { readonly parentId: string | null; readonly name: string }): Promise<boolean> {
  const under = parentId === null ? sql`u.parent_id IS NULL` : sql`u.parent_id = ${parentId}`;
  return (await db.maybeRow(sql`SELECT 1 FROM unit u WHERE ${under} AND u.name = ${name} AND u.valid @> ${VIETNAM_TODAY} LIMIT 1`)) !== undefined;
}

/** Nobody else makes, changes or ends a unit until the transaction ends; reading goes on. */
export async function lockTree(tx: Queryable): Promise<void> {
  await tx.run(sql`LOCK TABLE unit IN SHARE ROW EXCLUSIVE MODE`);
}

/** What still stands in a unit: units of today directly below it, organisations that answer for it, cameras in service. */
export async function usesOfUnit(db: Queryable, id: string): Promise<{ readonly parts: number; readonly organisations: number; readonly cameras: number }> {
  return db.row(sql`SELECT (SELECT count(*) FROM unit u WHERE u.parent_id = ${id} AND u.valid @> ${VIETNAM_TODAY}) AS parts,
    (SELECT count(*) FROM organisation_unit ou WHERE ou.unit_id = ${id}) AS organisations,
    (SELECT count(*) FROM camera c WHERE c.unit_id = ${id} AND c.retired_at IS NULL) AS cameras`);
}

/** Whether a unit's outline encloses nothing: what was made valid may have nothing left. */
export async function hasEmptyBoundary(db: Queryable, id: string): Promise<boolean> {
  return (await db.row<{ isEmpty: boolean }>(sql`SELECT coalesce(ST_IsEmpty(boundary), false) AS "isEmpty" FROM unit WHERE id = ${id}`)).isEmpty;
}

/** Sets what is given. */
export async function updateUnit(
  tx: Queryable,
  id: string,
  { name, boundary, validTo }: { readonly name?: string | undefined; readonly boundary?: unknown; readonly validTo?: string | undefined },
): Promise<void> {
  const changes = [
    ...(name === undefined ? [] : [sql`name = ${name}`]),
    ...(boundary === undefined ? [] : [sql`boundary = ${boundaryOf(boundary)}`]),
    ...(validTo === undefined ? [] : [sql`valid = daterange(lower(valid), ${validTo}::date)`]),
  ];
  await tx.run(sql`UPDATE unit SET ${join(changes, ', ')} WHERE id = ${id}`);
}

function boundaryOf(boundary: unknown): Sql {
  if (boundary === null) return sql`NULL`;
  return sql`ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(boundary)}), 4326)), 3))`;
}

interface Succession {
  readonly unitId: string;
  readonly kind: string;
  readonly on: string;
}

/** What a unit came from and what became of it. */
export async function findSuccessions(db: Queryable, id: string): Promise<{ predecessors: Succession[]; successors: Succession[] }> {
  const predecessors = await db.rows<Succession>(
    sql`SELECT predecessor_id AS "unitId", kind, happened_on::text AS on FROM unit_succession WHERE successor_id = ${id} ORDER BY 1`,
  );
  const successors = await db.rows<Succession>(
    sql`SELECT successor_id AS "unitId", kind, happened_on::text AS on FROM unit_succession WHERE predecessor_id = ${id} ORDER BY 1`,
  );
  return { predecessors, successors };
}

/** A new unit; `boundary` is a GeoJSON Polygon or MultiPolygon. Simplified boundaries often cross themselves by a hair: they are made valid (`ST_MakeValid`). */
export async function insertUnit(
  db: Queryable,
  unit: { id: string; code: string | null; level: UnitLevel; name: string; parentId: string | null; boundary: unknown; validFrom?: string },
): Promise<void> {
  const valid = unit.validFrom === undefined ? sql`daterange('-infinity', NULL)` : sql`daterange(${unit.validFrom}::date, NULL)`;
  await db.run(
    sql`INSERT INTO unit (id, code, level, name, parent_id, boundary, valid) VALUES (${unit.id}, ${unit.code}, ${unit.level}, ${unit.name}, ${unit.parentId}, ${boundaryOf(unit.boundary)}, ${valid})`,
  );
}
