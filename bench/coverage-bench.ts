import sql from 'sql-template-tag';
import { storeBuildings } from '../cli/reference/store-map-features.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { groundOfPlacements } from '../db/registration/placement-coverage.ts';
import { insertOrganisation } from '../db/repositories/organisation-repository.ts';
import { insertUnit } from '../db/repositories/unit-repository.ts';
import type { CameraPlacement } from '../domain/camera-placement.ts';
import { coveragePolygon } from '../domain/coverage-polygon.ts';
import { newId } from '../domain/uuid.ts';
import { systemClock } from '../platform/clock.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { startPostgresCluster, type PostgresCluster } from '../tests/support/services/postgres-cluster.ts';
import { randomNumbers } from '../tests/support/visibility/generated-town.ts';
import { oracleCamera } from '../tests/support/visibility/oracle-comparison.ts';
import { oracleAreaM2, type OracleBuilding } from '../tests/support/visibility/sight-oracle.ts';
import { createRecomputeCoverageJob } from '../workers/jobs/recompute-coverage-job.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { processNamed, treeCpuMs } from './process-cost.ts';
import { streetTown, type StreetTown } from './street-town.ts';

/** Cameras; there are ten times as many buildings. */
const SIZES = [2500, 5000, 10_000] as const;
const SAMPLE = 500;
/** Rays cost hundreds of times as much. */
const RAY_SAMPLE = 50;
const RAYS = 720;

interface Cost {
  readonly seconds: number;
  readonly ownCpuS: number;
  readonly databaseCpuS: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const postmaster = processNamed('postgres');
  const [startedMs, own, databaseMs] = [performance.now(), process.cpuUsage(), treeCpuMs(postmaster)];
  await work();
  const used = process.cpuUsage(own);
  return {
    seconds: (performance.now() - startedMs) / 1000,
    ownCpuS: (used.user + used.system) / 1e6,
    databaseCpuS: (treeCpuMs(postmaster) - databaseMs) / 1000,
  };
}

/** Cameras with their whole sectors as coverage, as after the migration. */
async function storeCameras(db: Database, placements: readonly CameraPlacement[]): Promise<void> {
  const unitId = newId(Date.now());
  const ownerId = newId(Date.now());
  await insertUnit(db, { id: unitId, code: null, level: 'ward', name: 'Bench', parentId: null, boundary: null });
  await insertOrganisation(db, { id: ownerId, kind: 'board', name: 'Bench', unitIds: [unitId] });
  await db.run(sql`INSERT INTO site (id, unit_id, name) VALUES (${unitId}, ${unitId}, 'S')`);
  const rows = placements.map(({ position, resolution, ...view }) => ({
    ...view,
    id: newId(Date.now()),
    lon: position.coordinates[0],
    lat: position.coordinates[1],
    coverage: coveragePolygon({ position, resolution, ...view }),
  }));
  const input = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, lon float8, lat float8, "heightM" float8, "bearingDeg" float8, "tiltDeg" float8, "hfovDeg" float8, "rangeM" float8, coverage jsonb)`;
  await db.run(
    sql`INSERT INTO camera (id, name, name_folded, unit_id, owner_id, site_id, phase) SELECT id, 'Camera', 'camera', ${unitId}, ${ownerId}, ${unitId}, 0 FROM ${input}`,
  );
  await db.run(sql`INSERT INTO camera_state (camera_id, overall) SELECT id, 'online' FROM ${input}`);
  await db.run(sql`INSERT INTO camera_placement (id, camera_id, valid, position, height_m, bearing_deg, tilt_deg, hfov_deg, range_m, width_px, height_px, coverage)
    SELECT id, id, tstzrange(now(), NULL), ST_SetSRID(ST_MakePoint(lon, lat), 4326), "heightM", "bearingDeg", "tiltDeg", "hfovDeg", "rangeM", 1920, 1080, coverage_geometry(coverage) FROM ${input}`);
  for (const table of ['camera', 'camera_placement']) await db.script(`VACUUM ANALYZE ${table}`);
}

/** Runs the very job until nothing is due. */
async function recomputeAll(db: Database): Promise<void> {
  const job = createRecomputeCoverageJob({ database: db, clock: systemClock });
  const left = () => db.row<{ due: boolean }>(sql`SELECT EXISTS (SELECT 1 FROM camera_placement WHERE coverage_due_at <= clock_timestamp()) AS due`);
  while ((await left()).due) await job({ payload: {}, signal: new AbortController().signal } as Parameters<typeof job>[0]);
}

/**
 * The same by PostGIS for the first cameras: each building's shadow is the hull of its footprint and of the footprint drawn away from the lens (exact for the convex ones of this town), and the view is the sector without
 * their union. Nothing is stored.
 */
async function byPostgis(db: Database): Promise<number> {
  const { areaM2 } = await db.row<{
    areaM2: number;
  }>(sql`SELECT sum(ST_Area(view::geography)) AS "areaM2" FROM (SELECT * FROM camera_placement ORDER BY id LIMIT ${SAMPLE}) p CROSS JOIN LATERAL (
    SELECT coalesce(ST_Difference(p.sector, ST_Union(ST_ConvexHull(ST_Collect(b.footprint, ST_Scale(b.footprint, ST_MakePoint(k, k), p.position))))), p.sector) AS view
    FROM building b CROSS JOIN LATERAL (SELECT least(50, CASE WHEN b.height_m < p.height_m THEN p.height_m / (p.height_m - b.height_m) ELSE 50 END) AS k) stretch
    WHERE b.footprint && ST_Expand(ST_Envelope(ST_Collect(p.sector, p.position)), 0.0001)) seen`);
  return areaM2;
}

async function ownArea(db: Database): Promise<number> {
  return (
    await db.row<{ areaM2: number }>(
      sql`SELECT sum(ST_Area(coverage::geography)) AS "areaM2" FROM (SELECT * FROM camera_placement ORDER BY id LIMIT ${SAMPLE}) p`,
    )
  ).areaM2;
}

/** The same by rays: each asks every wall of the buildings near, given without any search. */
function byRays({ placements, buildings }: StreetTown): void {
  const outlines = buildings.map((feature): OracleBuilding => ({
    rings: feature.geometry!.coordinates as OracleBuilding['rings'],
    heightM: (feature.properties['height'] as number) ?? null,
  }));
  for (const [index, placement] of placements.slice(0, RAY_SAMPLE).entries()) {
    const neighbourhood = Math.floor(index / 25);
    oracleAreaM2(oracleCamera(placement), outlines.slice(neighbourhood * 250, (neighbourhood + 1) * 250), RAYS);
  }
}

interface SizeCost {
  readonly importing: Cost;
  readonly first: Cost;
  readonly again: Cost;
  readonly computing: Cost;
}

async function measureSize(db: Database, town: StreetTown, progress: (line: string) => void): Promise<SizeCost> {
  await migrate(db);
  await storeCameras(db, town.placements);
  progress(`${town.placements.length} cameras: importing ${town.buildings.length} buildings`);
  const importing = await costOf(() => db.transaction((tx) => storeBuildings(tx, 'bench', town.buildings)));
  await db.script('VACUUM ANALYZE building');
  await db.run(sql`UPDATE camera_placement SET coverage_due_at = clock_timestamp()`);
  progress('computing all of them, by the job');
  const first = await costOf(() => recomputeAll(db));
  await db.run(sql`UPDATE camera_placement SET coverage_due_at = clock_timestamp()`);
  const again = await costOf(() => recomputeAll(db));
  const computing = await costOf(async () => {
    for (let at = 0; at < town.placements.length; at += 50) await groundOfPlacements(db, town.placements.slice(at, at + 50));
  });
  return { importing, first, again, computing };
}

async function compare(db: Database, town: StreetTown, progress: (line: string) => void): Promise<{ postgis: Cost; rays: Cost }> {
  progress(`${SAMPLE} of them by PostGIS and by rays`);
  let areaM2 = 0;
  const postgis = await costOf(async () => (areaM2 = await byPostgis(db)));
  const own = await ownArea(db);
  // cameras on walls are moved by the product, and count whole when nothing would be left
  if (Math.abs(own / areaM2 - 1) > 0.05) throw new Error(`the two ways don't agree: ${own} and ${areaM2} m²`);
  const rays = await costOf(async () => byRays(town));
  return { postgis, rays };
}

async function onDatabase<T>(cluster: PostgresCluster, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase((await cluster.createDatabase()).url, { embedded: false, answerWithinMs: 1_800_000 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

function figuresOf(costs: readonly SizeCost[], { postgis, rays }: { postgis: Cost; rays: Cost }): BenchFigure[] {
  const [cameras, cost] = [SIZES.at(-1)!, costs.at(-1)!];
  const cpuMs = ({ ownCpuS, databaseCpuS }: Cost, count: number): number => ((ownCpuS + databaseCpuS) / count) * 1000;
  return [
    figure('10,000 cameras among 100,000 buildings, all changed and stored', cost.first.seconds, 's'),
    figure('of that CPU of the worker', cost.first.ownCpuS, 's'),
    figure('of that CPU of the database', cost.first.databaseCpuS, 's'),
    figure('the same again, nothing changed', cost.again.seconds, 's'),
    ...SIZES.map((size, nth) =>
      figure(
        `CPU per camera at ${size} cameras, ${size * 10} buildings; against the smallest`,
        cpuMs(costs[nth]!.first, size),
        'ms',
        cpuMs(costs[0]!.first, SIZES[0]),
      ),
    ),
    figure(
      'CPU of finding buildings and computing, not stored; against ST_Difference of shadows',
      cpuMs(cost.computing, cameras),
      'ms/camera',
      cpuMs(postgis, SAMPLE),
    ),
    figure(`the same; against ${RAYS} rays per camera in memory`, cpuMs(cost.computing, cameras), 'ms/camera', cpuMs(rays, RAY_SAMPLE)),
    figure('import of 100,000 buildings, which makes 10,000 cameras due', cost.importing.seconds, 's'),
  ];
}

/** Coverage of 10,000 cameras among 100,000 buildings on PostgreSQL, and how it grows. */
export const coverageBench: Bench = async (progress) => {
  await ensurePackages();
  const cluster = await startPostgresCluster({ durable: true });
  try {
    const costs: SizeCost[] = [];
    let compared: { postgis: Cost; rays: Cost } | undefined;
    for (const size of SIZES) {
      const town = streetTown(size, randomNumbers(7));
      await onDatabase(cluster, async (db) => {
        costs.push(await measureSize(db, town, progress));
        if (size === SIZES.at(-1)) compared = await compare(db, town, progress);
      });
    }
    return figuresOf(costs, compared!);
  } finally {
    await cluster.stop();
  }
};
