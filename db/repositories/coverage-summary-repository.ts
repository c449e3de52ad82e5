import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { CameraState } from '../../domain/camera-terms.ts';
import { COVERAGE_CHANGES, type CoverageChange } from '../../domain/coverage/coverage-change.ts';
import type { FacetState } from '../../domain/health-facet.ts';
import type { IncidentCategory } from '../../domain/incident-terms.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { changedIn, endedBy, enteredAfter, inServiceAt, INTERVAL_END, joinAnswers, ofUnit, stateAt, type CamerasAsAt } from './camera-as-at.ts';
import { incidentsWithin, type IncidentFilter } from './incident-repository.ts';

/** How many cameras that are registered with a unit were in a state. */
export interface StateCount {
  readonly unitId: string;
  readonly state: CameraState;
  readonly picture: FacetState<'picture'>;
  readonly reachable: FacetState<'reachable'>;
  readonly count: number;
  /** Of these, registered after that time. */
  readonly enteredLater: number;
}

export async function countStates(db: Queryable, selection: CamerasAsAt): Promise<StateCount[]> {
  const { at } = selection;
  return db.rows(sql`SELECT c.unit_id AS "unitId", st.overall AS state, st.picture, st.reachable, count(*) AS count, count(*) FILTER (WHERE ${enteredAfter(at)}) AS "enteredLater"
    FROM camera c ${stateAt(at)} WHERE ${inServiceAt(at)} AND ${ofUnit(selection)} GROUP BY 1, 2, 3, 4`);
}

/** What changed in a unit's own cameras, and how long they were in service. */
export type ChangeCount = { readonly unitId: string; readonly serviceMs: number } & Readonly<Record<CoverageChange, number>>;

export async function countChanges(db: Queryable, selection: CamerasAsAt, period: TimeInterval): Promise<ChangeCount[]> {
  const [from, to] = [sql`${new Date(period.fromMs)}::timestamptz`, sql`${new Date(period.toMs)}::timestamptz`];
  const changed = changedIn(selection.at, period);
  const columns: Sql[] = COVERAGE_CHANGES.map((change) => sql`count(*) FILTER (WHERE ${changed[change]}) AS ${raw(`"${change}"`)}`);
  return db.rows(sql`SELECT c.unit_id AS "unitId", ${join(columns, ', ')},
      sum(greatest(0, extract(epoch FROM least(${to}, coalesce(c.retired_at, ${to})) - greatest(${from}, c.created_at))) * 1000)::float8 AS "serviceMs"
    FROM camera c ${stateAt(selection.at)} ${joinAnswers(selection, period)} WHERE (c.retired_at IS NULL OR c.retired_at >= ${from}) AND c.created_at <= ${to} AND ${ofUnit(selection)} GROUP BY 1`);
}

/** What is to be added to a unit's uptime, as if each of its cameras had been all the period what it was at its end. */
export interface UptimeCorrection {
  readonly unitId: string;
  readonly upMs: number;
  readonly knownMs: number;
}

/**
 * Of stretches that hold at the end of the period and began in it, what lies before them is taken off; those that ended in it are added. So cameras that stayed what they were, which are most, needn't be looked up.
 */
export async function correctUptime(db: Queryable, selection: CamerasAsAt, { fromMs, toMs }: TimeInterval): Promise<UptimeCorrection[]> {
  const [from, to] = [sql`${new Date(fromMs)}::timestamptz`, sql`${new Date(toMs)}::timestamptz`];
  const { at } = selection;
  const holds = at.isNow ? sql`${INTERVAL_END} = 'infinity'` : sql`${INTERVAL_END} > ${to} AND lower(i.during) <= ${to}`;
  const stretches = (
    ms: Sql,
    when: Sql,
  ) => sql`SELECT c.unit_id, i.state, extract(epoch FROM ${ms}) * 1000 AS ms FROM camera_state_interval i JOIN camera c ON c.id = i.camera_id
    WHERE i.facet = 'reachable' AND i.state IN ('up', 'down') AND ${when} AND (c.retired_at IS NULL OR c.retired_at > ${from}) AND ${ofUnit(selection)}`;
  const begun = stretches(sql`${from} - least(lower(i.during), ${to})`, sql`lower(i.during) > ${from} AND ${holds}`);
  const ended = stretches(
    sql`least(${INTERVAL_END}, ${to}) - greatest(lower(i.during), ${from})`,
    sql`${INTERVAL_END} > ${from} AND ${endedBy(at)} AND lower(i.during) < ${to}`,
  );
  return db.rows(sql`SELECT x.unit_id AS "unitId", coalesce(sum(x.ms) FILTER (WHERE x.state = 'up'), 0)::float8 AS "upMs", sum(x.ms)::float8 AS "knownMs"
    FROM (${begun} UNION ALL ${ended}) x GROUP BY 1`);
}

/** How many incidents of a kind a unit has; `unitId` null: those outside every unit. */
export interface IncidentCount {
  readonly unitId: string | null;
  readonly category: IncidentCategory;
  readonly count: number;
}

/** Incidents that began in the period. A report that was merged into another one is not a second incident. */
export async function countIncidents(db: Queryable, filter: IncidentFilter, { fromMs, toMs }: TimeInterval): Promise<IncidentCount[]> {
  const period = sql`tstzrange(${new Date(fromMs)}, ${new Date(toMs)}, '[]')`;
  return db.rows(sql`SELECT i.unit_id AS "unitId", i.category, count(*) AS count FROM incident i
    WHERE i.occurred && ${period} AND ${period} @> lower(i.occurred) AND NOT EXISTS (SELECT 1 FROM incident_merge m WHERE m.incident_id = i.id AND m.undone_at IS NULL)
      AND ${incidentsWithin(filter)} GROUP BY 1, 2`);
}
