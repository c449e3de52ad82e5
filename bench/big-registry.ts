import { createHash, randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import sql from 'sql-template-tag';
import { coveragePolygon } from '../domain/coverage-polygon.ts';
import { idFloor, newId } from '../domain/uuid.ts';
import type { Database } from '../db/database.ts';
import { insertOrganisation, insertUser } from '../db/repositories/organisation-repository.ts';
import { insertUnit } from '../db/repositories/unit-repository.ts';

/** A registry as large as a province or a country, around neighbourhoods; equal seeds make equal ones. */
export interface BigRegistry {
  readonly incidentIds: readonly string[];
  readonly username: string;
  readonly password: string;
}

const BATCH = 2000;
const CAMERAS_PER_NEIGHBOURHOOD = 25;
const SEGMENTS_PER_CAMERA = 6;
const INCIDENTS = 300;
const STEP_DEG = 0.008;

/** A plain generator (mulberry32): the same sequence for the same seed on every machine. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Place {
  readonly unitId: string;
  readonly centre: readonly [number, number];
}

async function addUnits(db: Database, neighbourhoods: number): Promise<{ ward: string; places: Place[] }> {
  const ward = newId(Date.now());
  await insertUnit(db, { id: ward, code: null, level: 'province', name: 'Bench', parentId: null, boundary: null });
  const side = Math.ceil(Math.sqrt(neighbourhoods));
  const places = Array.from({ length: neighbourhoods }, (_, index): Place => {
    const centre = [107.5 + (index % side) * STEP_DEG, 11.0 + Math.floor(index / side) * STEP_DEG] as const;
    return { unitId: newId(Date.now()), centre };
  });
  await db.run(
    sql`INSERT INTO unit (id, level, name, parent_id) SELECT id, 'neighbourhood', 'N', ${ward} FROM unnest(${places.map((place) => place.unitId)}::uuid[]) AS t(id)`,
  );
  await db.run(sql`INSERT INTO site (id, unit_id, name) SELECT id, id, 'S' FROM unnest(${places.map((place) => place.unitId)}::uuid[]) AS t(id)`);
  return { ward, places };
}

function cameraOf(place: Place, random: () => number): Record<string, unknown> {
  const [lon, lat] = place.centre;
  const position = { type: 'Point' as const, coordinates: [lon + (random() - 0.5) * 0.006, lat + (random() - 0.5) * 0.006] as const };
  const placement = { position, heightM: 4.5, bearingDeg: random() * 359, tiltDeg: 12, hfovDeg: 87, rangeM: 40, resolution: { width: 1920, height: 1080 } };
  return {
    id: newId(Date.now()),
    unitId: place.unitId,
    lon: position.coordinates[0],
    lat: position.coordinates[1],
    bearingDeg: placement.bearingDeg,
    coverage: JSON.stringify(coveragePolygon(placement)),
  };
}

async function addCameras(db: Database, ownerId: string, cameras: readonly Record<string, unknown>[]): Promise<void> {
  const input = JSON.stringify(cameras);
  const rows = sql`json_to_recordset(${input}::json) AS c(id uuid, "unitId" uuid, lon float8, lat float8, "bearingDeg" float8, coverage text)`;
  await db.transaction(async (tx) => {
    await tx.run(sql`INSERT INTO camera (id, name, name_folded, unit_id, owner_id, site_id, purpose, recording_mode, phase, created_at)
      SELECT id, 'Camera', 'camera', "unitId", ${ownerId}, "unitId", 'junction', 'continuous', 0, now() - interval '300 days' FROM ${rows}`);
    await tx.run(
      sql`INSERT INTO camera_state (camera_id, overall, reachable, picture, recording, clock) SELECT id, 'online', 'up', 'ok', 'ok', 'ok' FROM ${rows}`,
    );
    await tx.run(sql`INSERT INTO camera_source (camera_id, kind, seed, faults) SELECT id, 'simulated', 1, '{}' FROM ${rows}`);
    await tx.run(sql`INSERT INTO camera_placement (id, camera_id, valid, position, height_m, bearing_deg, tilt_deg, hfov_deg, range_m, width_px, height_px, coverage)
      SELECT id, id, tstzrange(now() - interval '300 days', NULL), ST_SetSRID(ST_MakePoint(lon, lat), 4326), 4.5, "bearingDeg", 12, 87, 40, 1920, 1080, ST_SetSRID(ST_GeomFromGeoJSON(coverage), 4326) FROM ${rows}`);
    await tx.run(sql`INSERT INTO camera_state_interval (camera_id, facet, state, during) SELECT id, f.facet, f.state, tstzrange(now() - interval '30 days', NULL) FROM ${rows},
      (VALUES ('reachable', 'up'), ('picture', 'ok'), ('recording', 'ok'), ('clock', 'ok')) AS f(facet, state)`);
    await tx.run(sql`INSERT INTO clock_reading (id, camera_id, true_time, device_time, uncertainty_ms, method)
      SELECT gen_random_uuid(), id, now() - d * interval '1 day', now() - d * interval '1 day' + interval '2 seconds', 500, 'onvif' FROM ${rows}, generate_series(0, 3) AS d`);
  });
}

async function addSegments(db: Database, fromMs: number): Promise<void> {
  const prefix = idFloor(fromMs).slice(0, 13);
  // ids carry the time of the first segment; what follows is unique, which is all that the benchmark needs of them
  await db.run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_time_source, source, codec, sha256, blob_key, byte_length, expires_at)
    SELECT (${`${prefix}-8`} || substr(md5(c.id::text || s), 1, 3) || '-8' || substr(md5(c.id::text || s), 4, 3) || '-' || substr(md5(c.id::text || s), 7, 12))::uuid, c.id,
      tstzrange(to_timestamp(${fromMs / 1000}) + s * interval '10 seconds', to_timestamp(${fromMs / 1000}) + (s + 1) * interval '10 seconds'), 300, 'none', 'recorded', 'h264',
      ${randomBytes(32)}, 'bench', 1000, now() + interval '2 days'
    FROM camera c, generate_series(0, ${SEGMENTS_PER_CAMERA - 1}) AS s`);
}

async function addIncidents(db: Database, ownerId: string, userId: string, places: readonly Place[], random: () => number, fromMs: number): Promise<string[]> {
  const incidents = Array.from({ length: INCIDENTS }, (_, index) => {
    const [lon, lat] = places[Math.floor(random() * places.length)]!.centre;
    return { id: newId(Date.now()), number: `VV-BENCH-${index}`, lon: lon + (random() - 0.5) * 0.004, lat: lat + (random() - 0.5) * 0.004 };
  });
  await db.run(sql`INSERT INTO incident (id, reference_number, category, occurred, location, uncertainty_m, reported_at, entered_by, entered_for)
    SELECT id, number, 'brawl', tstzrange(to_timestamp(${fromMs / 1000}), to_timestamp(${fromMs / 1000}) + interval '60 seconds'), ST_SetSRID(ST_MakePoint(lon, lat), 4326), 15, now(), ${userId}, ${ownerId}
    FROM json_to_recordset(${JSON.stringify(incidents)}::json) AS i(id uuid, number text, lon float8, lat float8)`);
  return incidents.map(({ id }) => id);
}

/** Fills a migrated, empty database with `cameraCount` cameras, their history and incidents. */
export async function makeBigRegistry(db: Database, cameraCount: number, progress: (line: string) => void): Promise<BigRegistry> {
  const random = randomOf(7);
  const { ward, places } = await addUnits(db, Math.ceil(cameraCount / CAMERAS_PER_NEIGHBOURHOOD));
  const organisationId = newId(Date.now());
  await insertOrganisation(db, { id: organisationId, kind: 'police_post', name: 'Bench', unitIds: [ward] });
  const password = createHash('sha256').update(randomBytes(16)).digest('hex');
  const userId = newId(Date.now());
  await insertUser(db, {
    id: userId,
    username: 'bench',
    displayName: 'Bench',
    role: 'officer',
    organisationId,
    passwordHash: await hash(password),
    mustChangePassword: false,
  });
  for (let made = 0; made < cameraCount; made += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, cameraCount - made) }, (_, index) =>
      cameraOf(places[Math.floor((made + index) / CAMERAS_PER_NEIGHBOURHOOD)]!, random),
    );
    await addCameras(db, organisationId, batch);
    if (made % (BATCH * 10) === 0) progress(`${made} of ${cameraCount} cameras`);
  }
  const fromMs = Date.now() - 3_600_000;
  progress(`${cameraCount * SEGMENTS_PER_CAMERA} segments`);
  await addSegments(db, fromMs);
  const incidentIds = await addIncidents(db, organisationId, userId, places, random, fromMs);
  for (const table of [
    'unit',
    'unit_closure',
    'camera',
    'camera_state',
    'camera_source',
    'camera_placement',
    'camera_state_interval',
    'clock_reading',
    'footage_segment',
    'incident',
    'site',
  ]) {
    await db.script(`VACUUM ANALYZE ${table}`);
  }
  return { incidentIds, username: 'bench', password };
}
