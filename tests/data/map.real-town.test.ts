import { afterAll, beforeAll, expect, test } from 'vitest';
import sql from 'sql-template-tag';
import { encodeTile, tileBounds } from '../../server/map/vector-tile.ts';
import { buildingsWithin, roadsWithin } from '../../db/repositories/map-repository.ts';
import { readSharedGeoJson } from '../support/shared-data.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../support/test-database.ts';

let t: MigratedTestDatabase;
let centre: [number, number];

beforeAll(async () => {
  t = await createTestDatabase('postgres');
  const roads = (await readSharedGeoJson('osm-town-roads.geojson')).features;
  const buildings = (await readSharedGeoJson('osm-town-buildings.geojson')).features;
  await t.database
    .run(sql`INSERT INTO road (kind, path) SELECT coalesce(f->'properties'->>'highway', 'road'), ST_SetSRID(ST_GeomFromGeoJSON(f->>'geometry'), 4326)
    FROM json_array_elements(${JSON.stringify(roads)}::json) AS f WHERE f->'geometry'->>'type' = 'LineString'`);
  await t.database.run(sql`INSERT INTO building (footprint) SELECT (ST_Dump(ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(f->>'geometry'), 4326)))).geom
    FROM json_array_elements(${JSON.stringify(buildings)}::json) AS f`);
  const row = await t.database.row<{ lon: number; lat: number }>(
    sql`SELECT ST_X(c) AS lon, ST_Y(c) AS lat FROM (SELECT ST_Centroid(ST_Extent(footprint)) AS c FROM building) e`,
  );
  centre = [row.lon, row.lat];
}, 120_000);
afterAll(() => t.drop());

function tileAt([lon, lat]: [number, number], z: number) {
  const x = Math.floor(((lon + 180) / 360) * 2 ** z);
  const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
  return { z, x, y };
}

test('all of the town is taken', async () => {
  const row = await t.database.row<{ roads: number; buildings: number }>(
    sql`SELECT (SELECT count(*) FROM road) AS roads, (SELECT count(*) FROM building) AS buildings`,
  );
  expect(row.roads).toBe(2056);
  expect(row.buildings).toBeGreaterThanOrEqual(4267);
});

test('tiles around its middle hold its streets and houses and stay small', async () => {
  for (const z of [12, 14, 16]) {
    const address = tileAt(centre, z);
    const bounds = tileBounds(address);
    const [road, building] = await Promise.all([roadsWithin(t.database, bounds), buildingsWithin(t.database, bounds)]);
    expect(road.length).toBeGreaterThan(0);
    const tile = encodeTile(address, { road, building });
    expect(tile.includes('road')).toBe(true);
    expect(tile.length).toBeLessThan(1_000_000);
  }
});
