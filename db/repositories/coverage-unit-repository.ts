import sql, { type Sql } from 'sql-template-tag';
import type { UnitLevel } from '../../domain/camera-terms.ts';
import type { Queryable } from '../database.ts';

/** A unit by its name. */
export interface NamedUnit {
  readonly id: string;
  readonly name: string;
  readonly level: UnitLevel;
}

const NAMED_UNIT = sql`u.id, u.name, u.level`;

/** Whether a unit is one of these or lies below one; null: all are. */
export function belowUnits(column: Sql, unitIds: readonly string[] | null): Sql {
  return unitIds === null
    ? sql`true`
    : sql`EXISTS (SELECT 1 FROM unit_closure w WHERE w.descendant_id = ${column} AND w.ancestor_id = ANY(${unitIds}::uuid[]))`;
}

/** The unit, if it lies in those of the caller (`within`; null: everywhere). */
export async function findUnitWithin(db: Queryable, unitId: string, within: readonly string[] | null): Promise<NamedUnit | undefined> {
  return db.maybeRow(sql`SELECT ${NAMED_UNIT} FROM unit u WHERE u.id = ${unitId} AND ${belowUnits(sql`u.id`, within)}`);
}

/** The units above a unit that lie in those of the caller, the uppermost first. */
export async function listUnitsAbove(db: Queryable, unitId: string, within: readonly string[] | null): Promise<NamedUnit[]> {
  return db.rows(sql`WITH RECURSIVE above (id, parent_id, step) AS (
      SELECT id, parent_id, 0 FROM unit WHERE id = ${unitId}
      UNION ALL SELECT p.id, p.parent_id, a.step + 1 FROM above a JOIN unit p ON p.id = a.parent_id WHERE a.step < 12)
    SELECT ${NAMED_UNIT} FROM above a JOIN unit u ON u.id = a.id WHERE a.step > 0 AND ${belowUnits(sql`u.id`, within)} ORDER BY a.step DESC`);
}

/** Units that have none above them. */
export async function listTopUnitIds(db: Queryable, day: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`SELECT u.id FROM unit u WHERE u.parent_id IS NULL AND u.valid @> ${day}::date ORDER BY u.id LIMIT 500`);
  return rows.map(({ id }) => id);
}

/**
 * The uppermost units of a day in `roots`, with themselves or without: a province's communes, and its districts on a day on which there were any. So a unit that came of a merger shows what it was made of.
 */
export async function listUppermostUnits(
  db: Queryable,
  { roots, day, withRoots, limit }: { roots: readonly string[]; day: string; withRoots: boolean; limit: number },
): Promise<NamedUnit[]> {
  const others = withRoots ? sql`true` : sql`u.id <> ALL(${roots}::uuid[])`;
  return db.rows(sql`WITH below AS MATERIALIZED (
      SELECT DISTINCT ${NAMED_UNIT} FROM unit_closure uc JOIN unit u ON u.id = uc.descendant_id WHERE uc.ancestor_id = ANY(${roots}::uuid[]) AND ${others} AND u.valid @> ${day}::date)
    SELECT b.id, b.name, b.level FROM below b
    WHERE NOT EXISTS (SELECT 1 FROM unit_closure a JOIN below v ON v.id = a.ancestor_id WHERE a.descendant_id = b.id AND a.ancestor_id <> b.id)
    ORDER BY b.name, b.id LIMIT ${limit}`);
}

/** Which of `leafIds` lie in which of `unitIds`. */
export async function listMembership(db: Queryable, unitIds: readonly string[], leafIds: readonly string[]): Promise<{ unitId: string; leafId: string }[]> {
  return db.rows(sql`SELECT uc.ancestor_id AS "unitId", uc.descendant_id AS "leafId" FROM unit_closure uc
    WHERE uc.ancestor_id = ANY(${unitIds}::uuid[]) AND uc.descendant_id = ANY(${leafIds}::uuid[])`);
}

/** Neighbourhoods of a day, and how many of them have a camera. */
export interface GroupCount {
  readonly taking: number;
  readonly all: number;
}

/** A neighbourhood takes part when one of `equipped`, the units that cameras are registered with, is itself, lies below it or became part of it. */
function counted(equipped: readonly string[]): Sql {
  return sql`count(*) AS "all", count(*) FILTER (WHERE g.id IN (SELECT e.ancestor_id FROM unit_closure e WHERE e.descendant_id = ANY(${equipped}::uuid[]))) AS taking`;
}

/** Whether unit `g` is a neighbourhood of that day. */
export const neighbourhoodsOf = (day: string): Sql => sql`g.level = 'neighbourhood' AND g.valid @> ${day}::date`;

/** For each of `unitIds`. */
export async function countGroups(
  db: Queryable,
  unitIds: readonly string[],
  day: string,
  equipped: readonly string[],
): Promise<(GroupCount & { unitId: string })[]> {
  return db.rows(sql`SELECT uc.ancestor_id AS "unitId", ${counted(equipped)} FROM unit_closure uc JOIN unit g ON g.id = uc.descendant_id
    WHERE uc.ancestor_id = ANY(${unitIds}::uuid[]) AND ${neighbourhoodsOf(day)} GROUP BY 1`);
}

/** For all of `within` together; null: everywhere. */
export async function countAllGroups(db: Queryable, within: readonly string[] | null, day: string, equipped: readonly string[]): Promise<GroupCount> {
  return db.row(sql`SELECT ${counted(equipped)} FROM unit g WHERE ${neighbourhoodsOf(day)} AND ${belowUnits(sql`g.id`, within)}`);
}
