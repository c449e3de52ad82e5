import sql from 'sql-template-tag';
import type { CameraCapabilities, CameraIdentity, ProbeResult } from '../../domain/camera-contact.ts';
import type { CameraEventKind } from '../../domain/camera-event.ts';
import type { Queryable } from '../database.ts';
import type { ContactTarget } from './contact-target-repository.ts';

/** What is known of a camera's capabilities. */
export interface CapabilityRow {
  readonly seenAtMs: number | null;
  readonly identity: CameraIdentity;
  readonly capabilities: Partial<CameraCapabilities>;
  readonly firmwareBefore: string | null;
  readonly firmwareChangedAtMs: number | null;
  readonly nextLookAtMs: number;
  readonly listening: boolean;
  readonly lastMotionAtMs: number | null;
  readonly lastTamperAtMs: number | null;
  readonly lastTamperKind: CameraEventKind | null;
}

/**
 * Keeps what a probe found as the camera's capability snapshot. Older than what is kept, or about a device that was exchanged meanwhile, it changes nothing. Another firmware than before is remembered
 * with the one before it.
 */
export async function storeCapabilities(
  db: Queryable,
  target: Pick<ContactTarget, 'cameraId' | 'source'>,
  found: ProbeResult,
  seenAtMs: number,
): Promise<void> {
  const { identity, capabilities } = found;
  const url = 'url' in target.source ? target.source.url : null;
  const isOther = sql`(k.identity ->> 'firmware') <> ${identity.firmware ?? null}::text`;
  await db.run(sql`UPDATE camera_capability k SET seen_at = ${new Date(seenAtMs)}, identity = ${JSON.stringify(identity)}::jsonb, capabilities = ${JSON.stringify(capabilities)}::jsonb,
      secure_port = ${capabilities.securePort ?? null}::int, has_events = ${capabilities.events ?? false},
      firmware_before = CASE WHEN ${isOther} THEN k.identity ->> 'firmware' ELSE k.firmware_before END,
      firmware_changed_at = CASE WHEN ${isOther} THEN ${new Date(seenAtMs)} ELSE k.firmware_changed_at END
    WHERE k.camera_id = ${target.cameraId} AND (k.seen_at IS NULL OR k.seen_at <= ${new Date(seenAtMs)})
      AND EXISTS (SELECT 1 FROM camera_source s WHERE s.camera_id = k.camera_id AND s.kind = ${target.source.kind} AND s.url IS NOT DISTINCT FROM ${url}::text)`);
}

/** @throws AppError `not_found` for a camera that is not there. */
export async function findCapabilities(db: Queryable, cameraId: string): Promise<CapabilityRow> {
  return db.row(sql`SELECT k.seen_at AS "seenAtMs", k.identity, k.capabilities, k.firmware_before AS "firmwareBefore", k.firmware_changed_at AS "firmwareChangedAtMs",
      k.next_look_at AS "nextLookAtMs", coalesce(greatest(w.expires_at, r.expires_at) > clock_timestamp(), false) AS listening, w.last_motion_at AS "lastMotionAtMs",
      w.last_tamper_at AS "lastTamperAtMs", w.last_tamper_kind AS "lastTamperKind"
    FROM camera_capability k JOIN camera c ON c.id = k.camera_id LEFT JOIN camera_event_watch w ON w.camera_id = k.camera_id
      LEFT JOIN recorder_event_watch r ON r.recorder_id = c.recorder_id WHERE k.camera_id = ${cameraId}`);
}
