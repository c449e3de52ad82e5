import sql, { raw, type Sql } from 'sql-template-tag';

/**
 * Segments of a camera that may show something between two instants, as a subselect with all columns of `footage_segment`; the latest `limit` of either kind may be missing. What we recorded is short and its times are
 * ours, so a narrow window finds it. What was handed in lasts up to 12 hours and may be uncertain by hours, or by weeks where
 * readings of its clock contradict each other; what was pulled from a device by half an hour: a wide window of their own index, narrowed by each file's own uncertainty. Nobody hands in so many files that this costs anything.
 */
export function segmentsNear(cameraId: Sql, from: Sql, to: Sql, limit: number): Sql {
  const atMost = raw(String(limit));
  return sql`((SELECT * FROM footage_segment WHERE camera_id = ${cameraId} AND source = 'recorded'
        AND upper(true_during) > ${from} - interval '10 seconds' AND lower(true_during) < ${to} + interval '10 seconds'
        AND upper(true_during) < ${to} + interval '5 hours' ORDER BY upper(true_during) LIMIT ${atMost})
      UNION ALL (SELECT * FROM footage_segment WHERE camera_id = ${cameraId} AND source <> 'recorded'
        AND upper(true_during) > ${from} - interval '25 days' AND upper(true_during) < ${to} + interval '25 days 12 hours'
        AND upper(true_during) + uncertainty_ms * interval '1 millisecond' > ${from} AND lower(true_during) - uncertainty_ms * interval '1 millisecond' < ${to}
        ORDER BY upper(true_during) LIMIT ${atMost}))`;
}
