import { z } from 'zod';
import type { FastifyReply } from 'fastify';
import * as map from '../../db/repositories/map-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { encodeTile, tileBounds, tileTolerance } from '../map/vector-tile.ts';
import type { ServerContext } from '../server-context.ts';

const MOST_ZOOM = 20;
const LOWEST_ZOOM = { neighbourhoods: 9, roads: 12, buildings: 15, coverage: 13 } as const;

const tileParams = z
  .object({ z: z.coerce.number().int().min(0).max(MOST_ZOOM), x: z.coerce.number().int().min(0), y: z.coerce.number().int().min(0) })
  .refine((tile) => tile.x < 2 ** tile.z && tile.y < 2 ** tile.z, { message: 'no such tile at this zoom' });

async function none(): Promise<map.MapFeature[]> {
  return [];
}

function sendTile(reply: FastifyReply, tile: Buffer, maxAgeS: number): FastifyReply {
  return reply.type('application/vnd.mapbox-vector-tile').header('cache-control', `private, max-age=${maxAgeS}`).send(tile);
}

/** Vector tiles: the own base map (units, roads, buildings) and the cameras within reach with what they see. */
export function registerMapRoutes(app: ApiApp, { db }: ServerContext): void {
  app.get(
    '/base-map/tiles/:z/:x/:y',
    {
      config: { action: 'unit.read' },
      schema: { tags: ['map'], summary: 'Units, roads and buildings (MVT)', params: tileParams, produces: ['application/vnd.mapbox-vector-tile'] },
    },
    async ({ params }, reply) => {
      const bounds = tileBounds(params);
      const [unit, road, building] = await Promise.all([
        map.unitsWithin(db, bounds, tileTolerance(params), params.z >= LOWEST_ZOOM.neighbourhoods),
        params.z >= LOWEST_ZOOM.roads ? map.roadsWithin(db, bounds) : none(),
        params.z >= LOWEST_ZOOM.buildings ? map.buildingsWithin(db, bounds) : none(),
      ]);
      return sendTile(reply, encodeTile(params, { unit, road, building }), 3600);
    },
  );
  app.get(
    '/coverage/tiles/:z/:x/:y',
    {
      config: { action: 'coverage.read' },
      schema: { tags: ['map'], summary: 'Cameras and what they see (MVT)', params: tileParams, produces: ['application/vnd.mapbox-vector-tile'] },
    },
    async ({ params, session, scope }, reply) => {
      const bounds = tileBounds(params);
      const reach = { scope, ...session };
      const [camera, coverage] = await Promise.all([
        map.camerasWithin(db, bounds, reach),
        params.z >= LOWEST_ZOOM.coverage ? map.coverageWithin(db, bounds, reach) : none(),
      ]);
      return sendTile(reply, encodeTile(params, { camera, coverage }), 0);
    },
  );
}
