import sql from 'sql-template-tag';
import type { IncidentCategory } from '../../domain/incident-terms.ts';
import type { Queryable } from '../database.ts';
import { INTERVAL_END, ofUnit, type CamerasAsAt } from './camera-as-at.ts';
import { incidentsWithin, type IncidentFilter } from './incident-repository.ts';

/** How long cameras answered on a day (counted from the first one), and how long it is known whether they did. */
export interface DayUptime {
  readonly nth: number;
  readonly upMs: number;
  readonly knownMs: number;
}

/** Uptime day by day from `firstMs`, the begin of a day, until `untilMs`. */
export async function listDayUptimes(
  db: Queryable,
  selection: CamerasAsAt,
  { firstMs, days, untilMs }: { firstMs: number; days: number; untilMs: number },
): Promise<DayUptime[]> {
  const [first, until] = [sql`${new Date(firstMs)}::timestamptz`, sql`${new Date(untilMs)}::timestamptz`];
  return db.rows(sql`SELECT d.nth, coalesce(sum(x.ms) FILTER (WHERE i.state = 'up'), 0)::float8 AS "upMs", coalesce(sum(x.ms), 0)::float8 AS "knownMs"
    FROM camera c JOIN camera_state_interval i ON i.camera_id = c.id AND i.facet = 'reachable' AND i.state IN ('up', 'down') AND ${INTERVAL_END} > ${first} AND lower(i.during) < ${until}
    JOIN (SELECT nth, ${first} + nth * interval '1 day' AS begins, least(${first} + (nth + 1) * interval '1 day', ${until}) AS ends FROM generate_series(0, ${days - 1}::integer) AS nth) d
      ON ${INTERVAL_END} > d.begins AND lower(i.during) < d.ends
    CROSS JOIN LATERAL (SELECT extract(epoch FROM least(${INTERVAL_END}, d.ends) - greatest(lower(i.during), d.begins)) * 1000 AS ms) x
    WHERE ${ofUnit(selection)} GROUP BY 1 ORDER BY 1`);
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
