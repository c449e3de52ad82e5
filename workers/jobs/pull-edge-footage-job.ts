import { putOffPull } from '../../db/repositories/edge-pull-run-repository.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { PullParts } from '../pulls/pull-parts.ts';
import { BUSY_MS, runPull } from '../pulls/run-pull.ts';

/** Pulls at once in one worker: each may take an hour, and the queue has other work. */
const AT_ONCE = 2;

/** Pulls footage from a device. A pull that can't begin now is put off and comes again. */
export function createPullEdgeFootageJob(parts: PullParts): JobHandler<'pull-edge-footage'> {
  const { database, clock } = parts;
  let running = 0;
  return async ({ payload: { pullId }, signal }) => {
    if (running >= AT_ONCE) return putOffPull(database, pullId, clock.now() + BUSY_MS);
    running++;
    try {
      await runPull(parts, pullId, signal);
    } finally {
      running--;
    }
  };
}
