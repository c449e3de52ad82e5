import sql from 'sql-template-tag';
import type { DeviceTimeSource } from '../../domain/camera-contact.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { segmentsNear } from './segment-window.ts';
import type { CameraMotion } from '../../domain/camera-terms.ts';
import { PLACEMENT_COLUMNS, type PlacementColumns } from './placement-columns.ts';

interface Clock {
  readonly deviceTimeSource: DeviceTimeSource;
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
  readonly clockMethod: string | null;
}

interface StoredFile {
  readonly id: string;
  readonly sha256: Buffer;
  readonly byteLength: number;
  readonly blobKey: string;
}

/** A stored segment as evidence. */
export interface EvidenceSegment extends TimeInterval, StoredFile, Clock {
  readonly uncertaintyMs: number;
  readonly deviceFromMs: number | null;
  readonly deviceToMs: number | null;
  readonly source: 'recorded' | 'edge' | 'upload';
  readonly codec: string;
  readonly storedAtMs: number;
  readonly handedInById: string | null;
  readonly handedInByUsername: string | null;
}

/** A stored picture as evidence. */
export interface EvidencePicture extends StoredFile, Clock {
  readonly takenAtMs: number;
  readonly deviceTimeMs: number | null;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Segments of one camera and window, and pictures: a day of 5 s each, and room for more. Whoever gets so many may have got not all. */
export const MOST_SOURCES = 30_000;

const CLOCK = sql`f.device_time_source AS "deviceTimeSource", f.clock_offset_ms AS "clockOffsetMs", f.clock_uncertainty_ms AS "clockUncertaintyMs", f.clock_method AS "clockMethod"`;
const FILE = sql`f.id, f.sha256, f.byte_length AS "byteLength", f.blob_key AS "blobKey"`;

/** Segments of a camera that show something of `window` by their own time, oldest first. */
export async function listEvidenceSegments(db: Queryable, cameraId: string, window: TimeInterval): Promise<EvidenceSegment[]> {
  const [from, to] = [new Date(window.fromMs), new Date(window.toMs)];
  const near = segmentsNear(sql`${cameraId}::uuid`, sql`${from}::timestamptz`, sql`${to}::timestamptz`, MOST_SOURCES);
  return db.rows(sql`SELECT ${FILE}, ${CLOCK}, lower(f.true_during) AS "fromMs", upper(f.true_during) AS "toMs", f.uncertainty_ms AS "uncertaintyMs", lower(f.device_during) AS "deviceFromMs",
      upper(f.device_during) AS "deviceToMs", f.source, f.codec, f.stored_at AS "storedAtMs", u.id AS "handedInById", u.username AS "handedInByUsername"
    FROM ${near} f LEFT JOIN hand_in h ON f.source = 'upload' AND h.camera_id = f.camera_id AND h.segment_id = f.id LEFT JOIN app_user u ON u.id = h.handed_in_by
    WHERE f.true_during && tstzrange(${from}, ${to}) ORDER BY lower(f.true_during), f.id`);
}

/** Pictures of a camera taken within `window`, oldest first. */
export async function listEvidencePictures(db: Queryable, cameraId: string, window: TimeInterval): Promise<EvidencePicture[]> {
  return db.rows(sql`SELECT ${FILE}, ${CLOCK}, f.taken_at AS "takenAtMs", f.device_time AS "deviceTimeMs", f.width_px AS "widthPx", f.height_px AS "heightPx"
    FROM snapshot f WHERE f.camera_id = ${cameraId} AND f.taken_at >= ${new Date(window.fromMs)} AND f.taken_at < ${new Date(window.toMs)} ORDER BY f.taken_at, f.id LIMIT ${MOST_SOURCES}`);
}

/** A camera as it is, and where it hung. */
export interface EvidenceCamera {
  readonly id: string;
  readonly name: string;
  readonly siteName: string;
  readonly unitName: string;
  readonly ownerName: string;
  readonly placements: readonly (PlacementColumns & {
    readonly motion: CameraMotion;
    readonly panRangeDeg: number | null;
    readonly fromMs: number;
    readonly toMs: number | null;
    readonly recordedAtMs: number;
  })[];
}

/** A camera with its placements in `window`, oldest first; retired ones too. */
export async function findEvidenceCamera(db: Queryable, cameraId: string, window: TimeInterval): Promise<EvidenceCamera> {
  const camera = await db.row<Omit<EvidenceCamera, 'placements'>>(sql`SELECT c.id, c.name, s.name AS "siteName", u.name AS "unitName", o.name AS "ownerName"
    FROM camera c JOIN site s ON s.id = c.site_id JOIN unit u ON u.id = c.unit_id JOIN organisation o ON o.id = c.owner_id WHERE c.id = ${cameraId}`);
  const placements = await db.rows<
    EvidenceCamera['placements'][number]
  >(sql`SELECT lower(p.valid) AS "fromMs", upper(p.valid) AS "toMs", ${PLACEMENT_COLUMNS}, p.motion, p.pan_range_deg AS "panRangeDeg", p.recorded_at AS "recordedAtMs"
    FROM camera_placement p WHERE p.camera_id = ${cameraId} AND p.valid && tstzrange(${new Date(window.fromMs)}, ${new Date(window.toMs)}) ORDER BY lower(p.valid)`);
  return { ...camera, placements };
}

/** Entries of the access log about an incident, newest last; the newest `limit` of them. */
export async function listIncidentLeaves(db: Queryable, incidentId: string, belowSeq: number, limit: number): Promise<{ seq: number; leafInput: Buffer }[]> {
  const rows = await db.rows<{
    seq: number;
    leafInput: Buffer;
  }>(sql`SELECT l.seq, l.leaf_input AS "leafInput" FROM audit_index x JOIN audit_leaf l ON l.seq = x.seq
    WHERE x.kind = 'incident' AND x.key = ${incidentId} AND x.seq < ${belowSeq} ORDER BY x.at_ms DESC, x.seq DESC LIMIT ${limit}`);
  return rows.toSorted((a, b) => a.seq - b.seq);
}
