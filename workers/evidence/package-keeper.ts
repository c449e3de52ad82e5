import type { Database } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { dropClosedPackages, failPackage, listForsakenPackages } from '../../db/repositories/evidence-package-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobProducer } from '../../platform/job-producer.ts';
import type { Logger } from '../../platform/logger.ts';
import { MOST_PACKAGE_ATTEMPTS } from '../jobs/build-evidence-package-job.ts';
import { startRepeatedLook, type RepeatedLook } from '../repeated-look.ts';

const LOOK_EVERY_MS = 5000;
/** The queue tries a job again within seconds; what waits for longer may have lost its job. */
const OVERDUE_MS = 15_000;
const BATCH = 100;

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
}

/** Drops the files of packages whose access is over, and says so in the log: nobody could open them from that moment on. */
export async function dropClosed({ database, clock }: Parts): Promise<void> {
  for (let dropped = BATCH; dropped === BATCH;) {
    dropped = await database.transaction(async (tx) => {
      const rows = await dropClosedPackages(tx, clock.now(), BATCH);
      for (const { id, incidentId } of rows) await appendAudit(tx, { action: 'package.drop', incidentId, detail: { packageId: id } });
      return rows.length;
    });
  }
}

/** Puts packages on the queue again whose job was lost, or whose worker died, and drops those that are over. Any number of workers may look. */
export function startPackageKeeper(parts: Parts & { readonly jobs: JobProducer; readonly logger: Logger }): RepeatedLook {
  const { database, jobs, clock, logger } = parts;
  const look = async (): Promise<void> => {
    await dropClosed(parts);
    for (const { id, workId, attempts } of await listForsakenPackages(database, clock.now() - OVERDUE_MS, clock.now(), BATCH)) {
      if (attempts >= MOST_PACKAGE_ATTEMPTS) await failPackage(database, { id, workId }, 'package_failed', clock.now());
      else await jobs.ensure('build-evidence-package', { packageId: id }, `${id}-${attempts}`);
    }
  };
  return startRepeatedLook(LOOK_EVERY_MS, look, (error) => logger.warn({ err: toAppError(error) }, 'waiting packages could not be looked for'));
}
