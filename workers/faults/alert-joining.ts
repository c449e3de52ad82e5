import type { Queryable } from '../../db/database.ts';
import {
  attachFaults,
  listAlertFaults,
  listJoinableAlerts,
  updateAlertFacts,
  type AlertFaultRow,
  type OpenAlertRow,
} from '../../db/repositories/alert-repository.ts';
import { alertFacts } from '../../domain/alert-facts.ts';
import { GROUP_SPREAD_MS } from '../../domain/alert-group.ts';
import { COMMON_CAUSES } from '../../domain/fault-terms.ts';
import { causeOf, toMember } from './alert-member.ts';
import { scopesOf } from './fault-scopes.ts';

/** Gives waiting faults to open alerts of the same cause, or of the same camera, that began with them. Returns the faults that found one. */
export async function joinOpenAlerts(tx: Queryable, waiting: readonly AlertFaultRow[]): Promise<ReadonlySet<string>> {
  if (waiting.length === 0) return new Set();
  const earliestMs = waiting.reduce((least, { failingFromMs }) => Math.min(least, failingFromMs), Infinity);
  const organisationIds = [...new Set(waiting.map(({ organisationId }) => organisationId))];
  const byKey = new Map(
    (await listJoinableAlerts(tx, organisationIds, earliestMs - GROUP_SPREAD_MS)).flatMap((alert) => keysOfAlert(alert).map((key) => [key, alert])),
  );
  const joins = waiting.flatMap((fault) => {
    const alert = keysOfFault(fault)
      .map((key) => byKey.get(key))
      .find((found) => found !== undefined && Math.abs(found.openedAtMs - fault.failingFromMs) <= GROUP_SPREAD_MS);
    return alert === undefined || isGraver(fault, alert) ? [] : [{ alert, fault }];
  });
  await attachFaults(
    tx,
    joins.map(({ alert, fault }) => ({ id: fault.id, alertId: alert.id, likelyCause: causeOf(fault, alert.commonCause) })),
  );
  for (const alert of new Set(joins.map((join) => join.alert))) await tellAgain(tx, alert);
  return new Set(joins.map(({ fault }) => fault.id));
}

function keysOfAlert({ organisationId, commonCause, facts }: OpenAlertRow): string[] {
  if (commonCause === null) return facts.cameras.map(({ id }) => `${organisationId} camera ${id}`);
  return facts.scopeId === null ? [] : [`${organisationId} ${facts.facet} ${commonCause} ${facts.scopeId}`];
}

function keysOfFault(fault: AlertFaultRow): string[] {
  const { organisationId, facet, cameraId } = fault;
  const scopes = scopesOf(fault);
  return [...COMMON_CAUSES.map((cause) => `${organisationId} ${facet} ${cause} ${scopes[cause]}`), `${organisationId} camera ${cameraId}`];
}

/** That a camera is dead is told even to those who know that its lens is covered. */
function isGraver(fault: AlertFaultRow, { facts }: OpenAlertRow): boolean {
  return fault.facet === 'reachable' && facts.facet !== 'reachable';
}

async function tellAgain(tx: Queryable, alert: OpenAlertRow): Promise<void> {
  const members = (await listAlertFaults(tx, alert.id)).map((fault) => toMember(fault, fault.likelyCause));
  const { commonCause: cause, unitName } = alert;
  const { scopeId } = alert.facts;
  await updateAlertFacts(tx, alert.id, alertFacts(members, cause === null || scopeId === null ? null : { cause, scopeId, unitName }));
}
