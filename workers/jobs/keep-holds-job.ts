import type { Database } from '../../db/database.ts';
import { followAutomaticHolds } from '../../db/holds/automatic-holds.ts';
import { orderAutomaticPulls } from '../../db/pulls/automatic-pulls.ts';
import { publishEvents } from '../../db/live-events.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { listHoldsDue, postponeHoldsDue } from '../../db/repositories/hold-due-repository.ts';
import { lapseHolds, type LapsedHold } from '../../db/repositories/hold-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where messages about requests that end lead. */
  readonly publicUrl?: string | undefined;
}

/** Incidents, and holds, of one job; the next one, seconds later, goes on. */
const BATCH = 200;

/**
 * Makes the automatic holds that are due, ends the holds whose time is over, and orders pulls of what is held and about to be overwritten in its device. Whoever entered or changed an incident tries the first at once; what died in between, and what came through another door, is done here.
 * Run twice it finds nothing. An incident that fails is tried again a minute later and delays no other, nor does an order that fails.
 */
export function createKeepHoldsJob(parts: Parts): JobHandler<'keep-holds'> {
  return async ({ signal }) => {
    await lapse(parts);
    for (const incidentId of await listHoldsDue(parts.database, BATCH)) {
      if (signal.aborted) return;
      await follow(parts, incidentId);
    }
    await orderPulls(parts);
  };
}

async function follow({ database, clock, logger, publicUrl }: Parts, incidentId: string): Promise<void> {
  try {
    await followAutomaticHolds(database, incidentId, clock.now(), publicUrl);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.kind === 'unavailable') throw error;
    logger.error({ incidentId, err: error }, 'the automatic holds of an incident could not be made');
    await postponeHoldsDue(database, incidentId);
  }
}

async function orderPulls({ database, clock, logger }: Parts): Promise<void> {
  await orderAutomaticPulls(database, clock.now(), ({ incidentId, cameraId }, thrown) => {
    const error = toAppError(thrown);
    if (error.kind === 'unavailable') throw error;
    logger.error({ incidentId, cameraId, err: error }, 'footage that is about to be overwritten could not be ordered from its device');
  });
}

async function lapse({ database, clock }: Parts): Promise<void> {
  await database.transaction(async (tx) => {
    const lapsed = await lapseHolds(tx, clock.now(), BATCH);
    const byIncident = groupByIncident(lapsed);
    for (const [incidentId, holds] of byIncident) {
      const cameraIds = [...new Set(holds.map((hold) => hold.cameraId))];
      await appendAudit(tx, { action: 'hold.lapse', incidentId, cameraIds, detail: { holdIds: holds.map((hold) => hold.id) } });
    }
    await publishEvents(
      tx,
      [...byIncident.keys()].map((incidentId) => ({ topic: 'incidents', type: 'updated', data: { incidentId } })),
    );
  });
}

function groupByIncident(lapsed: readonly LapsedHold[]): Map<string, LapsedHold[]> {
  const groups = new Map<string, LapsedHold[]>();
  for (const hold of lapsed) groups.set(hold.incidentId, [...(groups.get(hold.incidentId) ?? []), hold]);
  return groups;
}
