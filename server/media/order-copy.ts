import { violates } from '../../db/database-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { findCopyOf, orderCopy, type CopyOrder, type WatchCopyRow } from '../../db/repositories/watch-copy-repository.ts';
import { newId } from '../../platform/new-id.ts';
import type { ServerContext } from '../server-context.ts';
import { grantRequired } from './open-grant.ts';

/** Has a copy made, unless it was ordered before. Errors: `grant_required` (forbidden) when the request ended in between. */
export async function ensureCopy({ db, jobs, clock }: ServerContext, wanted: Omit<CopyOrder, 'id'>): Promise<void> {
  const nowMs = clock.now();
  const id = newId(nowMs);
  try {
    if (!(await orderCopy(db, { id, ...wanted }, nowMs))) return;
  } catch (error) {
    throw violates(error, 'watch_copy_within_request') ? grantRequired() : error;
  }
  // a job that is lost is put on the queue again by the workers
  await jobs.add('prepare-copy', { copyId: id }, `${id}-0`);
}

const LOOK_MS = 200;
/** A few seconds of footage are copied in less; who asks for more is told to come again. */
const LONGEST_WAIT_MS = 15_000;

/** The copy, once it is ready or given up; as it is when that takes too long or nobody listens any more (`isGone`); undefined when it was dropped. */
export async function awaitCopy(
  { db, clock }: ServerContext,
  session: LiveSession,
  { requestId, sourceId }: Pick<CopyOrder, 'requestId' | 'sourceId'>,
  isGone: () => boolean,
): Promise<WatchCopyRow | undefined> {
  const untilMs = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    const copy = await db.asPerson(session, (own) => findCopyOf(own, requestId, sourceId, clock.now()));
    if (copy?.state !== 'waiting' || performance.now() > untilMs || isGone()) return copy;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
