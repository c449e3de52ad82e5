import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { CameraProblem } from '../../domain/camera-contact.ts';
import type { CameraState } from '../../domain/camera-terms.ts';
import type { Sealed } from '../../platform/secret-box.ts';
import type { Queryable } from '../database.ts';
import { lockCameras } from './camera-lock-repository.ts';
import { withinReach, type CameraFilter } from './camera-repository.ts';

/** How a recorder is reached, as it is stored. */
export interface StoredRecorderSource {
  readonly kind: 'rtsp' | 'onvif' | 'registered';
  readonly url: string | null;
  readonly transport: 'tcp' | 'udp' | null;
  readonly channelUrlTemplate: string | null;
}

/** One channel, as the recorder's page shows it. */
export interface ChannelRow {
  readonly cameraId: string;
  readonly channel: number | null;
  readonly name: string;
  readonly state: CameraState;
  readonly lastProblem: CameraProblem | null;
}

/** A recorder as the API shows it. Whether it answers follows from its channels: they hold what its contacts showed. */
export interface RecorderRow extends StoredRecorderSource {
  readonly id: string;
  readonly name: string;
  readonly unitId: string | null;
  readonly unitName: string | null;
  readonly siteName: string | null;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly hasCredentials: boolean;
  readonly createdAtMs: number;
  readonly reachable: 'up' | 'down' | 'unknown';
  readonly lastContactAtMs: number | null;
  readonly lastProblem: CameraProblem | null;
  readonly clock: { readonly offsetMs: number; readonly uncertaintyMs: number; readonly method: string; readonly readAtMs: number } | null;
  readonly channels: readonly ChannelRow[] | null;
}

/** Only channels within reach are shown: one may have been moved to another unit. */
const selectRecorder = (
  reach: CameraFilter['reach'],
): Sql => sql`SELECT r.id, r.name, r.unit_id AS "unitId", u.name AS "unitName", s.name AS "siteName", r.organisation_id AS "ownerId", o.name AS "ownerName",
    r.kind, r.url, r.transport, r.channel_url_template AS "channelUrlTemplate", r.sealed_credentials IS NOT NULL AS "hasCredentials", r.created_at AS "createdAtMs",
    CASE WHEN k.gone THEN 'down' WHEN k.up THEN 'up' ELSE 'unknown' END AS reachable, k.last_contact_at AS "lastContactAtMs",
    CASE WHEN k.gone THEN k.problem END AS "lastProblem", k.channels,
    (SELECT json_build_object('offsetMs', round(extract(epoch FROM q.device_time - q.true_time) * 1000), 'uncertaintyMs', q.uncertainty_ms, 'method', q.method,
        'readAtMs', round(extract(epoch FROM q.true_time) * 1000))
      FROM counted_clock_reading q WHERE q.recorder_id = r.id ORDER BY q.true_time DESC LIMIT 1) AS clock
  FROM recorder r
  JOIN organisation o ON o.id = r.organisation_id
  LEFT JOIN unit u ON u.id = r.unit_id
  LEFT JOIN site s ON s.id = r.site_id
  LEFT JOIN LATERAL (
    SELECT bool_or(st.reachable = 'down' AND st.memory ->> 'viaRecorder' = 'true') AND NOT bool_or(st.reachable = 'up') AS gone,
      bool_or(st.reachable = 'up') OR bool_or(st.reachable = 'down') AS up, max(st.last_contact_at) AS last_contact_at,
      (jsonb_agg(jsonb_build_object('code', st.last_problem -> 'code', 'message', st.last_problem -> 'message')) FILTER (WHERE st.memory ->> 'viaRecorder' = 'true' AND st.last_problem IS NOT NULL)) -> 0 AS problem,
      json_agg(json_build_object('cameraId', c.id, 'channel', c.recorder_channel, 'name', c.name, 'state', st.overall, 'lastProblem', st.last_problem) ORDER BY c.recorder_channel, c.id) AS channels
    FROM camera c JOIN camera_state st ON st.camera_id = c.id WHERE c.recorder_id = r.id AND c.retired_at IS NULL AND ${withinReach(reach)}
  ) k ON true`;

/** The recorder, unless it is retired or not there. */
export async function findRecorder(db: Queryable, id: string, reach: CameraFilter['reach']): Promise<RecorderRow | undefined> {
  return db.maybeRow(sql`${selectRecorder(reach)} WHERE r.id = ${id} AND r.retired_at IS NULL`);
}

/** Recorders within reach, newest first, after `beforeId` when given. */
export async function listRecorders(
  db: Queryable,
  { reach, unitId }: Pick<CameraFilter, 'reach' | 'unitId'>,
  page: { limit: number; beforeId?: string | undefined },
): Promise<RecorderRow[]> {
  const within: Sql =
    reach.scope === 'any'
      ? empty
      : reach.scope === 'own'
        ? sql`AND r.organisation_id = ${reach.organisationId}`
        : sql`AND r.unit_id IN (SELECT uc.descendant_id FROM unit_closure uc WHERE uc.ancestor_id = ANY(${reach.unitIds}::uuid[]))`;
  const inUnit = unitId === undefined ? empty : sql`AND r.unit_id IN (SELECT uc.descendant_id FROM unit_closure uc WHERE uc.ancestor_id = ${unitId})`;
  const after = page.beforeId === undefined ? empty : sql`AND r.id < ${page.beforeId}`;
  return db.rows(sql`${selectRecorder(reach)} WHERE r.retired_at IS NULL ${within} ${inUnit} ${after} ORDER BY r.id DESC LIMIT ${page.limit}`);
}

export interface NewRecorder {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  readonly unitId: string;
  readonly siteId: string;
  readonly source: StoredRecorderSource;
  readonly sealed: Sealed | null;
  readonly phase: number;
}

/** Stores a recorder; one that can be dialled is due at once. */
export async function insertRecorder(db: Queryable, { id, ownerId, name, unitId, siteId, source, sealed, phase }: NewRecorder): Promise<void> {
  await db.run(sql`INSERT INTO recorder (id, organisation_id, name, unit_id, site_id, kind, url, transport, channel_url_template, sealed_credentials, key_id, phase)
    VALUES (${id}, ${ownerId}, ${name}, ${unitId}, ${siteId}, ${source.kind}, ${source.url}, ${source.transport}, ${source.channelUrlTemplate},
      ${sealed?.bytes ?? null}, ${sealed?.keyId ?? null}, ${phase})`);
  if (source.kind !== 'registered') await db.run(sql`INSERT INTO recorder_contact (recorder_id) VALUES (${id})`);
}

/** Fields that a change may set; absent ones stay. `sealed` null removes stored credentials. */
export interface RecorderChange {
  readonly name?: string;
  readonly source?: StoredRecorderSource;
  readonly sealed?: Sealed | null;
}

export async function updateRecorder(db: Queryable, id: string, { name, source, sealed }: RecorderChange): Promise<void> {
  const sets = [
    ...(name === undefined ? [] : [sql`name = ${name}`]),
    ...(source === undefined ? [] : [sql`url = ${source.url}, transport = ${source.transport}, channel_url_template = ${source.channelUrlTemplate}`]),
    ...(sealed === undefined ? [] : [sql`sealed_credentials = ${sealed?.bytes ?? null}, key_id = ${sealed?.keyId ?? null}`]),
  ];
  if (sets.length > 0) await db.run(sql`UPDATE recorder SET ${join(sets, ', ')} WHERE id = ${id} AND retired_at IS NULL`);
}

/**
 * Locks a recorder until the transaction ends: what its address, password and channels are together is decided by one at a time. Errors: `not_found` when it
 * is gone or taken out of service.
 */
export async function lockRecorder(tx: Queryable, id: string): Promise<void> {
  await tx.row(sql`SELECT id FROM recorder WHERE id = ${id} AND retired_at IS NULL FOR NO KEY UPDATE`);
}

/** Channels in service with their numbers, locked with all that hangs on them until the transaction ends. Lock the recorder before, and change it after. */
export async function lockChannels(
  tx: Queryable,
  recorderId: string,
): Promise<{ readonly cameraId: string; readonly channel: number | null; readonly videoSource: string | null }[]> {
  const ids = await tx.rows<{ id: string }>(sql`SELECT id FROM camera WHERE recorder_id = ${recorderId} AND retired_at IS NULL`);
  await lockCameras(
    tx,
    ids.map(({ id }) => id),
  );
  // again: one may have been retired meanwhile
  return tx.rows(sql`SELECT c.id AS "cameraId", c.recorder_channel AS channel, src.video_source AS "videoSource"
    FROM camera c JOIN camera_source src ON src.camera_id = c.id WHERE c.recorder_id = ${recorderId} AND c.retired_at IS NULL ORDER BY c.id`);
}

/** Ends a recorder's service and forgets its password; its channels are retired by the caller. */
export async function retireRecorder(db: Queryable, id: string): Promise<void> {
  await db.run(sql`UPDATE recorder SET retired_at = now(), sealed_credentials = NULL, key_id = NULL WHERE id = ${id} AND retired_at IS NULL`);
  await db.run(sql`DELETE FROM recorder_contact WHERE recorder_id = ${id}`);
}
