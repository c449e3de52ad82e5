import type { Database } from '../../db/database.ts';
import { storeCapabilities } from '../../db/repositories/camera-capability-repository.ts';
import { claimDueLooks, type ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';
import type { CameraContacts } from '../contacts/camera-contacts.ts';

/** Cameras that are claimed and asked at once. */
const BATCH = 10;
/** A run asks no more than this: 60 a minute renew 33,060 cameras in nine hours, and nobody notices the load. */
const MOST_PER_RUN = 30;

interface Parts {
  readonly database: Database;
  readonly contacts: CameraContacts;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Asks cameras that are due what they are and can do, and keeps the answers. One that gives none keeps its last snapshot. Run twice it finds nothing due. */
export function createRenewCapabilitiesJob(parts: Parts): JobHandler<'renew-capabilities'> {
  const { database, clock } = parts;
  return async ({ signal }) => {
    let asked = 0;
    while (!signal.aborted && asked < MOST_PER_RUN) {
      const { looked, targets } = await claimDueLooks(database, { nowMs: clock.now(), limit: BATCH });
      if (looked === 0) return;
      asked += targets.length;
      await Promise.all(targets.map((target) => renewOne(parts, target, signal)));
    }
  };
}

async function renewOne({ database, contacts, logger }: Parts, target: ContactTarget, signal: AbortSignal): Promise<void> {
  const { cameraId } = target;
  try {
    const probe = await contacts.probe(target, signal);
    if (probe.ok) await storeCapabilities(database, target, probe.value, probe.endedAtMs);
    else if (probe.failure.outcome === 'ours') throw probe.failure.error;
  } catch (error) {
    logger.error({ cameraId, err: error }, "a camera's capabilities could not be renewed for a reason of the service itself");
  }
}
