import sql from 'sql-template-tag';
import type { Queryable } from '../../db/database.ts';
import { cutWaitingRoads } from '../../db/road-graph/build-road-graph.ts';
import { townBuildings } from './town-buildings.ts';
import { townRoads } from './town-streets.ts';

/** Stores the invented streets and houses, so that the map without a base map shows a town, and the road graph of the streets. */
export async function storeMap(tx: Queryable): Promise<void> {
  const roads = townRoads().map(({ path, ...road }, index) => ({ ...road, sourceId: `demo/road/${index}`, path: { type: 'LineString', coordinates: path } }));
  await tx.run(sql`INSERT INTO road (source_id, kind, name, path)
    SELECT "sourceId", kind, name, ST_SetSRID(ST_GeomFromGeoJSON(path), 4326) FROM jsonb_to_recordset(${JSON.stringify(roads)}::jsonb) AS x("sourceId" text, kind text, name text, path jsonb)`);
  while ((await cutWaitingRoads(tx)) > 0);
  const buildings = townBuildings().map((building, index) => ({ ...building, sourceId: `demo/building/${index}` }));
  await tx.run(sql`INSERT INTO building (source_id, footprint, height_m)
    SELECT "sourceId", ST_SetSRID(ST_GeomFromGeoJSON(footprint), 4326), "heightM"
    FROM jsonb_to_recordset(${JSON.stringify(buildings)}::jsonb) AS x("sourceId" text, footprint jsonb, "heightM" double precision)`);
}
