import sql, { type Sql } from 'sql-template-tag';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';

/** Enough to interpolate, and to see that somebody set the clock. */
const NEIGHBOURS = 8;
const WITHIN = 200;

/** Readings of a camera's clock, or of its recorder's, which is the same one: those within the true interval and the nearest before and after it. */
export async function clockReadingsAround(db: Queryable, cameraId: string, { fromMs, toMs }: TimeInterval): Promise<ClockReading[]> {
  const [from, to] = [new Date(fromMs), new Date(toMs)];
  const of = (subject: Sql): Sql => sql`(SELECT * FROM clock_reading WHERE ${subject} AND true_time < ${from} ORDER BY true_time DESC LIMIT ${NEIGHBOURS})
    UNION ALL (SELECT * FROM clock_reading WHERE ${subject} AND true_time >= ${from} AND true_time <= ${to} ORDER BY true_time LIMIT ${WITHIN})
    UNION ALL (SELECT * FROM clock_reading WHERE ${subject} AND true_time > ${to} ORDER BY true_time LIMIT ${NEIGHBOURS})`;
  return db.rows(sql`SELECT true_time AS "trueTimeMs", device_time AS "deviceTimeMs", uncertainty_ms AS "uncertaintyMs", method
    FROM (${of(sql`camera_id = ${cameraId}`)} UNION ALL ${of(sql`recorder_id = (SELECT recorder_id FROM camera WHERE id = ${cameraId})`)}) reading`);
}
