import type { Database } from '../../db/database.ts';
import { publishEvents } from '../../db/live-events.ts';
import { groundOfPlacements } from '../../db/registration/placement-coverage.ts';
import { duePlacements, storeCoverages, type DuePlacement } from '../../db/repositories/coverage-repository.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';

/** Placements that are read, computed and stored at once: some milliseconds in which nothing else of the process runs. */
const BATCH = 50;
/** A run takes no longer; the next one goes on. */
const LONGEST_RUN_MS = 4000;

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * Works out what cameras see whose placement is new or in whose view a building changed. Each batch is one statement, so a killed run is simply gone on with; run twice, nothing is due, and what comes out as before makes no new version.
 */
export function createRecomputeCoverageJob({ database, clock }: Parts): JobHandler<'recompute-coverage'> {
  return async ({ signal }) => {
    const startedMs = clock.now();
    let left = true;
    while (left && !signal.aborted && clock.now() - startedMs < LONGEST_RUN_MS) {
      const due = await duePlacements(database, BATCH);
      left = due.length === BATCH;
      if (due.length > 0) await recompute(database, due);
    }
  };
}

async function recompute(database: Database, due: readonly DuePlacement[]): Promise<void> {
  const grounds = await groundOfPlacements(
    database,
    due.map(({ placement }) => placement),
    { times: due },
  );
  await database.transaction(async (tx) => {
    const changed = await storeCoverages(
      tx,
      due.map((each, index) => ({ ...each, ground: grounds[index]! })),
    );
    const cameraIds = [...new Set(changed)];
    await publishEvents(
      tx,
      cameraIds.map((cameraId) => ({ topic: 'cameras', type: 'changed', data: { cameraId } })),
    );
  });
}
