import sql, { join, type Sql } from 'sql-template-tag';
import type { CameraSource } from '../../domain/camera-source.ts';
import type { CameraPurpose, CameraState, RecordingMode } from '../../domain/camera-terms.ts';
import type { Sealed } from '../../platform/secret-box.ts';
import type { Queryable } from '../database.ts';

/** A camera that is registered. */
export interface NewCamera {
  readonly id: string;
  readonly name: string;
  readonly nameFolded: string;
  readonly unitId: string;
  readonly ownerId: string;
  readonly siteId: string;
  readonly purpose: CameraPurpose | null;
  readonly snapshotEveryS: number;
  readonly recordingMode: RecordingMode;
  readonly retentionHours: number;
  readonly phase: number;
  readonly state: CameraState;
  /** The recorder whose channel the camera is; `dialled`: its contacts are the recorder's. */
  readonly recorder?: { readonly id: string; readonly channel: number; readonly dialled: boolean };
}

/** Stores a camera and its first, unknown state. */
export async function insertCamera(db: Queryable, camera: NewCamera): Promise<void> {
  await db.run(sql`INSERT INTO camera (id, name, name_folded, unit_id, owner_id, site_id, purpose, snapshot_every_s, recording_mode, retention_hours, phase, recorder_id, recorder_channel)
    VALUES (${camera.id}, ${camera.name}, ${camera.nameFolded}, ${camera.unitId}, ${camera.ownerId}, ${camera.siteId}, ${camera.purpose},
      ${camera.snapshotEveryS}, ${camera.recordingMode}, ${camera.retentionHours}, ${camera.phase}, ${camera.recorder?.id ?? null}, ${camera.recorder?.channel ?? null})`);
  await db.run(
    sql`INSERT INTO camera_state (camera_id, overall, next_snapshot_at, next_ping_at)
      VALUES (${camera.id}, ${camera.state}, ${camera.snapshotEveryS > 0 ? sql`now()` : null}, ${camera.recorder?.dialled ? sql`'infinity'` : sql`now()`})`,
  );
}

/** Stores or replaces a camera's source. `sealed` undefined leaves stored credentials as they are, null removes them. */
export async function upsertSource(
  db: Queryable,
  cameraId: string,
  source: CameraSource,
  canonicalUrl: string | null,
  sealed: Sealed | null | undefined,
): Promise<void> {
  const url = source.kind === 'rtsp' || source.kind === 'onvif' ? source.url : null;
  const transport = source.kind === 'rtsp' ? source.transport : null;
  const seed = source.kind === 'simulated' ? source.seed : null;
  const [channel, videoSource] = source.kind === 'onvif' ? [source.channel ?? null, source.videoSource ?? null] : [null, null];
  const faults = source.kind === 'simulated' ? JSON.stringify(source.faults) : null;
  const credentials = sealed === undefined ? sql`camera_source.sealed_credentials, camera_source.key_id` : sql`excluded.sealed_credentials, excluded.key_id`;
  await db.run(sql`INSERT INTO camera_source (camera_id, kind, url, canonical_url, transport, seed, faults, channel, video_source, sealed_credentials, key_id)
    VALUES (${cameraId}, ${source.kind}, ${url}, ${canonicalUrl}, ${transport}, ${seed}, ${faults}::jsonb, ${channel}, ${videoSource}, ${sealed?.bytes ?? null}, ${sealed?.keyId ?? null})
    ON CONFLICT (camera_id) DO UPDATE SET kind = excluded.kind, url = excluded.url, canonical_url = excluded.canonical_url, transport = excluded.transport, seed = excluded.seed, faults = excluded.faults,
      channel = excluded.channel, video_source = excluded.video_source,
      (sealed_credentials, key_id) = (${credentials})`);
}

export async function upsertNotice(db: Queryable, cameraId: string, postedOn: string, recordedBy: string): Promise<void> {
  await db.run(sql`INSERT INTO camera_notice (camera_id, posted_on, recorded_by) VALUES (${cameraId}, ${postedOn}::date, ${recordedBy})
    ON CONFLICT (camera_id) DO UPDATE SET posted_on = excluded.posted_on, recorded_by = excluded.recorded_by, recorded_at = now()`);
}

/** Fields of `camera` that a change may set; absent ones stay. */
export interface CameraChange {
  readonly name?: string;
  readonly nameFolded?: string;
  readonly unitId?: string;
  readonly siteId?: string;
  readonly purpose?: CameraPurpose;
  readonly maintenance?: boolean;
  readonly snapshotEveryS?: number;
  readonly recordingMode?: RecordingMode;
  readonly retentionHours?: number;
}

const CHANGE_COLUMNS: Readonly<Record<keyof CameraChange, Sql>> = {
  name: sql`name`,
  nameFolded: sql`name_folded`,
  unitId: sql`unit_id`,
  siteId: sql`site_id`,
  purpose: sql`purpose`,
  maintenance: sql`maintenance`,
  snapshotEveryS: sql`snapshot_every_s`,
  recordingMode: sql`recording_mode`,
  retentionHours: sql`retention_hours`,
};

export async function updateCamera(db: Queryable, id: string, change: CameraChange): Promise<void> {
  const sets = Object.entries(change).map(([field, value]) => sql`${CHANGE_COLUMNS[field as keyof CameraChange]} = ${value}`);
  if (sets.length > 0) await db.run(sql`UPDATE camera SET ${join(sets, ', ')} WHERE id = ${id}`);
  if (change.snapshotEveryS !== undefined) {
    await db.run(sql`UPDATE camera_state SET next_snapshot_at = ${change.snapshotEveryS > 0 ? sql`now()` : sql`NULL`} WHERE camera_id = ${id}`);
  }
}

export async function setWarnings(db: Queryable, id: string, warnings: readonly unknown[]): Promise<void> {
  await db.run(sql`UPDATE camera SET warnings = ${JSON.stringify(warnings)}::jsonb WHERE id = ${id}`);
}

export async function setOverall(db: Queryable, id: string, overall: CameraState): Promise<void> {
  await db.run(sql`UPDATE camera_state SET overall = ${overall}, changed_at = now() WHERE camera_id = ${id} AND overall <> ${overall}`);
}

/** Ends a camera's service: it is contacted no more and leaves all lists; its history stays for the incidents of its time. */
export async function retireCamera(db: Queryable, id: string): Promise<void> {
  await db.run(sql`UPDATE camera SET retired_at = now() WHERE id = ${id} AND retired_at IS NULL`);
  await db.run(
    sql`UPDATE camera_placement SET valid = tstzrange(lower(valid), greatest(now(), lower(valid) + interval '1 millisecond')) WHERE camera_id = ${id} AND upper_inf(valid)`,
  );
  await db.run(sql`UPDATE camera_source SET sealed_credentials = NULL, key_id = NULL WHERE camera_id = ${id}`);
}
