import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { CameraState } from '../../domain/camera-terms.ts';
import type { CoverageChange } from '../../domain/coverage/coverage-change.ts';
import type { FacetState } from '../../domain/health-facet.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { CAMERA_WORKS, changedIn, enteredAfter, inServiceAt, INTERVAL_END, joinAnswers, ofUnit, placedAt, stateAt, type CamerasAsAt } from './camera-as-at.ts';

/** Which of the cameras of a figure. */
export interface CoverageCameraFilter extends CamerasAsAt {
  readonly period: TimeInterval;
  readonly state?: CameraState | undefined;
  readonly works?: boolean | undefined;
  /** Only cameras that changed so in the period. */
  readonly change?: CoverageChange | undefined;
  /** Only cameras that were registered after that time. */
  readonly enteredLater?: boolean | undefined;
}

/** How the list is sorted, and after which camera it goes on. */
export type CoverageCameraPage = { readonly limit: number } & (
  | { readonly sort: 'newest'; readonly after?: { readonly id: string } | undefined }
  | { readonly sort: 'uptime'; readonly after?: { readonly id: string; readonly uptimeRatio: number | null } | undefined }
);

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
  /** Share (0 to 1) of the known time of the period in which it answered; null when nothing is known. */
  readonly uptimeRatio: number | null;
  readonly createdAtMs: number;
  readonly retiredAtMs: number | null;
}

/** Which cameras they are. */
function matching(filter: CoverageCameraFilter): Sql {
  const { at, period, state, works, change, enteredLater = false } = filter;
  const conditions = [
    change === undefined ? inServiceAt(at) : changedIn(at, period)[change],
    ofUnit(filter),
    ...(enteredLater ? [enteredAfter(at)] : []),
    ...(state === undefined ? [] : [sql`st.overall = ${state}`]),
    ...(works === undefined ? [] : [sql`${CAMERA_WORKS} = ${works}`]),
  ];
  return join(conditions, ' AND ');
}

/** Joins to camera `c` its uptime in the period: `up.ratio`. The sums are exact, so that it is the same on the next page. */
function joinUptime({ fromMs, toMs }: TimeInterval): Sql {
  const [from, to] = [sql`${new Date(fromMs)}::timestamptz`, sql`${new Date(toMs)}::timestamptz`];
  return sql`CROSS JOIN LATERAL (SELECT (coalesce(sum(x.held) FILTER (WHERE x.state = 'up'), 0) / nullif(sum(x.held), 0))::float8 AS ratio
    FROM (SELECT i.state, extract(epoch FROM least(${INTERVAL_END}, ${to}) - greatest(lower(i.during), ${from})) AS held FROM camera_state_interval i
      WHERE i.camera_id = c.id AND i.facet = 'reachable' AND i.state IN ('up', 'down') AND ${INTERVAL_END} > ${from} AND lower(i.during) < ${to}) x) up`;
}

/** What isn't known comes after all that is. */
const UPTIME_RANK = sql`coalesce(up.ratio, 2)`;

/** Cameras behind a figure, a page of them. */
export async function listCoverageCameras(db: Queryable, filter: CoverageCameraFilter, page: CoverageCameraPage): Promise<CoverageCameraRow[]> {
  const { at, period, change, state, works, enteredLater = false } = filter;
  const byUptime = page.sort === 'uptime';
  // what few cameras match is looked up for the unit's own: in the order of ids all cameras there are would be walked over
  const isRare = change !== undefined || enteredLater || (!at.isNow && (state !== undefined || works !== undefined));
  const picked = sql`SELECT c.*, st.overall, st.picture, st.reachable FROM camera c ${stateAt(at)} ${change === undefined ? empty : joinAnswers(filter, period)} WHERE ${matching(filter)}`;
  const listed = byUptime
    ? sql`SELECT c.* FROM (${picked} OFFSET 0) c ${joinUptime(period)} WHERE ${afterInUptime(page.after)} ORDER BY ${UPTIME_RANK}, c.id DESC LIMIT ${page.limit}`
    : sql`SELECT * FROM (${picked} ${page.after === undefined ? empty : sql`AND c.id < ${page.after.id}`} ${isRare ? sql`OFFSET 0` : empty}) p ORDER BY p.id DESC LIMIT ${page.limit}`;
  return db.rows(sql`SELECT c.id, c.name, c.unit_id AS "unitId", u.name AS "unitName", s.name AS "siteName", c.overall AS state, c.picture, c.reachable,
      (SELECT lower(i.during) FROM camera_state_interval i WHERE i.camera_id = c.id AND i.facet = 'reachable' AND ${INTERVAL_END} > ${placedAt(at)} AND lower(i.during) <= ${placedAt(at)}
        ORDER BY ${INTERVAL_END} LIMIT 1) AS "sinceMs", up.ratio AS "uptimeRatio", c.created_at AS "createdAtMs", c.retired_at AS "retiredAtMs"
    FROM (${listed}) c JOIN unit u ON u.id = c.unit_id JOIN site s ON s.id = c.site_id ${joinUptime(period)} ORDER BY ${byUptime ? sql`${UPTIME_RANK},` : empty} c.id DESC`);
}

function afterInUptime(after: { readonly id: string; readonly uptimeRatio: number | null } | undefined): Sql {
  if (after === undefined) return sql`true`;
  const rank = sql`${after.uptimeRatio ?? 2}::float8`;
  return sql`(${UPTIME_RANK} > ${rank} OR (${UPTIME_RANK} = ${rank} AND c.id < ${after.id}))`;
}
