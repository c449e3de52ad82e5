import sql from 'sql-template-tag';
import type { Queryable } from '../../db/database.ts';
import { phaseOf } from '../../db/registration/camera-phase.ts';
import { groundOfPlacements } from '../../db/registration/placement-coverage.ts';
import { foldCameraName } from '../../domain/camera-name-fold.ts';
import type { PictureMemory } from '../../domain/picture-memory.ts';
import { toIso } from '../../domain/time-interval.ts';
import { newId } from '../../platform/new-id.ts';
import { faultsOf, type TownCamera } from './town-camera.ts';
import { RETENTION_HOURS } from './town-footage.ts';
import type { TownPeople } from './town-people.ts';
import type { TownUnits } from './town-units.ts';

const SNAPSHOT_EVERY_S = 300;
const VIETNAM_OFFSET_MS = 7 * 3_600_000;

/** Where cameras belong, and what the workers already remember of their pictures. */
export interface CameraSurroundings {
  readonly units: TownUnits;
  readonly people: TownPeople;
  readonly pictures: ReadonlyMap<string, PictureMemory>;
  readonly nowMs: number;
}

/** Stores the cameras with all that belongs to them. Their states are unknown: the workers find out. */
export async function storeCameras(tx: Queryable, cameras: readonly TownCamera[], { units, people, pictures, nowMs }: CameraSurroundings): Promise<void> {
  const siteIds = await storeSites(tx, cameras, units, nowMs);
  const rows = cameras.map((camera) => ({
    id: camera.id,
    name: camera.name,
    nameFolded: foldCameraName(camera.name),
    unitId: units.neighbourhoods[camera.neighbourhood]!.id,
    ownerId: people.boards[camera.neighbourhood]!.id,
    siteId: siteIds.get(siteKey(camera))!,
    purpose: camera.purpose,
    maintenance: camera.isInMaintenance,
    recordingMode: camera.recordsLive ? 'continuous' : 'off',
    phase: phaseOf(camera.id),
    createdAt: toIso(camera.createdAtMs),
  }));
  await tx.run(sql`INSERT INTO camera (id, name, name_folded, unit_id, owner_id, site_id, purpose, maintenance, snapshot_every_s, recording_mode, retention_hours, phase, created_at)
    SELECT id, name, "nameFolded", "unitId", "ownerId", "siteId", purpose, maintenance, ${SNAPSHOT_EVERY_S}::int, "recordingMode", ${RETENTION_HOURS}::int, phase, "createdAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, name text, "nameFolded" text, "unitId" uuid, "ownerId" uuid, "siteId" uuid, purpose text, maintenance boolean,
      "recordingMode" text, phase integer, "createdAt" timestamptz)`);
  await storeSources(tx, cameras);
  await storeNotices(tx, cameras, people);
  await storePlacements(tx, cameras, people);
  await storeUnknownStates(tx, cameras, pictures, nowMs);
}

const siteKey = ({ neighbourhood, siteName }: Pick<TownCamera, 'neighbourhood' | 'siteName'>): string => `${neighbourhood} ${siteName}`;

/** Sites by their key; cameras of one junction share theirs. */
async function storeSites(tx: Queryable, cameras: readonly TownCamera[], units: TownUnits, nowMs: number): Promise<ReadonlyMap<string, string>> {
  const sites = new Map(
    cameras.map((camera) => [siteKey(camera), { id: newId(nowMs), unitId: units.neighbourhoods[camera.neighbourhood]!.id, name: camera.siteName }]),
  );
  await tx.run(
    sql`INSERT INTO site (id, unit_id, name) SELECT id, "unitId", name FROM jsonb_to_recordset(${JSON.stringify([...sites.values()])}::jsonb) AS x(id uuid, "unitId" uuid, name text)`,
  );
  return new Map([...sites].map(([key, { id }]) => [key, id]));
}

async function storeSources(tx: Queryable, cameras: readonly TownCamera[]): Promise<void> {
  const rows = cameras.map((camera) => ({ id: camera.id, seed: camera.seed, faults: faultsOf(camera) }));
  await tx.run(sql`INSERT INTO camera_source (camera_id, kind, seed, faults)
    SELECT id, 'simulated', seed, faults FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, seed integer, faults jsonb)`);
}

/** Notices hang a day after the camera was registered. */
async function storeNotices(tx: Queryable, cameras: readonly TownCamera[], people: TownPeople): Promise<void> {
  const rows = cameras
    .filter((camera) => !camera.isDraft)
    .map((camera) => ({ id: camera.id, postedOn: localDay(camera.createdAtMs), recordedAt: toIso(camera.createdAtMs + 86_400_000) }));
  await tx.run(sql`INSERT INTO camera_notice (camera_id, posted_on, recorded_by, recorded_at)
    SELECT id, "postedOn", ${adminId(people)}::uuid, "recordedAt" FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, "postedOn" date, "recordedAt" timestamptz)`);
}

async function storePlacements(tx: Queryable, cameras: readonly TownCamera[], people: TownPeople): Promise<void> {
  const dated = cameras.flatMap((camera) => camera.placements.map((each) => ({ ...each, camera })));
  const grounds = await groundOfPlacements(
    tx,
    dated.map(({ placement }) => placement),
  );
  const rows = dated.map(({ camera, placement: { position, resolution, ...placement }, during }, index) => ({
    ...placement,
    ...grounds[index]!,
    id: newId(during.fromMs),
    cameraId: camera.id,
    from: toIso(during.fromMs),
    to: during.toMs === Infinity ? null : toIso(during.toMs),
    position,
    widthPx: resolution.width,
    heightPx: resolution.height,
  }));
  await tx.run(sql`INSERT INTO camera_placement (id, camera_id, valid, position, height_m, bearing_deg, tilt_deg, hfov_deg, range_m, width_px, height_px, sector, coverage, coverage_basis,
      coverage_computed_at, recorded_at, recorded_by)
    SELECT id, "cameraId", tstzrange("from", "to"), ST_SetSRID(ST_GeomFromGeoJSON(position), 4326), "heightM", "bearingDeg", "tiltDeg", "hfovDeg", "rangeM", "widthPx", "heightPx",
      coverage_geometry(sector), coverage_geometry(coverage), basis, "from", "from", ${adminId(people)}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, "cameraId" uuid, "from" timestamptz, "to" timestamptz, position jsonb, "heightM" double precision, "bearingDeg" double precision,
      "tiltDeg" double precision, "hfovDeg" double precision, "rangeM" double precision, "widthPx" integer, "heightPx" integer, sector jsonb, coverage jsonb, basis text)`);
}

/** Pings are due at once; the first pictures are spread over a minute, so that the first start isn't held up by them. */
async function storeUnknownStates(tx: Queryable, cameras: readonly TownCamera[], pictures: CameraSurroundings['pictures'], nowMs: number): Promise<void> {
  const rows = cameras.map((camera, index) => ({
    id: camera.id,
    overall: camera.isDraft ? 'draft' : camera.isInMaintenance ? 'maintenance' : 'unknown',
    pictureMemory: pictures.get(camera.id) ?? {},
    // by the clock that the workers go by, not by the database's
    pingAt: toIso(nowMs),
    pictureAt: toIso(nowMs + (index * 60_000) / cameras.length),
    // the others are contacted in the first minute
    lastContactAt: camera.trouble?.faults.dead ? toIso(camera.trouble.sinceMs) : null,
  }));
  await tx.run(sql`INSERT INTO camera_state (camera_id, overall, picture_memory, next_ping_at, next_snapshot_at, last_contact_at)
    SELECT id, overall, "pictureMemory", "pingAt", "pictureAt", "lastContactAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, overall text, "pictureMemory" jsonb, "pingAt" timestamptz, "pictureAt" timestamptz, "lastContactAt" timestamptz)`);
}

function adminId({ users }: TownPeople): string {
  return users.find(({ username }) => username === 'admin')!.id;
}

function localDay(atMs: number): string {
  return toIso(atMs + VIETNAM_OFFSET_MS).slice(0, 10);
}
