import sql from 'sql-template-tag';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';

/** Whether a live hold of the request contains its whole window. */
export async function isRequestHeld(tx: Queryable, requestId: string, during: TimeInterval, nowMs: number): Promise<boolean> {
  return (
    (await tx.maybeRow(sql`SELECT 1 FROM hold WHERE request_id = ${requestId} AND released_at IS NULL AND expires_at > ${new Date(nowMs)}
      AND during @> tstzrange(${new Date(during.fromMs)}, ${new Date(during.toMs)}) LIMIT 1`)) !== undefined
  );
}

/** Moves the end of a request's live holds; one that waited for a second officer keeps its footage from now on when `secondedBy` agreed to the request. */
export async function moveRequestHolds(tx: Queryable, requestId: string, untilMs: number, secondedBy: string | null): Promise<void> {
  await tx.run(sql`UPDATE hold SET expires_at = ${new Date(untilMs)}, pending = pending AND ${secondedBy === null}::boolean, seconded_by = coalesce(${secondedBy}::uuid, seconded_by)
    WHERE request_id = ${requestId} AND released_at IS NULL`);
}

/** Shortens a request's live holds to `untilMs`; never makes one longer. */
export async function shortenRequestHolds(tx: Queryable, requestId: string, untilMs: number): Promise<void> {
  await tx.run(sql`UPDATE hold SET expires_at = least(expires_at, ${new Date(untilMs)}) WHERE request_id = ${requestId} AND released_at IS NULL`);
}
