import { claimPackage, failPackage, findPackage, holdPackage, releasePackage } from '../../db/repositories/evidence-package-repository.ts';
import type { Database } from '../../db/database.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';
import { newId } from '../../platform/new-id.ts';
import type { PackageBuilder } from '../evidence/package-builder.ts';
import { removePackageWork } from '../evidence/package-work.ts';

/** Attempts that a package may have, the deaths of workers included. */
export const MOST_PACKAGE_ATTEMPTS = 3;
/** Renewed while a package is built; of a worker that died another takes over then. */
const CLAIM_MS = 30_000;
const RENEW_MS = 2000;
/** What fails for good, at the first try. */
const HOPELESS = ['original_damaged', 'segment_broken', 'package_too_large'];

/** What is no fault of the package. */
const BLAMELESS = ['disk_full', 'masks_changed', 'audit_key_replaced'];

interface Parts {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly buildPackage: PackageBuilder;
}

/** Builds an evidence package. Run twice it finds nothing to do; a worker that stops, or loses its claim, leaves nothing that counts. */
export function createBuildEvidencePackageJob({ database, blobs, clock, logger, buildPackage }: Parts): JobHandler<'build-evidence-package'> {
  return async ({ payload: { packageId }, signal }) => {
    const workId = newId(clock.now());
    const before = await findPackage(database, packageId);
    const order = await claimPackage(database, packageId, { workId, nowMs: clock.now(), untilMs: clock.now() + CLAIM_MS });
    if (order === undefined) return;
    if (before !== undefined && before.workId !== null) await removePackageWork(blobs, before.workId);
    const lost = new AbortController();
    let progress = 0;
    const renewal = setInterval(() => {
      holdPackage(database, packageId, workId, { untilMs: clock.now() + CLAIM_MS, progress }).then(
        (isKept) => (isKept ? undefined : lost.abort()),
        (error: unknown) => logger.warn({ err: error }, 'a package in the making could not be kept'),
      );
    }, RENEW_MS);
    try {
      const onProgress = (share: number): void => void (progress = Math.min(1, share));
      await buildPackage({ order, workId, onProgress, signal: AbortSignal.any([signal, lost.signal]) });
    } catch (thrown) {
      const error = toAppError(thrown);
      if (lost.signal.aborted || error.code === 'package_unwanted') return;
      const isBlameless = signal.aborted || BLAMELESS.includes(error.code);
      if (isBlameless || (order.attempts < MOST_PACKAGE_ATTEMPTS && !HOPELESS.includes(error.code))) {
        await releasePackage(database, packageId, workId, { counts: !isBlameless, waitsFor: error.code === 'disk_full' ? error.code : null });
        throw error;
      }
      logger.error({ packageId, err: error }, 'an evidence package could not be built');
      await failPackage(database, { id: packageId, workId }, error.code, clock.now());
    } finally {
      clearInterval(renewal);
    }
  };
}
