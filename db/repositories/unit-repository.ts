import sql, { empty, join } from 'sql-template-tag';
import type { UnitLevel } from '../../domain/camera-terms.ts';
import type { Queryable } from '../database.ts';

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
  filter: { level?: UnitLevel | undefined; parentId?: string | undefined; asOf: string },
  page: { limit: number; beforeId?: string | undefined },
): Promise<UnitRow[]> {
  const conditions = [
    sql`u.valid @> ${filter.asOf}::date`,
    ...(filter.level === undefined ? [] : [sql`u.level = ${filter.level}`]),
    ...(filter.parentId === undefined ? [] : [sql`u.parent_id = ${filter.parentId}`]),
  ];
  const after = page.beforeId === undefined ? empty : sql`AND u.id < ${page.beforeId}`;
  return db.rows(sql`SELECT ${COLUMNS} FROM unit u WHERE ${join(conditions, ' AND ')} ${after} ORDER BY u.id DESC LIMIT ${page.limit}`);
}

export async function findUnit(db: Queryable, id: string): Promise<UnitRow & { readonly boundary: unknown }> {
  return db.row(sql`SELECT ${COLUMNS}, ST_AsGeoJSON(u.boundary, 7)::jsonb AS boundary FROM unit u WHERE u.id = ${id}`);
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
  const boundary =
    unit.boundary === null
      ? sql`NULL`
      : sql`ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(unit.boundary)}), 4326)), 3))`;
  const valid = unit.validFrom === undefined ? sql`daterange('-infinity', NULL)` : sql`daterange(${unit.validFrom}::date, NULL)`;
  await db.run(
    sql`INSERT INTO unit (id, code, level, name, parent_id, boundary, valid) VALUES (${unit.id}, ${unit.code}, ${unit.level}, ${unit.name}, ${unit.parentId}, ${boundary}, ${valid})`,
  );
}
