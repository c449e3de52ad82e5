import { z } from 'zod';
import { coverageTileQueryWire } from '../../domain/wire/coverage-summary-wire.ts';
import * as map from '../../db/repositories/map-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readAsOf } from '../coverage/coverage-question.ts';
import { coverageTile, tileTag } from '../map/coverage-tile.ts';
import { sendMapArchive } from '../map/map-archive.ts';
import { encodeTile, tileBounds, tileTolerance } from '../map/vector-tile.ts';
import type { ServerContext } from '../server-context.ts';

const MOST_ZOOM = 20;
const LOWEST_ZOOM = { neighbourhoods: 9, roads: 12, buildings: 15 } as const;

const tileParams = z
  .object({ z: z.coerce.number().int().min(0).max(MOST_ZOOM), x: z.coerce.number().int().min(0), y: z.coerce.number().int().min(0) })
  .refine((tile) => tile.x < 2 ** tile.z && tile.y < 2 ** tile.z, { message: 'no such tile at this zoom' });

async function none(): Promise<map.MapFeature[]> {
  return [];
}

/** Vector tiles: the own base map (units, roads, buildings) and the cameras within reach with what they see. */
export function registerMapRoutes(app: ApiApp, { db, clock, settings }: ServerContext): void {
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
      return reply
        .type('application/vnd.mapbox-vector-tile')
        .header('cache-control', 'private, max-age=3600')
        .send(encodeTile(params, { unit, road, building }));
    },
  );
  app.get(
    '/base-map/archive',
    {
      config: { action: 'unit.read' },
      schema: { tags: ['map'], summary: "The owner's base map, one range of its file (PMTiles)", produces: ['application/vnd.pmtiles'] },
    },
    (request, reply) => sendMapArchive(settings.mapArchive, request, reply),
  );
  app.get(
    '/coverage/tiles/:z/:x/:y',
    {
      config: { action: 'coverage.read' },
      schema: {
        tags: ['coverage'],
        summary: 'Cameras and what they see, as at a day (MVT)',
        params: tileParams,
        querystring: coverageTileQueryWire,
        produces: ['application/vnd.mapbox-vector-tile'],
      },
    },
    async ({ params, query, session, scope, headers }, reply) => {
      const tile = await coverageTile(db, params, { reach: { scope, ...session }, at: readAsOf(query.asOf, clock.now()) });
      const tag = tileTag(tile);
      // asked for anew each time: who may see what changes, and the next person at this browser is another one
      void reply.header('cache-control', 'private, no-cache').header('etag', tag);
      return headers['if-none-match'] === tag ? reply.status(304).send() : reply.type('application/vnd.mapbox-vector-tile').send(tile);
    },
  );
}
