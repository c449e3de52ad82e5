import { createHash, randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import sql, { type Sql } from 'sql-template-tag';
import { coveragePolygon } from '../domain/coverage-polygon.ts';
import type { IncidentCategory } from '../domain/incident-terms.ts';
import { monthPartitions } from '../domain/month-partition.ts';
import { newId } from '../domain/uuid.ts';
import type { Database, Queryable } from '../db/database.ts';
import { insertOrganisation, insertUser } from '../db/repositories/organisation-repository.ts';
import { insertUnit } from '../db/repositories/unit-repository.ts';

/** A registry as large as a province or a country, around neighbourhoods; equal seeds make equal ones. */
export interface BigRegistry {
  readonly incidentIds: readonly string[];
  readonly username: string;
  readonly password: string;
  /** What its streets and cameras cover, in degrees. */
  readonly area: { readonly west: number; readonly south: number; readonly east: number; readonly north: number };
}

const BATCH = 2000;
const CAMERAS_PER_NEIGHBOURHOOD = 25;
const INCIDENTS = 300;
const STEP_DEG = 0.008;
/** Streets of a neighbourhood, in both directions, this far apart. */
const STREETS = [-0.002, 0, 0.002];
const NOISE_DEG = 0.00015;
const DAY_MS = 86_400_000;
const DAYS = 30;
/**
 * What a camera that records keeps in 30 days are 259,200 segments of ten seconds: 5,500 cameras would fill the disk. An answer reads a short stretch of one camera's part of an index, so what its cost depends on is kept: the
 * time range (both months' partitions), the order on disk (by time, all cameras mixed) and the depth of the index, which grows by one level for each 300-fold of rows. The number of rows is what is
 * scaled: as many for each camera as this many altogether allow, evenly over the 30 days, and around each incident all the segments that there would be.
 */
const SEGMENT_BUDGET = 6_000_000;
const [FEWEST_SEGMENTS, MOST_SEGMENTS] = [6, 720];

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

function areaOf(places: readonly Place[]): BigRegistry['area'] {
  // the neighbourhoods fill rows from the south-west on
  const [west, south] = places[0]!.centre;
  const east = places.reduce((most, { centre }) => Math.max(most, centre[0]), west);
  return { west: west - STEP_DEG / 2, south: south - STEP_DEG / 2, east: east + STEP_DEG / 2, north: places.at(-1)!.centre[1] + STEP_DEG / 2 };
}

/** Near one of the nine crossings of a neighbourhood, where cameras hang and things happen. */
function atCrossing([lon, lat]: Place['centre'], random: () => number): [number, number] {
  const at = () => STREETS[Math.floor(random() * STREETS.length)]! + (random() - 0.5) * 2 * NOISE_DEG;
  return [lon + at(), lat + at()];
}

/** 25 cameras for nine crossings: where they look, they see streets and each other's crossing. */
function cameraOf(place: Place, random: () => number): Record<string, unknown> {
  const position = { type: 'Point' as const, coordinates: atCrossing(place.centre, random) };
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

// what is written here is consistent by itself: without its triggers and references the database takes it three times as fast
async function bulk(db: Database, work: (tx: Queryable) => Promise<void>): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`SET LOCAL session_replication_role = replica`);
    await work(tx);
  });
}

async function addCameras(db: Database, ownerId: string, cameras: readonly Record<string, unknown>[]): Promise<void> {
  const input = JSON.stringify(cameras);
  const rows = sql`json_to_recordset(${input}::json) AS c(id uuid, "unitId" uuid, lon float8, lat float8, "bearingDeg" float8, coverage text)`;
  await bulk(db, async (tx) => {
    await tx.run(sql`INSERT INTO camera (id, name, name_folded, unit_id, owner_id, site_id, purpose, recording_mode, phase, created_at)
      SELECT id, 'Camera', 'camera', "unitId", ${ownerId}, "unitId", 'junction', 'continuous', 0, now() - interval '300 days' FROM ${rows}`);
    await tx.run(
      sql`INSERT INTO camera_state (camera_id, overall, reachable, picture, recording, clock) SELECT id, 'online', 'up', 'ok', 'ok', 'ok' FROM ${rows}`,
    );
    await tx.run(sql`INSERT INTO camera_source (camera_id, kind, seed, faults) SELECT id, 'simulated', 1, '{}' FROM ${rows}`);
    await tx.run(sql`INSERT INTO camera_placement (id, camera_id, valid, position, height_m, bearing_deg, tilt_deg, hfov_deg, range_m, width_px, height_px, sector, coverage, coverage_due_at)
      SELECT id, id, tstzrange(now() - interval '300 days', NULL), ST_SetSRID(ST_MakePoint(lon, lat), 4326), 4.5, "bearingDeg", 12, 87, 40, 1920, 1080, ST_SetSRID(ST_GeomFromGeoJSON(coverage), 4326), ST_SetSRID(ST_GeomFromGeoJSON(coverage), 4326), NULL FROM ${rows}`);
    await tx.run(sql`INSERT INTO camera_state_interval (camera_id, facet, state, during) SELECT id, f.facet, f.state, tstzrange(now() - f.days * interval '1 day', now() - f.until * interval '1 day') FROM ${rows},
      (VALUES ('reachable', 'up', 40, 20), ('reachable', 'down', 20, 19), ('reachable', 'up', 19, NULL), ('picture', 'ok', 40, NULL), ('recording', 'ok', 40, NULL), ('clock', 'ok', 40, NULL)) AS f(facet, state, days, until)`);
    await tx.run(sql`INSERT INTO clock_reading (id, camera_id, true_time, device_time, uncertainty_ms, method)
      SELECT gen_random_uuid(), id, now() - d * interval '7 days', now() - d * interval '7 days' + interval '2 seconds', 500, 'onvif' FROM ${rows}, generate_series(0, 4) AS d`);
  });
}

/** Three streets from west to east and three from south to north, with a corner at each crossing; they go on in the next neighbourhood. */
async function addRoads(db: Database, places: readonly Place[]): Promise<void> {
  const along = [-STEP_DEG / 2, ...STREETS, STEP_DEG / 2];
  const path = (corners: readonly (readonly [number, number])[]) =>
    `LINESTRING(${corners.map(([lon, lat]) => `${lon.toFixed(6)} ${lat.toFixed(6)}`).join(',')})`;
  for (let made = 0; made < places.length; made += BATCH) {
    const paths = places
      .slice(made, made + BATCH)
      .flatMap(({ centre: [lon, lat] }) =>
        STREETS.flatMap((across) => [path(along.map((at) => [lon + at, lat + across] as const)), path(along.map((at) => [lon + across, lat + at] as const))]),
      );
    await db.run(sql`INSERT INTO road (name, path) SELECT 'Street', ST_GeomFromText(path, 4326) FROM unnest(${paths}::text[]) AS t(path)`);
  }
}

const segmentColumns = sql`(id, camera_id, true_during, uncertainty_ms, device_time_source, source, codec, sha256, blob_key, byte_length, expires_at)`;

/** A segment of ten seconds of `c.id` from `at` on; ids carry the time, what follows is unique, which is all that the benchmark needs of them. */
function segmentOf(at: Sql) {
  return sql`(substr(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0'), 1, 8) || '-' || substr(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0'), 9, 4) || '-8'
      || substr(md5(c.id::text || ${at}), 1, 3) || '-8' || substr(md5(c.id::text || ${at}), 4, 3) || '-' || substr(md5(c.id::text || ${at}), 7, 12))::uuid, c.id,
    tstzrange(${at}, ${at} + interval '10 seconds'), 300, 'none', 'recorded', 'h264', ${Buffer.alloc(32)}::bytea, 'bench', 1000, now() + interval '2 days'`;
}

async function addPartitions(db: Database, fromMs: number): Promise<void> {
  for (const { suffix, fromId, toId } of monthPartitions(fromMs, 3)) {
    for (const table of ['footage_segment', 'snapshot'])
      await db.script(`CREATE TABLE IF NOT EXISTS ${table}_${suffix} PARTITION OF ${table} FOR VALUES FROM ('${fromId}') TO ('${toId}')`);
  }
}

async function addSegments(db: Database, cameraCount: number, budget: number, fromMs: number, progress: (line: string) => void): Promise<void> {
  const perCamera = Math.round(Math.min(MOST_SEGMENTS, Math.max(FEWEST_SEGMENTS, budget / cameraCount)));
  progress(`${perCamera * cameraCount} segments, ${perCamera} for each camera in ${DAYS} days`);
  for (let index = 0; index < perCamera; index += 1) {
    const at = new Date(fromMs + Math.floor((index * DAYS * DAY_MS) / perCamera));
    await bulk(db, async (tx) => {
      await tx.run(sql`INSERT INTO footage_segment ${segmentColumns} SELECT ${segmentOf(sql`${at}::timestamptz`)} FROM camera c`);
    });
    if (index % 60 === 0) progress(`segments of ${at.toISOString().slice(0, 10)}`);
  }
}

/** The two minutes around each incident, of all cameras around it. */
async function addIncidentSegments(db: Database): Promise<void> {
  await db.run(sql`INSERT INTO footage_segment ${segmentColumns} SELECT ${segmentOf(sql`t.at`)}
    FROM incident i JOIN camera_placement p ON p.position && ST_Expand(i.location, 0.004) JOIN camera c ON c.id = p.camera_id
    CROSS JOIN LATERAL (SELECT lower(i.occurred) + (s * 10 - 30) * interval '1 second' AS at FROM generate_series(0, 11) AS s) t ON CONFLICT DO NOTHING`);
}

/** Two of three at a crossing, the others anywhere along a street. */
function incidentPlace(centre: Place['centre'], random: () => number): { readonly lon: number; readonly lat: number } {
  const [lon, lat] = atCrossing(centre, random);
  return { lon, lat: random() < 2 / 3 ? lat : centre[1] + (random() - 0.5) * 0.004 };
}

/** A minute each, at a street, at a whole second within the 30 days. */
async function addIncidents(
  db: Database,
  { ownerId, userId, category }: { ownerId: string; userId: string; category: IncidentCategory },
  places: readonly Place[],
  random: () => number,
  fromMs: number,
): Promise<string[]> {
  const incidents = Array.from({ length: INCIDENTS }, (_, index) => ({
    id: newId(Date.now()),
    number: `VV-BENCH-${index}`,
    at: new Date(fromMs + Math.floor(random() * (DAYS - 1) * 86_400) * 1000).toISOString(),
    ...incidentPlace(places[Math.floor(random() * places.length)]!.centre, random),
  }));
  await db.run(sql`INSERT INTO incident (id, reference_number, category, occurred, location, uncertainty_m, reported_at, entered_by, entered_for)
    SELECT id, number, ${category}, tstzrange(at, at + interval '60 seconds'), ST_SetSRID(ST_MakePoint(lon, lat), 4326), 15, now(), ${userId}, ${ownerId}
    FROM json_to_recordset(${JSON.stringify(incidents)}::json) AS i(id uuid, number text, at timestamptz, lon float8, lat float8)`);
  return incidents.map(({ id }) => id);
}

/** Fills a migrated, empty database with cameras, their history (about as many `segments` altogether) and incidents of one category. */
export async function makeBigRegistry(
  db: Database,
  {
    cameras: cameraCount,
    category = 'brawl',
    segments = SEGMENT_BUDGET,
    camerasPerNeighbourhood = CAMERAS_PER_NEIGHBOURHOOD,
  }: { readonly cameras: number; readonly category?: IncidentCategory; readonly segments?: number; readonly camerasPerNeighbourhood?: number },
  progress: (line: string) => void,
): Promise<BigRegistry> {
  const random = randomOf(7);
  const { ward, places } = await addUnits(db, Math.ceil(cameraCount / camerasPerNeighbourhood));
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
    secondFactorExempt: true,
  });
  for (let made = 0; made < cameraCount; made += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, cameraCount - made) }, (_, index) =>
      cameraOf(places[Math.floor((made + index) / camerasPerNeighbourhood)]!, random),
    );
    await addCameras(db, organisationId, batch);
    if (made % (BATCH * 10) === 0) progress(`${made} of ${cameraCount} cameras`);
  }
  await addRoads(db, places);
  const fromMs = Math.floor((Date.now() - DAYS * DAY_MS) / 1000) * 1000;
  await addPartitions(db, fromMs);
  await addSegments(db, cameraCount, segments, fromMs, progress);
  const incidentIds = await addIncidents(db, { ownerId: organisationId, userId, category }, places, random, fromMs);
  await addIncidentSegments(db);
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
    'snapshot',
    'incident',
    'site',
    'road',
  ]) {
    await db.script(`VACUUM ANALYZE ${table}`);
  }
  // what filling left to be written would be forced to the disk in the middle of a measurement
  await db.script('CHECKPOINT');
  return { incidentIds, username: 'bench', password, area: areaOf(places) };
}
