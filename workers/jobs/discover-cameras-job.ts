import { discoverCameras } from '../../camera-adapters/discovery/discover-cameras.ts';
import type { DiscoveryRequest } from '../../camera-adapters/discovery/discover-cameras.ts';
import type { Database } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { beginDiscovery, endDiscovery, type DiscoveryRun } from '../../db/repositories/discovery-run-repository.ts';
import type { AddressPolicy } from '../../domain/address-rule.ts';
import { toAppError, type AppError } from '../../domain/app-error.ts';
import type { DiscoveryState } from '../../domain/discovery-terms.ts';
import { checkSweepNetwork } from '../../domain/sweep-network.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import { discoveryPolicy } from '../discovery/discovery-policy.ts';
import { createDiscoveryReport, type DiscoveryReport } from '../discovery/discovery-report.ts';
import { isRetried } from '../retry-rule.ts';

interface Parts {
  readonly database: Database;
  readonly addressPolicy: AddressPolicy;
  readonly clock: Clock;
  readonly discovery?: DiscoverySettings;
}

/** Limits, ports and patience other than the product's, for tests. */
export type DiscoverySettings = Pick<DiscoveryRequest, 'limits' | 'ports' | 'listenMs'>;

type End = Parameters<typeof endDiscovery>[2];

/**
 * Searches a network for cameras. A worker that stops leaves it where it is, and the next one goes on there; when the queue gives it up, or the last worker stops in the middle of it, it is
 * `interrupted`, with what had been found. The network is judged again: an administrator may have taken it out of the list since somebody asked.
 */
export function createDiscoverCamerasJob({ database, addressPolicy, clock, discovery = {} }: Parts): JobHandler<'discover-cameras'> {
  const search = async (run: DiscoveryRun, signal: AbortSignal, report: DiscoveryReport): Promise<void> => {
    const policy = discoveryPolicy(addressPolicy, run.networks);
    checkSweepNetwork(run.cidr, policy);
    await discoverCameras({
      ...discovery,
      cidr: run.cidr,
      firstIndex: run.addressesDone,
      policy,
      signal,
      now: () => clock.now(),
      onFound: report.found,
      onOutside: report.outside,
      onProgress: report.progress,
    });
  };
  return async ({ payload: { discoveryId }, signal, isLastAttempt }) => {
    const run = await beginDiscovery(database, discoveryId, clock.now());
    if (run === undefined) return;
    const stopped = new AbortController();
    const report = createDiscoveryReport({ database, clock, run, onEnded: () => stopped.abort() });
    try {
      await search(run, AbortSignal.any([signal, stopped.signal]), report);
      await report.flush();
      await finish(database, discoveryId, { state: 'completed' }, clock.now());
    } catch (thrown) {
      // somebody ended it: its row says so already
      if (stopped.signal.aborted && !signal.aborted) return;
      const error = toAppError(thrown);
      // what was found and how far it came is worth more than the failure to write that down
      await report.flush().catch(() => undefined);
      if (isLastAttempt || !isRetried(error)) await finish(database, discoveryId, endBy(error), clock.now());
      throw error;
    } finally {
      await report.close();
    }
  };
}

function endBy(error: AppError): End {
  return { state: error.kind === 'cancelled' ? 'interrupted' : 'failed', error: { code: error.code, message: error.message } };
}

async function finish(database: Database, discoveryId: string, end: End, nowMs: number): Promise<void> {
  await database.transaction(async (tx) => {
    if (!(await endDiscovery(tx, discoveryId, end, nowMs))) return;
    await appendAudit(tx, { action: 'discovery.finish', detail: { discoveryId, state: end.state satisfies DiscoveryState } });
  });
}
