import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { CameraMotion, CameraPurpose, CameraState, RecordingMode } from '../../domain/camera-terms.ts';
import type { SimulatedFaults, SourceKind } from '../../domain/camera-source.ts';
import type { FootageHolder } from '../../domain/footage-holder.ts';
import type { CoverageGeometry } from '../../domain/geojson.ts';
import type { CoverageBasis } from '../../domain/visibility/visible-ground.ts';
import type { Queryable } from '../database.ts';
import { PLACEMENT_COLUMNS, type PlacementColumns } from './placement-columns.ts';

/** A camera as the API shows it: its present placement and state beside it. */
export interface CameraRow extends PlacementColumns {
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

/** A month by the calendar after the last confirmation, or after the registration: what was seen before that makes it due no sooner. */
const CONFIRMATION_DUE_AT = sql`(greatest(k.confirmed_at, c.created_at) + interval '1 month')`;

const SELECT_CAMERA = sql`SELECT c.id, c.name, c.unit_id AS "unitId", u.name AS "unitName", s.name AS "siteName", c.owner_id AS "ownerId", o.name AS "ownerName",
    st.overall AS state, st.reachable, st.picture, st.recording AS "recordingState", st.clock, st.last_contact_at AS "lastContactAtMs", st.last_problem AS "lastProblem",
    st.clock_offset_ms AS "clockOffsetMs", c.purpose, n.posted_on::text AS "postedOn", (c.maintenance OR c.absent) AS maintenance, c.snapshot_every_s AS "snapshotEveryS",
    c.recording_mode AS "recordingMode", c.retention_hours AS "retentionHours", c.warnings, c.created_at AS "createdAtMs",
    p.id AS "placementId", ${PLACEMENT_COLUMNS}, lower(p.valid) AS "validFromMs",
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
    SELECT * FROM camera_confirmation cc WHERE cc.camera_id = c.id AND src.kind = 'registered' ORDER BY cc.confirmed_at DESC, cc.id DESC LIMIT 1
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

/** What cameras in service are listed for, of those only one when `cameraId` is given. */
export interface CameraSelection extends Pick<CameraFilter, 'reach'> {
  readonly cameraId?: string | undefined;
}

/** Conditions on `camera c` for a list of cameras in service, newest first, after `beforeId` when given. */
export function selectCameras({ reach, cameraId }: CameraSelection, beforeId: string | undefined): Sql[] {
  return [
    sql`c.retired_at IS NULL`,
    withinReach(reach),
    ...(cameraId === undefined ? [] : [sql`c.id = ${cameraId}`]),
    ...(beforeId === undefined ? [] : [sql`c.id < ${beforeId}`]),
  ];
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
/** Whose these cameras are; those that are not there, or retired, are left out. */
export async function findOwners(db: Queryable, cameraIds: readonly string[]): Promise<{ id: string; ownerId: string }[]> {
  return db.rows(sql`SELECT id, owner_id AS "ownerId" FROM camera WHERE id = ANY(${cameraIds}::uuid[]) AND retired_at IS NULL`);
}

export async function countByState(db: Queryable, filter: Pick<CameraFilter, 'reach' | 'unitId'>): Promise<{ state: CameraState; count: number }[]> {
  return db.rows(sql`SELECT st.overall AS state, count(*) AS count FROM camera c JOIN camera_state st ON st.camera_id = c.id
    WHERE ${join(conditions(filter), ' AND ')} GROUP BY st.overall ORDER BY st.overall`);
}
