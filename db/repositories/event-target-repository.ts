import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { IS_ACTIVE, TARGET_COLUMNS, TARGET_TABLES, toTarget, type ContactTarget, type TargetRow } from './contact-target-repository.ts';

/** What one subscription to flags is for: a camera, or a recorder with all its channels that are worth hearing. */
export interface EventTarget {
  /** Of the recorder, else of the camera. */
  readonly id: string;
  readonly recorderId?: string;
  /** At least one, in the order of their numbers. */
  readonly channels: readonly ContactTarget[];
  /** The recorder has no other channel in service, heard or not. */
  readonly isOnlyChannel: boolean;
}

/** Flags can be had, and are worth having: active, answering, not in maintenance and not away on purpose, with pull points by the camera's own word. */
const IS_WORTH_HEARING = sql`k.has_events AND s.reachable = 'up' AND NOT c.maintenance AND NOT c.absent AND ${IS_ACTIVE}`;
/** Its address is its own. */
const IS_ALONE = sql`(r.id IS NULL OR r.kind <> 'onvif')`;

const isFree = (workerId: string): Sql => sql`(w.worker_id IS NULL OR (w.worker_id <> ${workerId} AND w.expires_at < clock_timestamp()))`;

/** Whose flags are to be listened to by this worker: what it listens to already, then what nobody does, up to `limit` subscriptions in all. Recorders come first: each brings several cameras. */
export async function listEventTargets(db: Queryable, workerId: string, limit: number): Promise<readonly EventTarget[]> {
  const held = [...(await listRecorders(db, sql`w.worker_id = ${workerId}`, limit)), ...(await listCameras(db, sql`w.worker_id = ${workerId}`, limit))].slice(
    0,
    limit,
  );
  const recorders = await listRecorders(db, isFree(workerId), limit - held.length);
  const cameras = await listCameras(db, isFree(workerId), limit - held.length - recorders.length);
  return [...held, ...recorders, ...cameras];
}

async function listCameras(db: Queryable, lease: Sql, limit: number): Promise<EventTarget[]> {
  if (limit === 0) return [];
  const rows = await db.rows<TargetRow>(sql`SELECT ${TARGET_COLUMNS} FROM ${TARGET_TABLES} LEFT JOIN camera_event_watch w ON w.camera_id = c.id
    WHERE ${IS_WORTH_HEARING} AND ${IS_ALONE} AND ${lease} ORDER BY k.camera_id LIMIT ${limit}`);
  return rows.map((row) => ({ id: row.cameraId, channels: [toTarget(row)], isOnlyChannel: true }));
}

async function listRecorders(db: Queryable, lease: Sql, limit: number): Promise<EventTarget[]> {
  if (limit === 0) return [];
  const rows = await db.rows<TargetRow & { readonly isOnlyChannel: boolean }>(sql`WITH heard AS (
      SELECT v.id FROM recorder v LEFT JOIN recorder_event_watch w ON w.recorder_id = v.id
      WHERE v.kind = 'onvif' AND v.retired_at IS NULL AND ${lease} AND EXISTS (SELECT 1 FROM ${TARGET_TABLES} WHERE c.recorder_id = v.id AND ${IS_WORTH_HEARING})
      ORDER BY v.id LIMIT ${limit}
    )
    SELECT ${TARGET_COLUMNS}, (SELECT count(*) FROM camera x WHERE x.recorder_id = c.recorder_id AND x.retired_at IS NULL) = 1 AS "isOnlyChannel"
    FROM heard JOIN ${TARGET_TABLES} ON c.recorder_id = heard.id WHERE ${IS_WORTH_HEARING} ORDER BY c.recorder_id, c.recorder_channel, c.id`);
  const recorderIds = [...new Set(rows.map(({ recorderId }) => recorderId!))];
  return recorderIds.map((recorderId) => {
    const channels = rows.filter((row) => row.recorderId === recorderId);
    return { id: recorderId, recorderId, channels: channels.map(toTarget), isOnlyChannel: channels[0]!.isOnlyChannel };
  });
}

/** How many cameras' flags nobody listens to though they could be had. Walks all of them: not for every look. */
export async function countUnwatched(db: Queryable): Promise<number> {
  const { count } = await db.row<{ count: number }>(
    sql`SELECT count(*) AS count FROM ${TARGET_TABLES} LEFT JOIN camera_event_watch w ON w.camera_id = c.id LEFT JOIN recorder_event_watch v ON v.recorder_id = c.recorder_id
      WHERE ${IS_WORTH_HEARING} AND coalesce(CASE WHEN ${IS_ALONE} THEN w.expires_at ELSE v.expires_at END < clock_timestamp(), true)`,
  );
  return count;
}
