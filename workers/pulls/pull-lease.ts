import type { Database } from '../../db/database.ts';
import { renewLease } from '../../db/repositories/edge-pull-run-repository.ts';

const RENEW_EVERY_MS = 5000;

/** A pull that is this worker's for as long as it renews it. */
export interface PullLease {
  readonly id: string;
  /** Aborts when the worker stops and when the lease is lost. */
  readonly signal: AbortSignal;
  /** The pull was cancelled or is another worker's by now: nothing more may be stored or written for it. */
  isLost(): boolean;
  /** To be called where a statement found the lease gone. */
  lose(): void;
  end(): void;
}

/** Renews a claimed pull's lease every 5 s. A renewal that fails for want of the database is tried again with the next one: what is stored asks for itself. */
export function keepPullLease(database: Database, pullId: string, leaseId: string, stopping: AbortSignal): PullLease {
  const lost = new AbortController();
  const lose = (): void => lost.abort();
  const timer = setInterval(() => {
    renewLease(database, pullId, leaseId).then(
      (isKept) => (isKept ? undefined : lose()),
      () => undefined,
    );
  }, RENEW_EVERY_MS);
  return {
    id: leaseId,
    signal: AbortSignal.any([stopping, lost.signal]),
    isLost: () => lost.signal.aborted,
    lose,
    end: () => clearInterval(timer),
  };
}
