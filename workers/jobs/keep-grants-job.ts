import type { Database } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { endGrant, listLapsedGrants } from '../../db/repositories/footage-grant-repository.ts';
import { deleteClosedCopies } from '../../db/repositories/watch-copy-repository.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import { removeForsakenWork } from '../media/forsaken-work.ts';

/** Grants, and copies, of one step. */
const BATCH = 500;

/**
 * Writes down the end of grants whose access is over or whose session ended: nothing was open to them from that moment on, here it gets its entry in the log. And deletes the copies of requests whose access is over, and the files of copies and packages whose makers were killed. Run twice it finds
 * nothing.
 */
export function createKeepGrantsJob({
  database,
  blobs,
  clock,
}: {
  readonly database: Database;
  readonly blobs: Pick<BlobStore, 'incomingFolder'>;
  readonly clock: Clock;
}): JobHandler<'keep-grants'> {
  return async ({ signal }) => {
    for (const { id, because, requestId, incidentId, cameraId } of await listLapsedGrants(database, clock.now(), BATCH)) {
      await database.transaction(async (tx) => {
        if (!(await endGrant(tx, id, because, clock.now()))) return;
        await appendAudit(tx, { action: 'grant.end', incidentId, cameraIds: [cameraId], detail: { requestId, grantId: id, because } });
      });
    }
    for (let deleted = BATCH; deleted === BATCH && !signal.aborted;) deleted = await deleteClosedCopies(database, clock.now(), BATCH);
    const removed = await removeForsakenWork(database, blobs.incomingFolder, clock.now());
    if (removed > 0) await appendAudit(database, { action: 'retention.deleted', detail: { kind: 'incoming', count: removed } });
  };
}
