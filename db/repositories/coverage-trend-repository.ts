import sql, { type Sql } from 'sql-template-tag';
import type { IncidentCategory } from '../../domain/incident-terms.ts';
import type { Queryable } from '../database.ts';
import { INTERVAL_END, ofUnit, type CamerasAsAt } from './camera-as-at.ts';
import { incidentsWithin, type IncidentFilter } from './incident-repository.ts';

const DAY_MS = 86_400_000;

/**
 * What stretches of time add to a day (counted from the first one): `Ms` are parts of the day, `Steps` by how many more stretches hold for the whole of this day and of those after it than the day before. So a stretch of a
 * month is four rows and not thirty.
 */
export interface DayParts {
  readonly nth: number;
  readonly upMs: number;
  readonly upSteps: number;
  readonly knownMs: number;
  readonly knownSteps: number;
}

/** Parts of the time in which cameras answered, and in which it is known whether they did, by day from `firstMs`, the begin of a day, until `untilMs`. */
export async function listDayParts(db: Queryable, selection: CamerasAsAt, { firstMs, untilMs }: { firstMs: number; untilMs: number }): Promise<DayParts[]> {
  const [first, until] = [sql`${new Date(firstMs)}::timestamptz`, sql`${new Date(untilMs)}::timestamptz`];
  const sinceFirst = (time: Sql) => sql`extract(epoch FROM ${time} - ${first})::float8 * 1000`;
  const [day, begin, end] = [sql`${DAY_MS}::float8`, sql`x.begins - d.begin_day * ${DAY_MS}::float8`, sql`x.ends - d.end_day * ${DAY_MS}::float8`];
  return db.rows(sql`SELECT v.nth, coalesce(sum(v.ms) FILTER (WHERE x.state = 'up'), 0)::float8 AS "upMs", coalesce(sum(v.steps) FILTER (WHERE x.state = 'up'), 0) AS "upSteps",
      sum(v.ms)::float8 AS "knownMs", sum(v.steps) AS "knownSteps"
    FROM (SELECT i.state, ${sinceFirst(sql`greatest(lower(i.during), ${first})`)} AS begins, ${sinceFirst(sql`least(${INTERVAL_END}, ${until})`)} AS ends
      FROM camera c JOIN camera_state_interval i ON i.camera_id = c.id AND i.facet = 'reachable' AND i.state IN ('up', 'down') AND ${INTERVAL_END} > ${first} AND lower(i.during) < ${until}
      WHERE ${ofUnit(selection)}) x
    CROSS JOIN LATERAL (SELECT floor(x.begins / ${day})::integer AS begin_day, floor(x.ends / ${day})::integer AS end_day) d
    CROSS JOIN LATERAL (VALUES (d.begin_day, CASE WHEN d.begin_day = d.end_day THEN x.ends - x.begins ELSE ${day} - (${begin}) END, 0),
      (d.end_day, CASE WHEN d.begin_day = d.end_day THEN 0 ELSE ${end} END, 0), (d.begin_day + 1, 0, 1), (greatest(d.end_day, d.begin_day + 1), 0, -1)) v (nth, ms, steps)
    GROUP BY 1 ORDER BY 1`);
}

/** How many incidents of a kind began in a month (`yyyy-mm` in Viet Nam). */
export interface MonthCount {
  readonly month: string;
  readonly category: IncidentCategory;
  readonly count: number;
}

/** Incidents month by month, without merged reports. */
export async function countIncidentMonths(db: Queryable, filter: IncidentFilter, fromMs: number, toMs: number): Promise<MonthCount[]> {
  const period = sql`tstzrange(${new Date(fromMs)}, ${new Date(toMs)}, '[]')`;
  return db.rows(sql`SELECT to_char(lower(i.occurred) AT TIME ZONE interval '7 hours', 'YYYY-MM') AS month, i.category, count(*) AS count FROM incident i
    WHERE i.occurred && ${period} AND ${period} @> lower(i.occurred) AND NOT EXISTS (SELECT 1 FROM incident_merge m WHERE m.incident_id = i.id AND m.undone_at IS NULL)
      AND ${incidentsWithin(filter)} GROUP BY 1, 2 ORDER BY 1, 2`);
}
