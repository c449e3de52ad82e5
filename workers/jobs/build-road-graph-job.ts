import type { Database } from '../../db/database.ts';
import { buildRoadGraph } from '../../db/road-graph/build-road-graph.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';

/** Keeps the road graph up to date with the roads: those that an import was cut off at, or that were there before there was a graph. */
export function createBuildRoadGraphJob({ database, logger }: { database: Database; logger: Logger }): JobHandler<'build-road-graph'> {
  return async ({ signal }) => {
    const roads = await buildRoadGraph(database, { signal });
    if (roads > 0) logger.info({ roads }, 'built the road graph');
  };
}
