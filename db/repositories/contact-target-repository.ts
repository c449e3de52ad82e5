import sql, { empty, type Sql } from 'sql-template-tag';
import type { CameraSource, SimulatedFaults, SourceKind } from '../../domain/camera-source.ts';
import type { RecordingMode } from '../../domain/camera-terms.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { Sealed } from '../../platform/secret-box.ts';
import type { Queryable } from '../database.ts';

/** All that a worker needs to contact a camera, secrets still sealed. */
export interface ContactTarget {
  readonly cameraId: string;
  readonly source: CameraSource;
  /** Bound to the recorder's id where there is one, else to the camera's. */
  readonly sealed?: Sealed;
  /** The recorder whose channel the camera is. */
  readonly recorderId?: string;
  /** The owning organisation's networks as they were entered; absent when it has none. */
  readonly organisationNetworks?: readonly string[];
  readonly recordingMode: RecordingMode;
  readonly retentionHours: number;
  /** The newest clock reading that was kept. */
  readonly lastReading?: ClockReading;
  /** Where the last look at its capabilities found TLS beside the plain address. */
  readonly securePort?: number;
}

/** A camera's row of {@link TARGET_COLUMNS}. */
export interface TargetRow {
  readonly cameraId: string;
  readonly kind: SourceKind;
  readonly url: string | null;
  readonly transport: 'tcp' | 'udp' | null;
  readonly seed: number | null;
  readonly faults: SimulatedFaults | null;
  readonly sealedBytes: Buffer | null;
  readonly keyId: string | null;
  readonly networks: string[] | null;
  readonly recordingMode: RecordingMode;
  readonly retentionHours: number;
  readonly lastReading: ClockReading | null;
  readonly securePort: number | null;
  readonly recorderId: string | null;
  readonly channel: number | null;
  readonly videoSource: string | null;
}

/** What {@link toTarget} reads, from {@link TARGET_TABLES}. */
export const TARGET_COLUMNS = sql`c.id AS "cameraId", src.kind, src.url, src.transport, src.seed, src.faults, src.channel, src.video_source AS "videoSource", c.recorder_id AS "recorderId",
  coalesce(r.sealed_credentials, src.sealed_credentials) AS "sealedBytes", coalesce(r.key_id, src.key_id) AS "keyId", o.camera_networks AS networks, c.recording_mode AS "recordingMode", c.retention_hours AS "retentionHours", s.memory -> 'lastReading' AS "lastReading",
  k.secure_port AS "securePort"`;

export const TARGET_TABLES = sql`camera c JOIN camera_source src ON src.camera_id = c.id JOIN organisation o ON o.id = c.owner_id JOIN camera_state s ON s.camera_id = c.id
  LEFT JOIN camera_capability k ON k.camera_id = c.id
  LEFT JOIN recorder r ON r.id = c.recorder_id`;

/** Contacted by schedule: in service, dialable, with a purpose and a posted notice. A draft is not. */
export const IS_ACTIVE = sql`(c.retired_at IS NULL AND c.purpose IS NOT NULL AND src.kind <> 'registered'
  AND EXISTS (SELECT 1 FROM camera_notice n WHERE n.camera_id = c.id))`;

/** {@link SnapshotTarget.fromStream}. */
export const FROM_STREAM = sql`(src.kind = 'rtsp' OR (src.kind = 'onvif' AND k.seen_at IS NOT NULL AND k.capabilities -> 'snapshotByHttp' = 'false'::jsonb))`;

function toSource(row: TargetRow): CameraSource {
  switch (row.kind) {
    case 'rtsp':
      return { kind: 'rtsp', url: row.url!, transport: row.transport ?? 'tcp' };
    case 'onvif':
      return {
        kind: 'onvif',
        url: row.url!,
        ...(row.channel === null ? {} : { channel: row.channel }),
        ...(row.videoSource === null ? {} : { videoSource: row.videoSource }),
      };
    case 'simulated':
      return { kind: 'simulated', seed: row.seed!, faults: row.faults ?? {} };
    case 'registered':
      return { kind: 'registered' };
  }
}

/** The target of a row. */
export function toTarget(row: TargetRow): ContactTarget {
  return {
    cameraId: row.cameraId,
    source: toSource(row),
    recordingMode: row.recordingMode,
    retentionHours: row.retentionHours,
    ...(row.sealedBytes && row.keyId ? { sealed: { bytes: row.sealedBytes, keyId: row.keyId } } : {}),
    ...(row.recorderId ? { recorderId: row.recorderId } : {}),
    ...(row.networks ? { organisationNetworks: row.networks } : {}),
    ...(row.lastReading ? { lastReading: row.lastReading } : {}),
    ...(row.securePort === null ? {} : { securePort: row.securePort }),
  };
}

/** A camera that is not retired, draft or not: for what a person asks for. */
export async function findContactTarget(db: Queryable, cameraId: string): Promise<ContactTarget | undefined> {
  const row = await db.maybeRow<TargetRow>(sql`SELECT ${TARGET_COLUMNS} FROM ${TARGET_TABLES} WHERE c.id = ${cameraId} AND c.retired_at IS NULL`);
  return row && toTarget(row);
}

/** A batch of due cameras. `looked` counts the cameras and recorders that were planned anew, active or not: 0 means that nothing is due any more. */
export interface ClaimedTargets<T extends ContactTarget = ContactTarget> {
  readonly looked: number;
  readonly targets: readonly T[];
}

/** A camera whose picture is due. */
export interface SnapshotTarget extends ContactTarget {
  /** Its picture has to be decoded from its stream, as far as is known: it speaks RTSP only, or said that it has none by HTTP. */
  readonly fromStream: boolean;
}

/** A channel of a due recorder. */
export interface ChannelTarget extends ContactTarget {
  /** Nothing is known of the channel yet, or something is the matter with it alone, or may be: the recorder's contact doesn't speak for it. */
  readonly inOwnTrouble: boolean;
  /** It is believed to be down, whoever's fault it is. */
  readonly isDown: boolean;
}

/** A recorder that is due, with its active channels in the order of their numbers. */
export interface RecorderTarget {
  readonly recorderId: string;
  /** Counts contacts. */
  readonly turn: number;
  readonly channels: readonly ChannelTarget[];
}

/** A batch of due pings: cameras, and recorders with all their channels. */
export interface ClaimedPings extends ClaimedTargets {
  readonly recorders: readonly RecorderTarget[];
}

interface ClaimedRow extends TargetRow {
  readonly active: boolean;
}

interface ClaimedPingRow extends ClaimedRow {
  readonly looked: number;
  readonly viaRecorder: string | null;
  readonly turn: number | null;
  readonly inOwnTrouble: boolean;
  readonly isDown: boolean;
}

async function claim(db: Queryable, statement: Sql): Promise<ClaimedTargets> {
  const rows = await db.rows<ClaimedRow>(statement);
  return { looked: rows.length, targets: rows.filter((row) => row.active).map(toTarget) };
}

/** Recorders that are claimed at once: each brings all its channels. */
const RECORDERS_AT_ONCE = 16;

/** The first second of a phase that lies more than half a minute ahead: a contact out of turn doesn't make the next one come at once. */
function pingSlot(nowMs: number, phase: Sql): Sql {
  return sql`to_timestamp((floor((${nowMs / 1000}::float8 + 30 - ${phase}) / 60) + 1) * 60 + ${phase})`;
}

/**
 * Takes up to `limit` cameras whose ping is due, and recorders that are due with all their channels, and plans their next one at their own phase of the minute, so
 * that no other worker takes them and a worker that dies loses one contact at most. Inactive cameras are only planned again; retired ones for never. A channel
 * that is due by itself (it was registered by an older version) is contacted once and then left to its recorder.
 */
export async function claimDuePings(db: Queryable, { nowMs, limit }: { nowMs: number; limit: number }): Promise<ClaimedPings> {
  const due = sql`next_ping_at <= ${new Date(nowMs)} ORDER BY next_ping_at`;
  const inOwnTrouble = sql`((s.reachable <> 'up' OR s.memory #>> '{facets,reachable,pending}' IS NOT NULL) AND s.memory ->> 'viaRecorder' IS DISTINCT FROM 'true')`;
  const rows = await db.rows<ClaimedPingRow>(sql`WITH due AS (
      SELECT camera_id FROM camera_state WHERE ${due} LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), due_recorder AS (
      SELECT recorder_id, turn FROM recorder_contact WHERE ${due} LIMIT ${RECORDERS_AT_ONCE} FOR UPDATE SKIP LOCKED
    ), planned AS (
      UPDATE camera_state p SET next_ping_at = CASE WHEN c.retired_at IS NULL AND k.recorder_id IS NULL THEN ${pingSlot(nowMs, sql`c.phase`)} ELSE 'infinity' END
      FROM due JOIN camera c ON c.id = due.camera_id LEFT JOIN recorder_contact k ON k.recorder_id = c.recorder_id WHERE p.camera_id = due.camera_id
    ), planned_recorder AS (
      UPDATE recorder_contact p SET turn = (p.turn + 1) % 1000000, next_ping_at = CASE WHEN v.retired_at IS NULL THEN ${pingSlot(nowMs, sql`v.phase`)} ELSE 'infinity' END
      FROM due_recorder d JOIN recorder v ON v.id = d.recorder_id WHERE p.recorder_id = d.recorder_id
    ), claimed AS (
      SELECT camera_id, NULL::uuid AS via, NULL::int AS turn FROM due
      UNION ALL SELECT v.id, d.recorder_id, d.turn FROM due_recorder d JOIN camera v ON v.recorder_id = d.recorder_id AND v.retired_at IS NULL
    )
    SELECT ${TARGET_COLUMNS}, ${IS_ACTIVE} AS active, claimed.via AS "viaRecorder", claimed.turn, ${inOwnTrouble} AS "inOwnTrouble", s.reachable = 'down' AS "isDown", tally.looked
    FROM (SELECT (SELECT count(*) FROM due) + (SELECT count(*) FROM due_recorder) AS looked) tally
    LEFT JOIN (claimed JOIN (${TARGET_TABLES}) ON c.id = claimed.camera_id) ON true ORDER BY claimed.via, c.recorder_channel`);
  const active = rows.filter((row) => row.active);
  // there is a row in any case: recorders without channels were planned too
  return { looked: rows[0]!.looked, targets: active.filter((row) => row.viaRecorder === null).map(toTarget), recorders: groupChannels(active) };
}

function groupChannels(rows: readonly ClaimedPingRow[]): RecorderTarget[] {
  const groups = new Map<string, { recorderId: string; turn: number; channels: ChannelTarget[] }>();
  for (const row of rows) {
    if (row.viaRecorder === null) continue;
    const group = groups.get(row.viaRecorder) ?? { recorderId: row.viaRecorder, turn: row.turn ?? 0, channels: [] };
    group.channels.push({ ...toTarget(row), inOwnTrouble: row.inOwnTrouble, isDown: row.isDown });
    groups.set(row.viaRecorder, group);
  }
  return [...groups.values()];
}

const CHANNELS_AT_ONCE = 128;

/** All active channels of a recorder, in the order of their numbers, read in pages: for a person's test. Drafts are none of them. */
export async function listChannelTargets(db: Queryable, recorderId: string): Promise<ContactTarget[]> {
  const number = sql`coalesce(c.recorder_channel, 0)`;
  const targets: ContactTarget[] = [];
  let after: Sql = empty;
  for (;;) {
    const rows = await db.rows<TargetRow & { readonly number: number }>(sql`SELECT ${TARGET_COLUMNS}, ${number} AS number FROM ${TARGET_TABLES}
      WHERE c.recorder_id = ${recorderId} AND ${IS_ACTIVE} ${after} ORDER BY ${number}, c.id LIMIT ${CHANNELS_AT_ONCE}`);
    targets.push(...rows.map(toTarget));
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHANNELS_AT_ONCE) return targets;
    after = sql`AND (${number}, c.id) > (${last.number}, ${last.cameraId})`;
  }
}

/**
 * Takes up to `limit` cameras whose picture is due and plans the next one: slots lie at whole multiples of the camera's period, shifted by a share of it that
 * is the camera's own, so that cameras of one period don't all come at once. Cameras that are down, inactive or take no pictures are only planned again.
 */
export async function claimDueSnapshots(db: Queryable, { nowMs, limit }: { nowMs: number; limit: number }): Promise<ClaimedTargets<SnapshotTarget>> {
  const shift = sql`((hashtext(c.id::text)::bigint & 65535) / 65536.0)`;
  const period = sql`(CASE WHEN c.snapshot_every_s = 0 THEN 900 ELSE c.snapshot_every_s END)`;
  const slot = sql`to_timestamp((floor(${nowMs / 1000}::float8 / ${period} - ${shift}) + 1 + ${shift}) * ${period})`;
  const fromStream = sql`${FROM_STREAM} AS "fromStream"`;
  const rows = await db.rows<ClaimedRow & { readonly fromStream: boolean }>(
    sql`WITH due AS (
        SELECT camera_id FROM camera_state WHERE next_snapshot_at <= ${new Date(nowMs)} OR next_snapshot_at IS NULL
        ORDER BY next_snapshot_at NULLS FIRST LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ), planned AS (
        UPDATE camera_state p SET next_snapshot_at = CASE WHEN c.retired_at IS NULL THEN ${slot} ELSE 'infinity' END
        FROM due JOIN camera c ON c.id = due.camera_id WHERE p.camera_id = due.camera_id
      )
      SELECT ${TARGET_COLUMNS}, ${fromStream}, (${IS_ACTIVE} AND c.snapshot_every_s > 0 AND s.reachable <> 'down') AS active
      FROM due JOIN ${TARGET_TABLES} ON c.id = due.camera_id`,
  );
  return { looked: rows.length, targets: rows.filter((row) => row.active).map((row) => ({ ...toTarget(row), fromStream: row.fromStream })) };
}

/**
 * Takes up to `limit` cameras whose capabilities are to be read again, and plans the next time: a day later give or take a quarter, an hour later while nothing is known. Only cameras that answer
 * are asked: one that refuses our password must not get it from here as well. The others come up again in ten minutes, drafts in an hour.
 */
export async function claimDueLooks(db: Queryable, { nowMs, limit }: { nowMs: number; limit: number }): Promise<ClaimedTargets> {
  const now = new Date(nowMs);
  return claim(
    db,
    sql`WITH due AS (
        SELECT camera_id FROM camera_capability WHERE next_look_at <= ${now} ORDER BY next_look_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ), judged AS (
        SELECT c.id, ${IS_ACTIVE} AS active, s.reachable, k.seen_at, c.retired_at FROM due JOIN ${TARGET_TABLES} ON c.id = due.camera_id
      ), planned AS (
        UPDATE camera_capability p SET next_look_at = CASE
          WHEN j.retired_at IS NOT NULL THEN 'infinity'::timestamptz
          ELSE ${now}::timestamptz + CASE
            WHEN NOT j.active THEN interval '1 hour'
            WHEN j.reachable <> 'up' THEN interval '10 minutes'
            WHEN j.seen_at IS NULL THEN interval '1 hour'
            ELSE interval '18 hours' + random() * interval '12 hours' END END
        FROM judged j WHERE p.camera_id = j.id
      )
      SELECT ${TARGET_COLUMNS}, (${IS_ACTIVE} AND s.reachable = 'up') AS active FROM due JOIN ${TARGET_TABLES} ON c.id = due.camera_id`,
  );
}

/** A camera that is to be recorded now; `taken` when another worker records it. */
export interface RecordingTarget extends ContactTarget {
  readonly taken: boolean;
}

/** Cameras that are to be recorded now: active and recorded all the time. */
export async function listRecordingTargets(db: Queryable, workerId: string): Promise<RecordingTarget[]> {
  const taken = sql`EXISTS (SELECT 1 FROM recording_lease l WHERE l.camera_id = c.id AND l.worker_id <> ${workerId} AND l.expires_at > clock_timestamp())`;
  const rows = await db.rows<TargetRow & { readonly taken: boolean }>(
    sql`SELECT ${TARGET_COLUMNS}, ${taken} AS taken FROM ${TARGET_TABLES} WHERE c.recording_mode = 'continuous' AND c.retired_at IS NULL AND ${IS_ACTIVE} ORDER BY c.id`,
  );
  return rows.map((row) => ({ ...toTarget(row), taken: row.taken }));
}
