import type { Database } from '../../db/database.ts';
import { publishEvents } from '../../db/live-events.ts';
import { followAbsences } from '../../db/repositories/absence-repository.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import { endAlerts } from '../faults/alert-ender.ts';
import { raiseAlerts } from '../faults/alert-raiser.ts';
import { closeSettled, sweepDisagreeing } from '../faults/fault-sweep.ts';

/** Cameras that are told of at once; lists on screen load again at the first. */
const MOST_EVENTS = 500;

/**
 * Does what time alone decides about faults: absences begin and end, entries of the ledger are closed once the camera showed that it works, faults that waited long enough get
 * their alerts, alerts end. Each step is a transaction of its own; run twice, or cut off between two, nothing is doubled or lost.
 */
export function createRaiseAlertsJob({ database, clock }: { readonly database: Database; readonly clock: Clock }): JobHandler<'raise-alerts'> {
  return async ({ signal }) => {
    const nowMs = clock.now();
    const concerned = new Set(await database.transaction((tx) => followAbsences(tx, nowMs)));
    const steps = [
      () => sweepDisagreeing(database, nowMs, signal),
      () => closeSettled(database, nowMs, signal),
      () => raiseAlerts(database, nowMs),
      () => endAlerts(database),
    ];
    for (const step of steps) if (!signal.aborted) for (const cameraId of await step()) concerned.add(cameraId);
    await publishEvents(
      database,
      [...concerned].slice(0, MOST_EVENTS).map((cameraId) => ({ topic: 'cameras', type: 'changed', data: { cameraId } })),
    );
  };
}
