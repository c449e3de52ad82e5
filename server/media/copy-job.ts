import type { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import type { jobOut } from '../../domain/wire/contact-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { findCopy, type CopyState } from '../../db/repositories/watch-copy-repository.ts';

function stateOf({ state, workerUntilMs }: CopyState, nowMs: number): z.output<typeof jobOut>['state'] {
  if (state === 'ready') return 'completed';
  if (state === 'failed') return 'failed';
  return workerUntilMs !== null && workerUntilMs > nowMs ? 'active' : 'waiting';
}

/** The making of a copy for watching as a job; undefined when the id is none's that the person may see. */
export async function findCopyJob(own: Queryable, id: string, nowMs: number): Promise<z.output<typeof jobOut> | undefined> {
  const copy = await findCopy(own, id);
  if (copy === undefined) return undefined;
  return {
    id,
    kind: 'prepare-copy',
    state: stateOf(copy, nowMs),
    progress: copy.state === 'waiting' ? 0 : 1,
    result: copy.state === 'ready' ? { kind: copy.kind, sourceId: copy.sourceId, byteLength: copy.byteLength } : null,
    error:
      copy.state === 'failed' ? { code: copy.errorCode ?? 'copy_failed', message: 'No copy for watching could be made of this. The original is kept.' } : null,
    createdAt: toIso(copy.orderedAtMs),
    finishedAt: copy.finishedAtMs === null ? null : toIso(copy.finishedAtMs),
  };
}
