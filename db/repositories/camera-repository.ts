import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { CameraMotion, CameraPurpose, CameraState, RecordingMode } from '../../domain/camera-terms.ts';
import type { CameraSource, SimulatedFaults, SourceKind } from '../../domain/camera-source.ts';
import type { FootageHolder } from '../../domain/footage-holder.ts';
import type { CoverageGeometry, LonLat } from '../../domain/geojson.ts';
import type { CoverageBasis, VisibleGround } from '../../domain/visibility/visible-ground.ts';
import type { Sealed } from '../../platform/secret-box.ts';
import type { Queryable } from '../database.ts';

/** A camera as the API shows it: its present placement and state beside it. */
export interface CameraRow {
  readonly id: string;
  readonly name: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly siteName: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly state: CameraState;
  readonly reachable: string;
  readonly picture: string;
  readonly recordingState: string;
  readonly clock: string;
  readonly lastContactAtMs: number | null;
  readonly lastProblem: { readonly code: string; readonly message: string } | null;
  readonly clockOffsetMs: number | null;
  readonly purpose: CameraPurpose | null;
  readonly postedOn: string | null;
  /** Out of service for a while, by its mark or by a dated absence. */
  readonly maintenance: boolean;
  readonly snapshotEveryS: number;
  readonly recordingMode: RecordingMode;
  readonly retentionHours: number;
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly cameraIds?: string[] }[];
  readonly createdAtMs: number;
  readonly placementId: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly heightM: number;
  readonly bearingDeg: number;
  readonly tiltDeg: number;
  readonly hfovDeg: number;
  readonly rangeM: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly validFromMs: number;
  readonly validToMs: number | null;
  readonly placementRecordedAtMs: number;
  readonly motion: CameraMotion;
  readonly panRangeDeg: number | null;
  readonly coverage: CoverageGeometry;
  readonly coverageBasis: CoverageBasis;
  readonly coverageVersion: number;
  readonly coverageComputedAtMs: number;
  readonly sourceKind: SourceKind;
  readonly url: string | null;
  readonly canonicalUrl: string | null;
  readonly transport: 'tcp' | 'udp' | null;
  readonly seed: number | null;
  readonly faults: SimulatedFaults | null;
  readonly hasCredentials: boolean;
  readonly recorderId: string | null;
  readonly recorderName: string | null;
  readonly recorderChannel: number | null;
  /** The camera is down because its recorder is. */
  readonly isRecorderDown: boolean;
  /** Cameras that can't be dialled only: when their board has to confirm them again, and what it said last. */
  readonly confirmationDueAtMs: number | null;
  readonly isConfirmationDue: boolean;
  readonly confirmedAtMs: number | null;
  readonly stillThere: boolean | null;
  readonly stillFilms: boolean | null;
  readonly holder: FootageHolder | null;
  readonly whereToAsk: string | null;
  readonly keepsHours: number | null;
}

/** A month by the calendar after the last confirmation, or after the registration. */
const CONFIRMATION_DUE_AT = sql`(coalesce(k.confirmed_at, c.created_at) + interval '1 month')`;

const SELECT_CAMERA = sql`SELECT c.id, c.name, c.unit_id AS "unitId", u.name AS "unitName", s.name AS "siteName", c.owner_id AS "ownerId", o.name AS "ownerName",
    st.overall AS state, st.reachable, st.picture, st.recording AS "recordingState", st.clock, st.last_contact_at AS "lastContactAtMs", st.last_problem AS "lastProblem",
    st.clock_offset_ms AS "clockOffsetMs", c.purpose, n.posted_on::text AS "postedOn", (c.maintenance OR c.absent) AS maintenance, c.snapshot_every_s AS "snapshotEveryS",
    c.recording_mode AS "recordingMode", c.retention_hours AS "retentionHours", c.warnings, c.created_at AS "createdAtMs",
    p.id AS "placementId", ST_X(p.position) AS lon, ST_Y(p.position) AS lat, p.height_m AS "heightM", p.bearing_deg AS "bearingDeg", p.tilt_deg AS "tiltDeg",
    p.hfov_deg AS "hfovDeg", p.range_m AS "rangeM", p.width_px AS "widthPx", p.height_px AS "heightPx", lower(p.valid) AS "validFromMs",
    CASE WHEN upper_inf(p.valid) THEN NULL ELSE upper(p.valid) END AS "validToMs", p.recorded_at AS "placementRecordedAtMs", p.motion, p.pan_range_deg AS "panRangeDeg",
    ST_AsGeoJSON(p.coverage, 7)::jsonb AS coverage, p.coverage_basis AS "coverageBasis", p.coverage_version AS "coverageVersion", p.coverage_computed_at AS "coverageComputedAtMs",
    src.kind AS "sourceKind", src.url, src.canonical_url AS "canonicalUrl", src.transport, src.seed, src.faults, (src.sealed_credentials IS NOT NULL OR r.sealed_credentials IS NOT NULL) AS "hasCredentials",
    c.recorder_id AS "recorderId", r.name AS "recorderName", c.recorder_channel AS "recorderChannel", (st.reachable = 'down' AND st.memory ->> 'viaRecorder' IS NOT DISTINCT FROM 'true') AS "isRecorderDown",
    CASE WHEN src.kind = 'registered' THEN ${CONFIRMATION_DUE_AT} END AS "confirmationDueAtMs", (src.kind = 'registered' AND ${CONFIRMATION_DUE_AT} <= now()) AS "isConfirmationDue",
    k.confirmed_at AS "confirmedAtMs", k.still_there AS "stillThere", k.still_films AS "stillFilms", k.holder, k.where_to_ask AS "whereToAsk", k.keeps_hours AS "keepsHours"
  FROM camera c
  JOIN unit u ON u.id = c.unit_id
  JOIN site s ON s.id = c.site_id
  JOIN organisation o ON o.id = c.owner_id
  JOIN camera_state st ON st.camera_id = c.id
  JOIN camera_source src ON src.camera_id = c.id
  LEFT JOIN recorder r ON r.id = c.recorder_id
  LEFT JOIN camera_notice n ON n.camera_id = c.id
  LEFT JOIN LATERAL (
    SELECT * FROM camera_confirmation cc WHERE cc.camera_id = c.id AND src.kind = 'registered' ORDER BY cc.confirmed_at DESC LIMIT 1
  ) k ON true
  LEFT JOIN LATERAL (
    SELECT * FROM camera_placement cp WHERE cp.camera_id = c.id
    ORDER BY cp.valid @> now() DESC, lower(cp.valid) DESC LIMIT 1
  ) p ON true`;

/** The camera, unless it is retired or not there. */
export async function findCamera(db: Queryable, id: string): Promise<CameraRow | undefined> {
  return db.maybeRow(sql`${SELECT_CAMERA} WHERE c.id = ${id} AND c.retired_at IS NULL`);
}

/** Which cameras to list; `reach` is what the caller's permission allows. */
export interface CameraFilter {
  readonly reach: { readonly scope: 'own' | 'units' | 'any'; readonly organisationId: string; readonly unitIds: readonly string[] };
  readonly unitId?: string | undefined;
  readonly state?: CameraState | undefined;
  readonly bbox?: readonly [number, number, number, number] | undefined;
  /** Folded by `foldCameraName`. */
  readonly nameFolded?: string | undefined;
  /** Whether the board has to confirm the camera again; only cameras that can't be dialled are. */
  readonly confirmationDue?: boolean | undefined;
}

/** Condition on `camera c` that keeps to the caller's reach. */
export function withinReach({ scope, organisationId, unitIds }: CameraFilter['reach']): Sql {
  if (scope === 'any') return sql`true`;
  if (scope === 'own') return sql`c.owner_id = ${organisationId}`;
  return sql`c.unit_id IN (SELECT uc.descendant_id FROM unit_closure uc WHERE uc.ancestor_id = ANY(${unitIds}::uuid[]))`;
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

function conditions(filter: CameraFilter): Sql[] {
  const { unitId, state, bbox, nameFolded, confirmationDue } = filter;
  return [
    sql`c.retired_at IS NULL`,
    withinReach(filter.reach),
    ...(unitId === undefined ? [] : [sql`c.unit_id IN (SELECT uc.descendant_id FROM unit_closure uc WHERE uc.ancestor_id = ${unitId})`]),
    ...(state === undefined ? [] : [sql`st.overall = ${state}`]),
    ...(bbox === undefined ? [] : [sql`p.position && ST_MakeEnvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326)`]),
    ...(nameFolded === undefined ? [] : [sql`c.name_folded LIKE ${`%${escapeLike(nameFolded)}%`}`]),
    ...(confirmationDue === undefined ? [] : [sql`(src.kind = 'registered' AND ${CONFIRMATION_DUE_AT} <= now()) = ${confirmationDue}`]),
  ];
}

/** Cameras, newest first, after `beforeId` when given. */
export async function listCameras(db: Queryable, filter: CameraFilter, page: { limit: number; beforeId?: string | undefined }): Promise<CameraRow[]> {
  const after = page.beforeId === undefined ? empty : sql`AND c.id < ${page.beforeId}`;
  return db.rows(sql`${SELECT_CAMERA} WHERE ${join(conditions(filter), ' AND ')} ${after} ORDER BY c.id DESC LIMIT ${page.limit}`);
}

/** How many cameras are in which state, within the caller's reach. */
export async function countByState(db: Queryable, filter: Pick<CameraFilter, 'reach' | 'unitId'>): Promise<{ state: CameraState; count: number }[]> {
  return db.rows(sql`SELECT st.overall AS state, count(*) AS count FROM camera c JOIN camera_state st ON st.camera_id = c.id
    WHERE ${join(conditions(filter), ' AND ')} GROUP BY st.overall ORDER BY st.overall`);
}

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

/** The site of that name in the unit, made when it is new. */
export async function ensureSite(db: Queryable, site: { id: string; unitId: string; name: string }): Promise<string> {
  const row = await db.row<{ id: string }>(sql`INSERT INTO site (id, unit_id, name) VALUES (${site.id}, ${site.unitId}, ${site.name})
    ON CONFLICT (unit_id, name) DO UPDATE SET name = excluded.name RETURNING id`);
  return row.id;
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

/**
 * Other cameras with the same address, or nearer than about two metres to `position`: probably the same one registered twice. Channels of one recorder share its address
 * and often a pole.
 */
export async function findTwins(
  db: Queryable,
  camera: { id: string; canonicalUrl: string | null; position: LonLat },
): Promise<{ readonly id: string; readonly sameAddress: boolean; readonly samePlace: boolean }[]> {
  const [lon, lat] = camera.position;
  const point = sql`ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326)`;
  return db.rows(sql`SELECT id, bool_or(same_address) AS "sameAddress", bool_or(NOT same_address) AS "samePlace" FROM (
      SELECT c.id, true AS same_address FROM camera_source src JOIN camera c ON c.id = src.camera_id WHERE src.canonical_url = ${camera.canonicalUrl} AND c.retired_at IS NULL
      UNION ALL
      SELECT c.id, false FROM camera_placement p JOIN camera c ON c.id = p.camera_id
        WHERE p.position && ST_Expand(${point}, 0.00002) AND ST_DWithin(p.position::geography, ${point}::geography, 2) AND upper_inf(p.valid) AND c.retired_at IS NULL
    ) twin WHERE id <> ${camera.id}
      AND NOT EXISTS (SELECT 1 FROM camera a JOIN camera b ON b.recorder_id = a.recorder_id WHERE a.id = ${camera.id} AND b.id = twin.id)
    GROUP BY id ORDER BY id LIMIT 20`);
}

/** Whether a point lies in a unit; true when the unit has no boundary to compare with. */
export async function liesInUnit(db: Queryable, unitId: string, [lon, lat]: LonLat): Promise<boolean> {
  const row = await db.row<{ inside: boolean }>(
    sql`SELECT coalesce(ST_Covers(boundary, ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326)), true) AS inside FROM unit WHERE id = ${unitId}`,
  );
  return row.inside;
}

export interface NewPlacement {
  readonly id: string;
  readonly cameraId: string;
  readonly placement: CameraPlacement;
  readonly ground: VisibleGround;
  readonly validFromMs: number;
  readonly recordedBy: string | null;
}

/**
 * Adds a placement from `validFromMs` on: the one that held then ends there, and this one ends where a later one begins.
 * Errors: constraint `camera_placement_one_at_a_time` when one begins at that very moment.
 */
export async function insertPlacement(db: Queryable, entry: NewPlacement): Promise<void> {
  const from = new Date(entry.validFromMs);
  await db.run(sql`UPDATE camera_placement SET valid = tstzrange(lower(valid), ${from})
    WHERE camera_id = ${entry.cameraId} AND valid @> ${from}::timestamptz AND lower(valid) < ${from}`);
  const { position, heightM, bearingDeg, tiltDeg, hfovDeg, rangeM, resolution, motion = 'fixed', panRangeDeg = null } = entry.placement;
  const { sector, coverage, basis } = entry.ground;
  const [lon, lat] = position.coordinates;
  await db.run(sql`INSERT INTO camera_placement (id, camera_id, valid, position, height_m, bearing_deg, tilt_deg, hfov_deg, range_m, width_px, height_px, motion, pan_range_deg,
      sector, coverage, coverage_basis, recorded_by)
    SELECT ${entry.id}, ${entry.cameraId}::uuid, tstzrange(${from}, (SELECT min(lower(valid)) FROM camera_placement WHERE camera_id = ${entry.cameraId} AND lower(valid) > ${from})),
      ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326), ${heightM}::float8, ${bearingDeg}::float8, ${tiltDeg}::float8, ${hfovDeg}::float8, ${rangeM}::float8,
      ${resolution.width}::int, ${resolution.height}::int, ${motion}, ${motion === 'fixed' ? null : panRangeDeg}::float8,
      coverage_geometry(${JSON.stringify(sector)}::jsonb), coverage_geometry(${JSON.stringify(coverage)}::jsonb), ${basis}, ${entry.recordedBy}::uuid`);
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
