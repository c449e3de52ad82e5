import sql, { type Sql } from 'sql-template-tag';
import type { AsAt } from '../../domain/coverage/as-at.ts';
import type { CoverageChange } from '../../domain/coverage/coverage-change.ts';
import type { Facet } from '../../domain/health-facet.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import { withinReach, type CameraFilter } from './camera-repository.ts';

/** Whose cameras, of which unit (with all below it), and when. */
export interface CamerasAsAt extends Pick<CameraFilter, 'reach' | 'unitId'> {
  readonly at: AsAt;
}

/** When a stretch `i` of a facet's history ends, as `camera_state_interval_end_idx` has it. */
export const INTERVAL_END = sql`coalesce(upper(i.during), 'infinity'::timestamptz)`;

/** The state of a facet of camera `c` at a time; null where there is no history. */
function facetAt(facet: Facet, atMs: number): Sql {
  const at = sql`${new Date(atMs)}::timestamptz`;
  return sql`(SELECT CASE WHEN lower(i.during) <= ${at} THEN i.state END FROM camera_state_interval i
    WHERE i.camera_id = c.id AND i.facet = ${facet} AND ${INTERVAL_END} > ${at} ORDER BY ${INTERVAL_END} LIMIT 1)`;
}

/** `overallState` of `domain/overall-state.ts` over columns `draft`, `maintenance` and the facets of `f`; a test holds the two together. */
export const OVERALL_STATE = sql`CASE WHEN f.draft THEN 'draft' WHEN f.maintenance THEN 'maintenance' WHEN f.reachable = 'unknown' THEN 'unknown' WHEN f.reachable = 'down' THEN 'offline'
  WHEN f.picture NOT IN ('ok', 'unknown') OR f.recording = 'gap' OR f.clock = 'off' THEN 'degraded' ELSE 'online' END`;

/** `cameraWorks` of `domain/coverage/camera-works.ts` over the columns of {@link stateAt}. */
export const CAMERA_WORKS = sql`(st.overall IN ('online', 'degraded') AND st.picture IN ('ok', 'unknown'))`;

/**
 * Joins to camera `c` what its state was: `st.overall`, `st.picture`, `st.reachable`. What has no history of its own counts as it is today: the purpose, and the mark of maintenance that isn't a dated absence.
 */
export function stateAt({ isNow, atMs, day }: AsAt): Sql {
  if (isNow) return sql`JOIN camera_state st ON st.camera_id = c.id`;
  const facet = (name: Facet) => sql`coalesce(${facetAt(name, atMs)}, 'unknown')`;
  // OFFSET 0: else each of these searches is made once for every place that names its column
  return sql`LEFT JOIN camera_notice n ON n.camera_id = c.id
    CROSS JOIN LATERAL (SELECT c.purpose IS NULL OR n.posted_on IS NULL OR n.posted_on > ${day}::date AS draft,
        c.id IN (SELECT a.camera_id FROM camera_absence a WHERE a.during @> ${new Date(atMs)}::timestamptz) AS maintenance,
        ${facet('reachable')} AS reachable, ${facet('picture')} AS picture, ${facet('recording')} AS recording, ${facet('clock')} AS clock OFFSET 0) f
    CROSS JOIN LATERAL (SELECT ${OVERALL_STATE} AS overall, f.picture, f.reachable) st`;
}

/** The time that placements have to hold at. */
export function placedAt({ isNow, atMs }: AsAt): Sql {
  return isNow ? sql`now()` : sql`${new Date(atMs)}::timestamptz`;
}

/** Whether camera `c` wasn't retired yet. */
export function unretiredAt({ isNow, atMs }: AsAt): Sql {
  return isNow ? sql`c.retired_at IS NULL` : sql`(c.retired_at IS NULL OR c.retired_at > ${new Date(atMs)})`;
}

/** Whether camera `c` hung somewhere by then, by what is known today: also what was registered later with an earlier placement. */
export function inServiceAt(at: AsAt): Sql {
  if (at.isNow) return unretiredAt(at);
  const until = new Date(at.atMs);
  return sql`${unretiredAt(at)} AND (c.created_at <= ${until} OR EXISTS (SELECT 1 FROM camera_placement p WHERE p.camera_id = c.id AND p.valid && tstzrange(NULL, ${until}, '[]')))`;
}

/** Whether camera `c` was registered after the time; of those in service at it, such a one was entered later than it hung there. */
export function enteredAfter({ atMs }: AsAt): Sql {
  return sql`c.created_at > ${new Date(atMs)}`;
}

/** Whether camera `c` lies within reach and in the unit or below it. */
export function ofUnit({ reach, unitId }: Pick<CamerasAsAt, 'reach' | 'unitId'>): Sql {
  const within = withinReach(reach);
  return unitId === undefined ? within : sql`${within} AND c.unit_id IN (SELECT uc.descendant_id FROM unit_closure uc WHERE uc.ancestor_id = ${unitId})`;
}

/** Whether a stretch `i` of a facet's history was over; what goes on now does, whatever clock dated its begin. */
export function endedBy({ isNow, atMs }: AsAt): Sql {
  return isNow ? sql`${INTERVAL_END} < 'infinity'` : sql`${INTERVAL_END} <= ${new Date(atMs)}::timestamptz`;
}

/**
 * Joins to camera `c` what {@link changedIn} asks of its answering: `began`, whether it began to answer or ceased to in the period, and `down`, whether it didn't answer before and that has ended. Of most cameras neither is
 * so: they are what they were, and aren't looked up.
 */
export function joinAnswers(selection: CamerasAsAt, { fromMs }: TimeInterval): Sql {
  const { at } = selection;
  const from = sql`${new Date(fromMs)}::timestamptz`;
  const inTime = at.isNow ? sql`true` : sql`lower(i.during) <= ${new Date(at.atMs)}::timestamptz`;
  const cameras = (when: Sql) =>
    sql`(SELECT DISTINCT i.camera_id FROM camera_state_interval i JOIN camera c ON c.id = i.camera_id WHERE i.facet = 'reachable' AND ${when} AND ${ofUnit(selection)})`;
  return sql`LEFT JOIN ${cameras(sql`lower(i.during) > ${from} AND ${inTime}`)} began ON began.camera_id = c.id
    LEFT JOIN ${cameras(sql`i.state = 'down' AND lower(i.during) <= ${from} AND ${INTERVAL_END} > ${from} AND ${endedBy(at)}`)} down ON down.camera_id = c.id`;
}

/** Conditions on camera `c` with its {@link stateAt} the end of the period and its {@link joinAnswers}: that it changed so in it. */
export function changedIn(at: AsAt, { fromMs }: TimeInterval): Readonly<Record<CoverageChange, Sql>> {
  const [from, to] = [sql`${new Date(fromMs)}::timestamptz`, sql`${new Date(at.atMs)}::timestamptz`];
  const stays = sql`c.created_at <= ${to} AND ${unretiredAt(at)}`;
  return {
    added: sql`(c.created_at >= ${from} AND c.created_at <= ${to})`,
    retired: sql`(c.retired_at >= ${from} AND c.retired_at <= ${to})`,
    went_dead: sql`(${stays} AND st.reachable = 'down' AND began.camera_id IS NOT NULL AND down.camera_id IS NULL)`,
    came_back: sql`(${stays} AND st.reachable = 'up' AND down.camera_id IS NOT NULL)`,
    // the first placement is no turn
    turned: sql`(${stays} AND c.id IN (SELECT p.camera_id FROM camera_placement p WHERE lower(p.valid) >= ${from} AND lower(p.valid) <= ${to}
      AND EXISTS (SELECT 1 FROM camera_placement q WHERE q.camera_id = p.camera_id AND lower(q.valid) < lower(p.valid))))`,
  };
}
