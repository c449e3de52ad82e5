import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { CameraState } from '../../domain/camera-terms.ts';
import { COVERAGE_CHANGES, type CoverageChange } from '../../domain/coverage/coverage-change.ts';
import type { FacetState } from '../../domain/health-facet.ts';
import type { IncidentCategory } from '../../domain/incident-terms.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { changedIn, inServiceAt, INTERVAL_END, ofUnit, stateAt, type CamerasAsAt } from './camera-as-at.ts';
import { incidentsWithin, type IncidentFilter } from './incident-repository.ts';

/** How many cameras that are registered with a unit were in a state. */
export interface StateCount {
  readonly unitId: string;
  readonly state: CameraState;
  readonly picture: FacetState<'picture'>;
  readonly count: number;
  /** Of these, registered after that time. */
  readonly enteredLater: number;
}

export async function countStates(db: Queryable, selection: CamerasAsAt): Promise<StateCount[]> {
  const { at } = selection;
  return db.rows(sql`SELECT c.unit_id AS "unitId", st.overall AS state, st.picture, count(*) AS count, count(*) FILTER (WHERE c.created_at > ${new Date(at.atMs)}) AS "enteredLater"
    FROM camera c ${stateAt(at)} WHERE ${inServiceAt(at)} AND ${ofUnit(selection)} GROUP BY 1, 2, 3`);
}

/** What changed in a unit's own cameras, and how long they were in service. */
export type ChangeCount = { readonly unitId: string; readonly serviceMs: number } & Readonly<Record<CoverageChange, number>>;

export async function countChanges(db: Queryable, selection: CamerasAsAt, period: TimeInterval): Promise<ChangeCount[]> {
  const [from, to] = [sql`${new Date(period.fromMs)}::timestamptz`, sql`${new Date(period.toMs)}::timestamptz`];
  const changed = changedIn(selection.at, period);
  const columns: Sql[] = COVERAGE_CHANGES.map((change) => sql`count(*) FILTER (WHERE ${changed[change]}) AS ${raw(`"${change}"`)}`);
  return db.rows(sql`SELECT c.unit_id AS "unitId", ${join(columns, ', ')},
      sum(greatest(0, extract(epoch FROM least(${to}, coalesce(c.retired_at, ${to})) - greatest(${from}, c.created_at))) * 1000)::float8 AS "serviceMs"
    FROM camera c ${stateAt(selection.at)} WHERE (c.retired_at IS NULL OR c.retired_at >= ${from}) AND c.created_at <= ${to} AND ${ofUnit(selection)} GROUP BY 1`);
}

/** How long a unit's own cameras answered, and how long it is known whether they did. */
export interface UptimeSum {
  readonly unitId: string;
  readonly upMs: number;
  readonly knownMs: number;
}

export async function sumUptime(db: Queryable, selection: CamerasAsAt, { fromMs, toMs }: TimeInterval): Promise<UptimeSum[]> {
  const [from, to] = [sql`${new Date(fromMs)}::timestamptz`, sql`${new Date(toMs)}::timestamptz`];
  return db.rows(sql`SELECT c.unit_id AS "unitId", coalesce(sum(i.ms) FILTER (WHERE i.state = 'up'), 0)::float8 AS "upMs", coalesce(sum(i.ms), 0)::float8 AS "knownMs"
    FROM camera c JOIN (SELECT i.camera_id, i.state, extract(epoch FROM least(${INTERVAL_END}, ${to}) - greatest(lower(i.during), ${from})) * 1000 AS ms FROM camera_state_interval i
      WHERE i.facet = 'reachable' AND i.state IN ('up', 'down') AND ${INTERVAL_END} > ${from} AND lower(i.during) < ${to}) i ON i.camera_id = c.id
    WHERE (c.retired_at IS NULL OR c.retired_at > ${from}) AND ${ofUnit(selection)} GROUP BY 1`);
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
