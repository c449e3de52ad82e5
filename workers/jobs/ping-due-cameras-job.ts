import type { Database } from '../../db/database.ts';
import { claimDuePings, type ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';
import type { CameraContacts, ContactResult } from '../contacts/camera-contacts.ts';
import { contactObservation } from '../contacts/contact-observation.ts';
import type { HealthRecorder } from '../health/health-recorder.ts';

/** Cameras that are claimed, and later written, at once. */
const BATCH = 200;

interface Parts {
  readonly database: Database;
  readonly contacts: CameraContacts;
  readonly health: HealthRecorder;
  readonly limiter: ConcurrencyLimiter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Pings every camera that is due. Batches are claimed for as long as there is room for more contacts, so a few hundred dead cameras, each waiting for its deadline,
 * don't hold up the others; each batch is one transaction. Run twice it finds nothing due.
 */
export function createPingDueCamerasJob(parts: Parts): JobHandler<'ping-due-cameras'> {
  return async ({ signal }) => {
    const batches: Promise<void>[] = [];
    const claiming = await Promise.allSettled([claimBatches(parts, signal, (batch) => batches.push(batch))]);
    const failed = [...claiming, ...(await Promise.allSettled(batches))].find((part) => part.status === 'rejected');
    if (failed) throw failed.reason;
  };
}

async function claimBatches(parts: Parts, signal: AbortSignal, onBatch: (batch: Promise<void>) => void): Promise<void> {
  const { database, limiter, clock } = parts;
  while (!signal.aborted) {
    await limiter.room();
    const { looked, targets } = await claimDuePings(database, { nowMs: clock.now(), limit: BATCH });
    if (looked === 0) return;
    const batch = pingBatch(parts, targets, signal);
    // it is looked at later; until then a failure must not count as one that nobody looks at
    batch.catch(() => undefined);
    onBatch(batch);
  }
}

async function pingBatch(parts: Parts, targets: readonly ContactTarget[], signal: AbortSignal): Promise<void> {
  const { contacts, health, limiter, logger } = parts;
  const observations = await Promise.all(
    targets.map(async (target) => {
      const result = await limiter.run(() => contacts.ping(target, signal));
      logOwnFailure(logger, target, result);
      return contactObservation(target, result);
    }),
  );
  await health.record(observations.filter((observation) => observation !== undefined));
}

function logOwnFailure(logger: Logger, { cameraId }: ContactTarget, result: ContactResult<unknown>): void {
  if (!result.ok && result.failure.outcome === 'ours')
    logger.error({ cameraId, err: result.failure.error }, 'a camera could not be contacted for a reason of the service itself');
}
