import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { CameraState } from '../../domain/camera-terms.ts';
import type { CoverageChange } from '../../domain/coverage/coverage-change.ts';
import type { FacetState } from '../../domain/health-facet.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { CAMERA_WORKS, changedIn, inServiceAt, INTERVAL_END, joinAnswers, ofUnit, placedAt, stateAt, type CamerasAsAt } from './camera-as-at.ts';

/** Which of the cameras of a figure. */
export interface CoverageCameraFilter extends CamerasAsAt {
  readonly period: TimeInterval;
  readonly state?: CameraState | undefined;
  readonly works?: boolean | undefined;
  /** Only cameras that changed so in the period. */
  readonly change?: CoverageChange | undefined;
}

/** A camera as it was at a time. */
export interface CoverageCameraRow {
  readonly id: string;
  readonly name: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly siteName: string;
  readonly state: CameraState;
  readonly picture: FacetState<'picture'>;
  readonly reachable: FacetState<'reachable'>;
  /** Since when `reachable` is what it is. */
  readonly sinceMs: number | null;
  readonly createdAtMs: number;
  readonly retiredAtMs: number | null;
}

/** Which cameras they are. */
function matching(filter: CoverageCameraFilter): Sql {
  const { at, period, state, works, change } = filter;
  const conditions = [
    change === undefined ? inServiceAt(at) : changedIn(at, period)[change],
    ofUnit(filter),
    ...(state === undefined ? [] : [sql`st.overall = ${state}`]),
    ...(works === undefined ? [] : [sql`${CAMERA_WORKS} = ${works}`]),
  ];
  return join(conditions, ' AND ');
}

/** Cameras behind a figure, newest first, after `beforeId` when given. */
export async function listCoverageCameras(
  db: Queryable,
  filter: CoverageCameraFilter,
  page: { limit: number; beforeId?: string | undefined },
): Promise<CoverageCameraRow[]> {
  const { at, change, state, works } = filter;
  const after = page.beforeId === undefined ? empty : sql`AND c.id < ${page.beforeId}`;
  // what few cameras match is looked up for the unit's own: in the order of ids all cameras there are would be walked over
  const isRare = change !== undefined || (!at.isNow && (state !== undefined || works !== undefined));
  const picked = sql`SELECT c.*, st.overall, st.picture, st.reachable FROM camera c ${stateAt(at)} ${change === undefined ? empty : joinAnswers(filter, filter.period)} WHERE ${matching(filter)} ${after}`;
  return db.rows(sql`SELECT c.id, c.name, c.unit_id AS "unitId", u.name AS "unitName", s.name AS "siteName", c.overall AS state, c.picture, c.reachable,
      (SELECT lower(i.during) FROM camera_state_interval i WHERE i.camera_id = c.id AND i.facet = 'reachable' AND ${INTERVAL_END} > ${placedAt(at)} AND lower(i.during) <= ${placedAt(at)}
        ORDER BY ${INTERVAL_END} LIMIT 1) AS "sinceMs", c.created_at AS "createdAtMs", c.retired_at AS "retiredAtMs"
    FROM (SELECT * FROM (${picked} ${isRare ? sql`OFFSET 0` : empty}) p ORDER BY p.id DESC LIMIT ${page.limit}) c JOIN unit u ON u.id = c.unit_id JOIN site s ON s.id = c.site_id ORDER BY c.id DESC`);
}
