import type { Database } from '../../../db/database.ts';
import sql from 'sql-template-tag';
import type { SimulatedFaults } from '../../../domain/camera-source.ts';
import { newId } from '../../../platform/new-id.ts';

/** A board with a neighbourhood, to hang cameras in. */
export interface Town {
  readonly unitId: string;
  readonly organisationId: string;
  readonly siteId: string;
  readonly userId: string;
}

/** What differs between test cameras; the rest is an active simulated camera that takes no pictures and records nothing. */
export interface CameraOptions {
  readonly faults?: SimulatedFaults;
  readonly seed?: number;
  readonly purpose?: string | null;
  readonly notice?: boolean;
  readonly maintenance?: boolean;
  readonly registered?: boolean;
  readonly snapshotEveryS?: number;
  readonly recording?: 'off' | 'continuous';
  readonly retentionHours?: number;
  readonly phase?: number;
  /** An RTSP camera instead of a simulated one. */
  readonly rtspUrl?: string;
  /** An ONVIF camera instead of a simulated one. */
  readonly onvifUrl?: string;
  readonly sealed?: { readonly bytes: Buffer; readonly keyId: string };
  readonly id?: string;
}

/** Stores a neighbourhood with its board and one of its members. */
export async function insertTown(database: Database): Promise<Town> {
  const [unitId, organisationId, siteId, userId] = [newId(), newId(), newId(), newId()];
  await database.run(sql`INSERT INTO unit (id, level, name) VALUES (${unitId}, 'neighbourhood', 'Tổ dân phố 1')`);
  await database.run(sql`INSERT INTO organisation (id, kind, name) VALUES (${organisationId}, 'board', 'Ban điều hành tổ 1')`);
  await database.run(sql`INSERT INTO organisation_unit (organisation_id, unit_id) VALUES (${organisationId}, ${unitId})`);
  await database.run(sql`INSERT INTO site (id, unit_id, name) VALUES (${siteId}, ${unitId}, 'Ngã ba chợ')`);
  await database.run(sql`INSERT INTO app_user (id, username, display_name, role, organisation_id, password_hash)
    VALUES (${userId}, ${`u${userId.slice(-12)}`}, 'Nguyễn Văn A', 'board', ${organisationId}, 'x')`);
  return { unitId, organisationId, siteId, userId };
}

/** Stores a camera as the server does, and returns its id. */
export async function insertTestCamera(database: Database, town: Town, options: CameraOptions = {}): Promise<string> {
  const id = options.id ?? newId();
  const { purpose = 'junction', snapshotEveryS = 0, recording = 'off', retentionHours = 72, phase = 0, maintenance = false } = options;
  await database.transaction(async (tx) => {
    await tx.run(sql`INSERT INTO camera (id, name, name_folded, unit_id, owner_id, site_id, purpose, maintenance, snapshot_every_s, recording_mode, retention_hours, phase)
      VALUES (${id}, 'Mắt 1', 'mat 1', ${town.unitId}, ${town.organisationId}, ${town.siteId}, ${purpose}, ${maintenance}, ${snapshotEveryS}, ${recording}, ${retentionHours}, ${phase})`);
    await tx.run(sql`INSERT INTO camera_state (camera_id) VALUES (${id})`);
    await insertSource(tx, id, options);
    if (options.notice !== false) await tx.run(sql`INSERT INTO camera_notice (camera_id, posted_on) VALUES (${id}, '2026-11-01')`);
  });
  return id;
}

async function insertSource(
  tx: Pick<Database, 'run'>,
  id: string,
  { registered, rtspUrl, onvifUrl, sealed, seed = 7, faults = {} }: CameraOptions,
): Promise<void> {
  if (registered) {
    await tx.run(sql`INSERT INTO camera_source (camera_id, kind) VALUES (${id}, 'registered')`);
  } else if (rtspUrl !== undefined) {
    await tx.run(sql`INSERT INTO camera_source (camera_id, kind, url, canonical_url, transport, sealed_credentials, key_id)
      VALUES (${id}, 'rtsp', ${rtspUrl}, ${rtspUrl}, 'tcp', ${sealed?.bytes ?? null}, ${sealed?.keyId ?? null})`);
  } else if (onvifUrl !== undefined) {
    await tx.run(sql`INSERT INTO camera_source (camera_id, kind, url, canonical_url, sealed_credentials, key_id)
      VALUES (${id}, 'onvif', ${onvifUrl}, ${onvifUrl}, ${sealed?.bytes ?? null}, ${sealed?.keyId ?? null})`);
  } else {
    await tx.run(sql`INSERT INTO camera_source (camera_id, kind, seed, faults) VALUES (${id}, 'simulated', ${seed}, ${JSON.stringify(faults)}::jsonb)`);
  }
}

/** Replaces a simulated camera's faults, unnoticed: as when a real camera breaks, nothing is planned anew. */
export async function setFaults(database: Database, cameraId: string, faults: SimulatedFaults): Promise<void> {
  await database.transaction(async (tx) => {
    const plan = await tx.row<{ ping: string; snapshot: string | null }>(
      sql`SELECT next_ping_at::text AS ping, next_snapshot_at::text AS snapshot FROM camera_state WHERE camera_id = ${cameraId} FOR UPDATE`,
    );
    await tx.run(sql`UPDATE camera_source SET faults = ${JSON.stringify(faults)}::jsonb WHERE camera_id = ${cameraId}`);
    await tx.run(
      sql`UPDATE camera_state SET next_ping_at = ${plan.ping}::timestamptz, next_snapshot_at = ${plan.snapshot}::timestamptz WHERE camera_id = ${cameraId}`,
    );
  });
}

/** A recorder to test with, and the ids of its channels in their order. */
export interface TestRecorder {
  readonly recorderId: string;
  readonly cameraIds: readonly string[];
}

/** Stores an RTSP recorder whose channel n is found at `/ch{n}`, or one that is reached by ONVIF, as the server does; `seal` closes its password to the id that it is given. */
export async function insertTestRecorder(
  database: Database,
  town: Town,
  options: {
    readonly kind?: 'rtsp' | 'onvif';
    readonly url: string;
    readonly channels: readonly number[];
    readonly seal?: (boundTo: string) => { readonly bytes: Buffer; readonly keyId: string };
  },
): Promise<TestRecorder> {
  const recorderId = newId();
  const sealed = options.seal?.(recorderId);
  const { kind = 'rtsp' } = options;
  await database.run(sql`INSERT INTO recorder (id, organisation_id, name, unit_id, site_id, kind, url, transport, channel_url_template, sealed_credentials, key_id)
    VALUES (${recorderId}, ${town.organisationId}, 'Đầu ghi 1', ${town.unitId}, ${town.siteId}, ${kind}, ${options.url}, ${kind === 'rtsp' ? 'tcp' : null}, ${kind === 'rtsp' ? '/ch{channel}' : null}, ${sealed?.bytes ?? null}, ${sealed?.keyId ?? null})`);
  // due whatever a moved clock says: the database's own is not moved
  await database.run(sql`INSERT INTO recorder_contact (recorder_id, next_ping_at) VALUES (${recorderId}, now() - interval '1 hour')`);
  const cameraIds: string[] = [];
  for (const channel of options.channels) {
    const id = await insertTestCamera(database, town, kind === 'rtsp' ? { rtspUrl: `${options.url}/ch${channel}` } : { onvifUrl: options.url });
    if (kind === 'onvif') await database.run(sql`UPDATE camera_source SET channel = ${channel} WHERE camera_id = ${id}`);
    await database.run(sql`UPDATE camera SET recorder_id = ${recorderId}, recorder_channel = ${channel} WHERE id = ${id}`);
    await database.run(sql`UPDATE camera_state SET next_ping_at = 'infinity' WHERE camera_id = ${id}`);
    cameraIds.push(id);
  }
  return { recorderId, cameraIds };
}
