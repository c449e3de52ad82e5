import sql from 'sql-template-tag';
import type { LonLat } from '../../domain/geojson.ts';
import { ASSUMED_BITRATE_BPS, storageVerdict } from '../../domain/storage-need.ts';
import type { Queryable } from '../database.ts';
import { findTwins, liesInUnit } from '../repositories/camera-placement-repository.ts';
import { setWarnings } from '../repositories/camera-record-repository.ts';

/** Something that is stored all the same and that a person should look at. */
export interface CameraWarning {
  readonly code: 'same_address' | 'same_place' | 'outside_unit' | 'disk_too_small';
  readonly message: string;
  readonly cameraIds?: readonly string[];
}

/** Another camera that may be the same one. */
export interface Twin {
  readonly id: string;
  readonly sameOwner: boolean;
}

/** What was looked up about one camera. */
export interface WarningFindings {
  /** Cameras with the same address. */
  readonly sameAddress: readonly Twin[];
  /** Cameras at the same place. */
  readonly samePlace: readonly Twin[];
  readonly isInUnit: boolean;
  /** Of the whole disk; the same for every camera that is recorded. */
  readonly disk: readonly CameraWarning[];
}

/** Where recordings go; a blob store is one. */
export interface RecordingDisk {
  freeBytes(): Promise<number>;
}

const BYTES_PER_GB = 1e9;

/** Whether all recordings that are planned now will fit. */
export async function diskWarning(db: Queryable, blobs: RecordingDisk): Promise<CameraWarning[]> {
  const plans = await db.rows<{ cameraCount: number; retentionHours: number }>(
    sql`SELECT count(*) AS "cameraCount", retention_hours AS "retentionHours" FROM camera WHERE recording_mode = 'continuous' AND retired_at IS NULL GROUP BY retention_hours`,
  );
  // an estimate from the planner's figures: a sum over a hundred million segments is too dear for a warning
  const held = await db.row<{ bytes: number }>(sql`SELECT (
      coalesce((SELECT sum(greatest(c.reltuples, 0)) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'footage_segment'::regclass), 0)
      * coalesce((SELECT avg(byte_length) FROM (SELECT byte_length FROM footage_segment ORDER BY id DESC LIMIT 500) latest), 0))::bigint AS bytes`);
  const verdict = storageVerdict(
    plans.map((plan) => ({ ...plan, bitrateBps: ASSUMED_BITRATE_BPS })),
    (await blobs.freeBytes()) + held.bytes,
  );
  if (verdict.fits) return [];
  const missing = Math.ceil(verdict.missingBytes / BYTES_PER_GB);
  const needed = Math.ceil(verdict.neededBytes / BYTES_PER_GB);
  return [
    {
      code: 'disk_too_small',
      message: `All recordings together will need ${needed} GB (reckoned at 2 Mbit/s); ${missing} GB are missing. Add disk, record fewer cameras or keep recordings for a shorter time.`,
    },
  ];
}

/** Which cameras a warning names: those of the same owner. That another one is there is said; whose and which is nobody else's business. */
function named(twins: readonly Twin[]): { readonly cameraIds?: readonly string[] } {
  const own = twins.filter(({ sameOwner }) => sameOwner).map(({ id }) => id);
  return own.length === 0 ? {} : { cameraIds: own };
}

/** The warnings that follow from findings. */
export function warningsOf({ sameAddress, samePlace, isInUnit, disk }: WarningFindings): CameraWarning[] {
  return [
    ...(sameAddress.length === 0
      ? []
      : [{ code: 'same_address' as const, message: 'Another camera has the same address. Is it registered twice?', ...named(sameAddress) }]),
    ...(samePlace.length === 0
      ? []
      : [{ code: 'same_place' as const, message: 'Another camera hangs at the same place. Is it registered twice?', ...named(samePlace) }]),
    ...(isInUnit ? [] : [{ code: 'outside_unit' as const, message: 'The position lies outside the boundary of its unit. Check the position and the unit.' }]),
    ...disk,
  ];
}

/** Looks for what is odd about a camera, and stores it with the camera. */
export async function refreshWarnings(
  db: Queryable,
  blobs: RecordingDisk,
  camera: { id: string; unitId: string; canonicalUrl: string | null; position: LonLat; isRecorded: boolean },
): Promise<void> {
  const twins = await findTwins(db, camera);
  const warnings = warningsOf({
    sameAddress: twins.filter((twin) => twin.sameAddress),
    samePlace: twins.filter((twin) => twin.samePlace),
    isInUnit: await liesInUnit(db, camera.unitId, camera.position),
    disk: camera.isRecorded ? await diskWarning(db, blobs) : [],
  });
  await setWarnings(db, camera.id, warnings);
}
