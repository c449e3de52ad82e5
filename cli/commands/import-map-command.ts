import { migrate } from '../../db/migrate.ts';
import { buildRoadGraph } from '../../db/road-graph/build-road-graph.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { createLogger } from '../../platform/logger.ts';
import { onlyArgument } from '../backup/only-argument.ts';
import type { Command } from '../command.ts';
import { readFeatures } from '../reference/read-reference.ts';
import { storeLandmarks } from '../reference/store-landmarks.ts';
import { storeBuildings, storeRoads } from '../reference/store-map-features.ts';
import { openConfiguredDatabase } from '../service-resources.ts';

const STORES = { roads: storeRoads, buildings: storeBuildings, landmarks: storeLandmarks } as const;

function importMap(what: keyof typeof STORES): Command {
  return async ({ args, config, stack, print, progress }) => {
    const path = onlyArgument(args, `matpho import ${what} FILE.geojson`);
    const features = await readFeatures(path);
    const { db } = await openConfiguredDatabase(config, stack, createLogger(config.logLevel), { exclusive: false });
    await migrate(db);
    const counts = await db.transaction(async (tx) => {
      const stored = await STORES[what](tx, path, features);
      await appendAudit(tx, { action: 'map.import', detail: { what, ...stored, by: 'command' } });
      return stored;
    });
    print(`${counts.added} ${what} added, ${counts.changed} changed, ${counts.unchanged} as they were.`);
    // the roads stay whatever becomes of this: the service goes on where it was cut off
    if (what === 'roads') await buildRoadGraph(db, { progress: (done) => progress(`road graph: ${done} roads done`) });
    return 0;
  };
}

/** `matpho import roads`: all or nothing; then the road graph is brought up to date. */
export const importRoadsCommand = importMap('roads');

/** `matpho import buildings`: all or nothing. */
export const importBuildingsCommand = importMap('buildings');

/** `matpho import landmarks`: all or nothing. */
export const importLandmarksCommand = importMap('landmarks');
