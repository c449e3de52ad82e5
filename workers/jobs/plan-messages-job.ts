import type { Database } from '../../db/database.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import { announceEnds, announceOpenings } from '../messages/alert-announcer.ts';
import { linkBaseOf } from '../../domain/messages/link-base.ts';
import { bundleDueNotices } from '../messages/notice-bundler.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  /** The application's address for people; undefined: messages have no links. */
  readonly publicUrl: string | undefined;
}

/** Batches of alerts in one job; the next job goes on. */
const MOST_BATCHES = 50;

/** Writes down who hears of which alert, then makes messages of what is due. Run twice it finds nothing new. */
export function createPlanMessagesJob({ database, clock, publicUrl }: Parts): JobHandler<'plan-messages'> {
  const linkBase = linkBaseOf(publicUrl);
  return async ({ signal }) => {
    await inBatches(() => announceOpenings(database, clock.now()), signal);
    await inBatches(() => announceEnds(database, clock.now()), signal);
    await bundleDueNotices(database, linkBase, clock.now(), signal);
  };
}

async function inBatches(work: () => Promise<number>, signal: AbortSignal): Promise<void> {
  for (let batch = 0; batch < MOST_BATCHES && !signal.aborted; batch++) if ((await work()) === 0) break;
}
