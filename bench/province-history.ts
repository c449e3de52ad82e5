import { createHash, randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import sql from 'sql-template-tag';
import type { Database } from '../db/database.ts';
import { insertOrganisation, insertUser } from '../db/repositories/organisation-repository.ts';
import { insertUnit } from '../db/repositories/unit-repository.ts';
import { coveragePolygon } from '../domain/coverage-polygon.ts';
import { newId } from '../domain/uuid.ts';

/** A province with its communes and neighbourhoods, whose cameras have a year of history. */
export interface WatchedProvince {
  readonly provinceId: string;
  readonly communeId: string;
  readonly username: string;
  readonly password: string;
  /** Where a tile of the middle of the cameras lies. */
  readonly middle: { readonly lon: number; readonly lat: number };
}

/** Lâm Đồng since July 2025, about: 124 communes with 11 neighbourhoods each. */
const COMMUNES = 124;
const GROUPS_PER_COMMUNE = 11;
const STEP_DEG = 0.008;
const SIDE = Math.ceil(Math.sqrt(COMMUNES * GROUPS_PER_COMMUNE));
const [WEST, SOUTH] = [107.5, 11.3];
const INCIDENTS = 3000;
const BATCH = 10_000;
const YEAR_S = 365 * 86_400;

/** A year in stretches, by facet: so many times what is usual and then something else for a fifth of the time. */
const YEAR = [
  ['reachable', 'up', 'down', 12],
  ['picture', 'ok', 'covered', 5],
  ['recording', 'ok', 'gap', 3],
  ['clock', 'ok', 'off', 1],
] as const;

async function addUnits(db: Database): Promise<Pick<WatchedProvince, 'provinceId' | 'communeId'>> {
  const unit = { code: null, boundary: null } as const;
  const provinceId = newId(Date.now());
  await insertUnit(db, { ...unit, id: provinceId, level: 'province', name: 'Bench', parentId: null });
  await db.run(
    sql`INSERT INTO unit (id, level, name, parent_id) SELECT gen_random_uuid(), 'commune', 'Commune ' || n, ${provinceId} FROM generate_series(1, ${COMMUNES}::integer) AS n`,
  );
  await db.run(
    sql`INSERT INTO unit (id, level, name, parent_id) SELECT gen_random_uuid(), 'neighbourhood', 'Group ' || n, c.id FROM unit c, generate_series(1, ${GROUPS_PER_COMMUNE}::integer) AS n WHERE c.level = 'commune'`,
  );
  await db.run(sql`INSERT INTO site (id, unit_id, name) SELECT id, id, 'S' FROM unit WHERE level = 'neighbourhood'`);
  const { id } = await db.row<{ id: string }>(sql`SELECT id FROM unit WHERE level = 'commune' ORDER BY name LIMIT 1`);
  return { provinceId, communeId: id };
}

/** Cameras of the numbers from `first` to `last`, spread evenly over the neighbourhoods; each with 42 stretches of history, of which it is the last that goes on. */
async function addCameras(db: Database, ownerId: string, first: number, last: number): Promise<void> {
  const sector = JSON.stringify(
    coveragePolygon({
      position: { type: 'Point', coordinates: [0, 0] },
      heightM: 4.5,
      bearingDeg: 90,
      tiltDeg: 12,
      hfovDeg: 87,
      rangeM: 40,
      resolution: { width: 1920, height: 1080 },
    }),
  );
  const facets = YEAR.map(([facet, usual, other, times]) => ({ facet, usual, other, times }));
  await db.transaction(async (tx) => {
    // what is written here is consistent by itself: without triggers and references the database takes it three times as fast
    await tx.run(sql`SET LOCAL session_replication_role = replica`);
    await tx.run(sql`CREATE TEMPORARY TABLE made ON COMMIT DROP AS SELECT gen_random_uuid() AS id, g.id AS unit_id, n,
        ${WEST}::float8 + ((g.nth % ${SIDE}) + random() * 0.8) * ${STEP_DEG}::float8 AS lon, ${SOUTH}::float8 + ((g.nth / ${SIDE}) + random() * 0.8) * ${STEP_DEG}::float8 AS lat
      FROM generate_series(${first}::integer, ${last}::integer) AS n
      JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS nth FROM unit WHERE level = 'neighbourhood') g ON g.nth = n % ${COMMUNES * GROUPS_PER_COMMUNE}::integer`);
    await tx.run(sql`INSERT INTO camera (id, name, name_folded, unit_id, owner_id, site_id, purpose, phase, created_at)
      SELECT id, 'Camera ' || n, 'camera ' || n, unit_id, ${ownerId}, unit_id, 'junction', 0, now() - interval '400 days' FROM made`);
    await tx.run(sql`INSERT INTO camera_notice (camera_id, posted_on) SELECT id, '2020-01-01' FROM made`);
    await tx.run(sql`INSERT INTO camera_placement (id, camera_id, valid, position, height_m, bearing_deg, tilt_deg, hfov_deg, range_m, width_px, height_px, sector, coverage, coverage_due_at)
      SELECT id, id, tstzrange(now() - interval '400 days', NULL), ST_SetSRID(ST_MakePoint(lon, lat), 4326), 4.5, 90, 12, 87, 40, 1920, 1080, view, view, NULL
      FROM (SELECT *, ST_Translate(ST_SetSRID(ST_GeomFromGeoJSON(${sector}::text), 4326), lon, lat) AS view FROM made) placed`);
    await tx.run(sql`CREATE TEMPORARY TABLE stretch ON COMMIT DROP AS SELECT f.id AS camera_id, f.facet, s.state, begin_of + s.begins * interval '1 second' AS begins,
        CASE WHEN s.ends < ${YEAR_S}::integer THEN begin_of + s.ends * interval '1 second' END AS ends
      FROM (SELECT m.id, f.*, random() AS dice FROM made m CROSS JOIN jsonb_to_recordset(${JSON.stringify(facets)}::jsonb) AS f (facet text, usual text, other text, times integer)) f
      CROSS JOIN (SELECT now() - ${YEAR_S}::integer * interval '1 second' AS begin_of) y
      CROSS JOIN LATERAL (SELECT ${YEAR_S}::integer / f.times AS step) l
      CROSS JOIN LATERAL generate_series(0, f.times) AS nth
      CROSS JOIN LATERAL (SELECT nth * l.step - floor(f.dice * l.step)::integer AS at) b
      CROSS JOIN LATERAL (VALUES (f.usual, b.at, b.at + l.step * 4 / 5), (f.other, b.at + l.step * 4 / 5, b.at + l.step)) AS s (state, begins, ends)
      WHERE s.begins < ${YEAR_S}::integer`);
    await tx.run(
      sql`INSERT INTO camera_state_interval (camera_id, facet, state, during) SELECT camera_id, facet, state, tstzrange(begins, ends) FROM stretch ORDER BY begins`,
    );
    await tx.run(sql`INSERT INTO camera_state (camera_id, overall, reachable, picture, recording, clock)
      SELECT camera_id, CASE WHEN reachable = 'down' THEN 'offline' WHEN picture <> 'ok' OR recording <> 'ok' OR clock <> 'ok' THEN 'degraded' ELSE 'online' END, reachable, picture, recording, clock
      FROM (SELECT camera_id, max(state) FILTER (WHERE facet = 'reachable') AS reachable, max(state) FILTER (WHERE facet = 'picture') AS picture,
          max(state) FILTER (WHERE facet = 'recording') AS recording, max(state) FILTER (WHERE facet = 'clock') AS clock
        FROM stretch WHERE ends IS NULL GROUP BY 1) s`);
  });
}

/** Fills a table without its indexes, which are made again afterwards: several times as fast. Its exclusion constraint stays away: making it anew takes longer than all else, and no figure is read by it. */
async function withoutIndexes(db: Database, table: string, work: () => Promise<void>): Promise<void> {
  const indexes = await db.rows<{ name: string; definition: string; isConstraint: boolean }>(
    sql`SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition, indisexclusion AS "isConstraint" FROM pg_index WHERE indrelid = ${table}::regclass`,
  );
  for (const { name, isConstraint } of indexes) await db.script(isConstraint ? `ALTER TABLE ${table} DROP CONSTRAINT ${name}` : `DROP INDEX ${name}`);
  await work();
  for (const { definition, isConstraint } of indexes) if (!isConstraint) await db.script(definition);
}

async function addIncidents(db: Database, ownerId: string, userId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`SET LOCAL session_replication_role = replica`);
    await tx.run(sql`INSERT INTO incident (id, reference_number, category, occurred, location, uncertainty_m, summary, unit_id, reported_at, entered_by, entered_for)
    SELECT gen_random_uuid(), 'BENCH-' || n, (ARRAY['brawl', 'theft', 'traffic_accident'])[1 + n % 3], tstzrange(at, at + interval '5 minutes'), ST_SetSRID(ST_MakePoint(${WEST}, ${SOUTH}), 4326), 15, 'Bench', u.id, at,
      ${userId}, ${ownerId}
    FROM (SELECT n, now() - random() * interval '365 days' AS at FROM generate_series(1, ${INCIDENTS}::integer) AS n) x
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS nth FROM unit WHERE level = 'neighbourhood') u ON u.nth = x.n % ${COMMUNES * GROUPS_PER_COMMUNE}::integer`);
  });
}

async function addCommander(db: Database, provinceId: string): Promise<{ organisationId: string; userId: string; username: string; password: string }> {
  const [organisationId, userId] = [newId(Date.now()), newId(Date.now())];
  const password = createHash('sha256').update(randomBytes(16)).digest('hex');
  await insertOrganisation(db, { id: organisationId, kind: 'area_command', name: 'Bench', unitIds: [provinceId] });
  await insertUser(db, {
    ...{ id: userId, username: 'bench', displayName: 'Bench', role: 'commander', organisationId },
    ...{ passwordHash: await hash(password), mustChangePassword: false, secondFactorExempt: true },
  });
  return { organisationId, userId, username: 'bench', password };
}

/** Fills a migrated, empty database with a province of so many cameras, with a commander of it. */
export async function makeWatchedProvince(db: Database, cameras: number, progress: (line: string) => void): Promise<WatchedProvince> {
  const units = await addUnits(db);
  const { organisationId, userId, ...commander } = await addCommander(db, units.provinceId);
  await withoutIndexes(db, 'camera_state_interval', async () => {
    for (let made = 0; made < cameras; made += BATCH) {
      progress(`${made} of ${cameras} cameras`);
      await addCameras(db, organisationId, made, Math.min(made + BATCH, cameras) - 1);
    }
    progress('indexes of the history');
  });
  await addIncidents(db, organisationId, userId);
  await db.script('VACUUM ANALYZE');
  // what filling left to be written would be forced to the disk in the middle of a measurement
  await db.script('CHECKPOINT');
  return { ...units, ...commander, middle: { lon: WEST + (SIDE * STEP_DEG) / 2, lat: SOUTH + (SIDE * STEP_DEG) / 2 } };
}
