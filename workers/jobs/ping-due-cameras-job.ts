import type { Database } from '../../db/database.ts';
import { claimDuePings, type ClaimedPings, type ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';
import type { CameraContacts, ContactResult } from '../contacts/camera-contacts.ts';
import { contactObservation } from '../contacts/contact-observation.ts';
import { askTroubled, contactRecorder } from '../contacts/recorder-contact.ts';
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
 * Pings every camera that is due, and of a recorder with its channels the recorder once. Batches are claimed for as long as there is room for more contacts, so a few hundred dead cameras, each waiting for its deadline,
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
    const claimed = await claimDuePings(database, { nowMs: clock.now(), limit: BATCH });
    if (claimed.looked === 0) return;
    const batch = pingBatch(parts, claimed, signal);
    // it is looked at later; until then a failure must not count as one that nobody looks at
    batch.catch(() => undefined);
    onBatch(batch);
  }
}

async function pingBatch(parts: Parts, { targets, recorders }: ClaimedPings, signal: AbortSignal): Promise<void> {
  const { contacts, health, limiter, logger } = parts;
  const ping = async (target: ContactTarget) => {
    const result = await limiter.run(() => contacts.ping(target, signal));
    logOwnFailure(logger, target, result);
    return result;
  };
  const [alone, through] = await Promise.all([
    Promise.all(targets.map(async (target) => contactObservation(target, await ping(target)))),
    Promise.all(recorders.map((recorder) => contactRecorder(recorder, ping))),
  ]);
  await health.record([...alone, ...through.flatMap(({ observations }) => observations)].filter((observation) => observation !== undefined));
  // apart from the batch: it must not wait for channels that are silent one after the other
  await Promise.all(through.map(async (contact) => health.record(await askTroubled(contact, ping))));
}

function logOwnFailure(logger: Logger, { cameraId }: ContactTarget, result: ContactResult<unknown>): void {
  if (!result.ok && result.failure.outcome === 'ours')
    logger.error({ cameraId, err: result.failure.error }, 'a camera could not be contacted for a reason of the service itself');
}
