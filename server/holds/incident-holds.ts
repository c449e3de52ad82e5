import { toAppError } from '../../domain/app-error.ts';
import { isHoldLive } from '../../domain/retention.ts';
import type { Queryable } from '../../db/database.ts';
import { endAndLog, followAutomaticHolds, isAutomaticHoldAllowed } from '../../db/holds/automatic-holds.ts';
import type { AuditActor } from '../../db/repositories/audit-repository.ts';
import { isGatheringCase } from '../../domain/gathering-rule.ts';
import { listAutomaticHolds, listHandHolds } from '../../db/repositories/hold-repository.ts';
import { isNearGathering, listApprovals, type IncidentRow, type IncidentValues } from '../../db/repositories/incident-repository.ts';
import type { ServerContext } from '../server-context.ts';

/** Makes the automatic holds at once, after the transaction that made them due. A failure is only logged: the job `keep-holds` does what is left within seconds. */
export async function followHoldsNow({ db, clock, logger, settings }: ServerContext, incidentId: string): Promise<void> {
  try {
    await followAutomaticHolds(db, incidentId, clock.now(), settings.publicUrl);
  } catch (error) {
    logger.warn({ incidentId, err: toAppError(error) }, 'automatic holds are left to the job');
  }
}

/**
 * Ends the automatic holds of an incident that a change takes beyond the limits, near a gathering, or makes one: in the transaction of the change, before it, so that whoever made it stands in the log. Of what becomes a gathering the
 * holds by hand end as well: they were neither kept to half an hour nor agreed to by a second officer.
 */
export async function endHoldsNotAllowed(
  tx: Queryable,
  change: { actor: AuditActor; before: IncidentRow; after: Pick<IncidentValues, 'category' | 'occurred' | 'location' | 'uncertaintyM'>; nowMs: number },
): Promise<void> {
  const { before, after, nowMs, actor } = change;
  const [lon, lat] = after.location;
  const nearGathering = await isNearGathering(tx, after);
  const changed = { ...before, ...after.occurred, category: after.category, uncertaintyM: after.uncertaintyM, lon, lat, nearGathering };
  if (isAutomaticHoldAllowed(changed, await listApprovals(tx, [before.id], 'extent'))) return;
  const live = (await listAutomaticHolds(tx, before.id)).filter((hold) =>
    isHoldLive({ during: hold, expiresAtMs: hold.expiresAtMs, releasedAtMs: hold.endedAtMs }, nowMs),
  );
  const byHand = isGatheringCase(changed) && !isGatheringCase(before) ? await listHandHolds(tx, before.id) : [];
  await endAndLog(tx, before.id, [...live, ...byHand], { because: 'limits', nowMs, actor });
}
