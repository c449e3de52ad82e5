import sql from 'sql-template-tag';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { StoredSource } from '../registration/camera-source-input.ts';
import { groundOfPlacements } from '../registration/placement-coverage.ts';
import type { Queryable } from '../database.ts';
import type { NewCamera } from './camera-record-repository.ts';

/** A camera of a batch, with all that belongs to it. Its site is made when it is new. */
export interface BatchCamera extends Omit<NewCamera, 'siteId'> {
  readonly externalId: string | null;
  readonly siteName: string;
  readonly stored: StoredSource;
  readonly postedOn: string | null;
  readonly placementId: string;
  readonly placement: CameraPlacement;
  readonly validFromMs: number;
}

/** Stores cameras as `insertCamera`, `upsertSource`, `upsertNotice` and `insertPlacement` would one by one, with six statements for all. Errors: theirs. */
export async function insertCameraBatch(
  tx: Queryable,
  cameras: readonly BatchCamera[],
  options: { recordedBy: string | null; newSiteId: () => string },
): Promise<void> {
  const siteIds = await ensureSites(tx, cameras, options.newSiteId);
  await insertCameras(tx, cameras, siteIds);
  await insertSources(tx, cameras);
  await insertNotices(tx, cameras, options.recordedBy);
  await insertStates(tx, cameras);
  await insertPlacements(tx, cameras, options.recordedBy);
}

const siteKey = (unitId: string, name: string): string => `${unitId} ${name}`;

async function ensureSites(tx: Queryable, cameras: readonly BatchCamera[], newSiteId: () => string): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map(cameras.map(({ unitId, siteName }) => [siteKey(unitId, siteName), { unitId, name: siteName }]));
  // in one order for all, so that two batches can't wait for each other
  const rows = [...wanted.keys()].sort().map((key) => ({ id: newSiteId(), ...wanted.get(key)! }));
  const sites = await tx.rows<{ id: string; unitId: string; name: string }>(sql`INSERT INTO site (id, unit_id, name)
    SELECT id, "unitId", name FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, "unitId" uuid, name text)
    ON CONFLICT (unit_id, name) DO UPDATE SET name = excluded.name RETURNING id, unit_id AS "unitId", name`);
  return new Map(sites.map(({ id, unitId, name }) => [siteKey(unitId, name), id]));
}

async function insertCameras(tx: Queryable, cameras: readonly BatchCamera[], siteIds: ReadonlyMap<string, string>): Promise<void> {
  const rows = cameras.map(
    ({ id, name, nameFolded, unitId, ownerId, siteName, purpose, snapshotEveryS, recordingMode, retentionHours, phase, externalId }) => ({
      ...{ id, name, nameFolded, unitId, ownerId, purpose, snapshotEveryS, recordingMode, retentionHours, phase, externalId },
      siteId: siteIds.get(siteKey(unitId, siteName)),
    }),
  );
  await tx.run(sql`INSERT INTO camera (id, name, name_folded, unit_id, owner_id, site_id, purpose, snapshot_every_s, recording_mode, retention_hours, phase, external_id)
    SELECT id, name, "nameFolded", "unitId", "ownerId", "siteId", purpose, "snapshotEveryS", "recordingMode", "retentionHours", phase, "externalId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, name text, "nameFolded" text, "unitId" uuid, "ownerId" uuid, "siteId" uuid, purpose text,
      "snapshotEveryS" integer, "recordingMode" text, "retentionHours" integer, phase integer, "externalId" text)`);
}

async function insertSources(tx: Queryable, cameras: readonly BatchCamera[]): Promise<void> {
  const rows = cameras.map(({ id, stored: { source, canonicalUrl, sealed } }) => ({
    id,
    kind: source.kind,
    url: 'url' in source ? source.url : null,
    canonicalUrl,
    transport: 'transport' in source ? source.transport : null,
    sealed: sealed?.bytes.toString('base64') ?? null,
    keyId: sealed?.keyId ?? null,
  }));
  await tx.run(sql`INSERT INTO camera_source (camera_id, kind, url, canonical_url, transport, sealed_credentials, key_id)
    SELECT id, kind, url, "canonicalUrl", transport, decode(sealed, 'base64'), "keyId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, kind text, url text, "canonicalUrl" text, transport text, sealed text, "keyId" text)`);
}

async function insertNotices(tx: Queryable, cameras: readonly BatchCamera[], recordedBy: string | null): Promise<void> {
  const rows = cameras.filter(({ postedOn }) => postedOn !== null).map(({ id, postedOn }) => ({ id, postedOn }));
  if (rows.length === 0) return;
  await tx.run(sql`INSERT INTO camera_notice (camera_id, posted_on, recorded_by)
    SELECT id, "postedOn", ${recordedBy}::uuid FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, "postedOn" date)`);
}

/** The first contacts of a batch are spread over a minute by the cameras' phases: thousands of new cameras must not all be due at once. */
async function insertStates(tx: Queryable, cameras: readonly BatchCamera[]): Promise<void> {
  const rows = cameras.map(({ id, state, phase, snapshotEveryS }) => ({ id, state, phase, snapshotEveryS }));
  await tx.run(sql`INSERT INTO camera_state (camera_id, overall, next_ping_at, next_snapshot_at)
    SELECT id, state, now() + phase * interval '1 second', CASE WHEN "snapshotEveryS" > 0 THEN now() + phase / 60.0 * least("snapshotEveryS", 300) * interval '1 second' END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, state text, phase integer, "snapshotEveryS" integer)`);
}

async function insertPlacements(tx: Queryable, cameras: readonly BatchCamera[], recordedBy: string | null): Promise<void> {
  const grounds = await groundOfPlacements(
    tx,
    cameras.map(({ placement }) => placement),
    { times: cameras.map(({ validFromMs }) => ({ fromMs: validFromMs, toMs: null })) },
  );
  const rows = cameras.map(({ id, placementId, placement: { position, resolution, ...view }, validFromMs }, index) => ({
    ...view,
    ...grounds[index]!,
    id: placementId,
    cameraId: id,
    from: new Date(validFromMs).toISOString(),
    lon: position.coordinates[0],
    lat: position.coordinates[1],
    widthPx: resolution.width,
    heightPx: resolution.height,
    motion: view.motion ?? 'fixed',
    panRangeDeg: (view.motion ?? 'fixed') === 'fixed' ? null : view.panRangeDeg,
  }));
  await tx.run(sql`INSERT INTO camera_placement (id, camera_id, valid, position, height_m, bearing_deg, tilt_deg, hfov_deg, range_m, width_px, height_px, motion, pan_range_deg,
      sector, coverage, coverage_basis, recorded_by)
    SELECT id, "cameraId", tstzrange("from", NULL), ST_SetSRID(ST_MakePoint(lon, lat), 4326), "heightM", "bearingDeg", "tiltDeg", "hfovDeg", "rangeM", "widthPx", "heightPx", motion, "panRangeDeg",
      coverage_geometry(sector), coverage_geometry(coverage), basis, ${recordedBy}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, "cameraId" uuid, "from" timestamptz, lon float8, lat float8, "heightM" float8, "bearingDeg" float8,
      "tiltDeg" float8, "hfovDeg" float8, "rangeM" float8, "widthPx" integer, "heightPx" integer, motion text, "panRangeDeg" float8, sector jsonb, coverage jsonb, basis text)`);
}
