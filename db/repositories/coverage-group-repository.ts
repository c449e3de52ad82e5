import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { CAMERA_WORKS, inServiceAt, ofUnit, stateAt, type CamerasAsAt } from './camera-as-at.ts';
import { belowUnits, neighbourhoodsOf } from './coverage-unit-repository.ts';

/** Which neighbourhoods. */
export interface CoverageGroupFilter extends CamerasAsAt {
  /** Units that they lie in; null: everywhere. */
  readonly roots: readonly string[] | null;
  /** Only those with a camera, or without. */
  readonly taking?: boolean | undefined;
}

/** Place of a neighbourhood in the list. */
export interface CoverageGroupKey {
  /** Share (0 to 1) of its cameras that works; -1 without a camera. */
  readonly rank: number;
  /** Its name as it is sorted by. */
  readonly sortName: string;
  readonly id: string;
}

/** A neighbourhood and its cameras. */
export interface CoverageGroupRow extends CoverageGroupKey {
  readonly name: string;
  readonly aboveName: string | null;
  readonly total: number;
  readonly working: number;
}

/** "Tổ 2" before "Tổ 10": each number is brought to eight digits. */
const SORT_NAME = sql`regexp_replace(regexp_replace(g.name, '(\\d+)', '00000000\\1', 'g'), '\\d*(\\d{8})', '\\1', 'g')`;

/**
 * Neighbourhoods of a day, the most wanting first: those without a camera, then by the share of their cameras that works. A camera counts in each neighbourhood that took its unit over, as in `groups` of the summary.
 */
export async function listCoverageGroups(
  db: Queryable,
  filter: CoverageGroupFilter,
  page: { readonly limit: number; readonly after?: CoverageGroupKey | undefined },
): Promise<CoverageGroupRow[]> {
  const { at, roots, taking } = filter;
  const { after } = page;
  const conditions: Sql[] = [
    ...(taking === undefined ? [] : [taking ? sql`r.total > 0` : sql`r.total = 0`]),
    ...(after === undefined ? [] : [sql`(r.rank, r.sort_name, r.id) > (${after.rank}::float8, ${after.sortName}, ${after.id}::uuid)`]),
  ];
  return db.rows(sql`WITH own AS MATERIALIZED (
      SELECT c.unit_id, count(*) AS total, count(*) FILTER (WHERE ${CAMERA_WORKS}) AS working FROM camera c ${stateAt(at)} WHERE ${inServiceAt(at)} AND ${ofUnit(filter)} GROUP BY 1),
    figures AS (SELECT uc.ancestor_id AS id, sum(o.total)::integer AS total, sum(o.working)::integer AS working FROM own o JOIN unit_closure uc ON uc.descendant_id = o.unit_id GROUP BY 1),
    ranked AS (SELECT g.id, g.name, g.parent_id, ${SORT_NAME} AS sort_name, coalesce(f.total, 0) AS total, coalesce(f.working, 0) AS working, coalesce(f.working::float8 / f.total, -1) AS rank
      FROM unit g LEFT JOIN figures f ON f.id = g.id WHERE ${neighbourhoodsOf(at.day)} AND ${belowUnits(sql`g.id`, roots)})
    SELECT r.id, r.name, p.name AS "aboveName", r.total, r.working, r.rank, r.sort_name AS "sortName" FROM ranked r LEFT JOIN unit p ON p.id = r.parent_id
    ${conditions.length === 0 ? empty : sql`WHERE ${join(conditions, ' AND ')}`} ORDER BY r.rank, r.sort_name, r.id LIMIT ${page.limit}`);
}
