import { AppError } from '../../domain/app-error.ts';
import { checkOrganisationNetworks } from '../../domain/organisation-networks.ts';
import type { OrganisationKind } from '../../domain/role.ts';
import type { Queryable } from '../../db/database.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as organisations from '../../db/repositories/organisation-repository.ts';
import { endSessionsOfOrganisation } from '../../db/repositories/session-repository.ts';
import { unknownUnits } from '../../db/repositories/unit-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** A board, police post, area command or administration to be. */
export interface OrganisationDraft {
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly unitIds: readonly string[];
}

/** What changes; the rest stays. */
export interface OrganisationChange {
  readonly name?: string | undefined;
  readonly unitIds?: readonly string[] | undefined;
  readonly cameraNetworks?: readonly string[] | null | undefined;
}

/** What the log says of a change. */
type Detail = Readonly<Record<string, unknown>>;

async function checkUnits(db: Queryable, unitIds: readonly string[]): Promise<void> {
  const unknown = await unknownUnits(db, unitIds);
  if (unknown.length > 0) throw new AppError('invalid', 'unknown_unit', `There is no unit ${unknown.join(', ')} today. Take units from GET /units.`);
}

/** Makes an organisation. Errors: invalid `unknown_unit`. */
export async function addOrganisation(context: ServerContext, session: LiveSession, { kind, name, unitIds }: OrganisationDraft): Promise<string> {
  const id = newId(context.clock.now());
  const units = [...new Set(unitIds)];
  const entry = { actor: actorOf(session), action: 'organisation.create', detail: { organisationId: id, kind, unitIds: units } };
  await withRefusalsLogged(context.db, entry, () =>
    context.db.transaction(async (tx) => {
      await checkUnits(tx, units);
      await organisations.insertOrganisation(tx, { id, kind, name, unitIds: units });
      await appendAudit(tx, entry);
    }),
  );
  return id;
}

/**
 * Changes an organisation's name, units or networks, all of it or nothing. Whoever loses a unit by it is signed out, so that nothing that is open keeps the old reach.
 * Errors: invalid `unknown_unit`, those of `checkOrganisationNetworks`.
 */
export async function changeOrganisation(context: ServerContext, session: LiveSession, id: string, change: OrganisationChange): Promise<void> {
  const actor = actorOf(session);
  await withRefusalsLogged(context.db, { actor, action: 'organisation.update', detail: { organisationId: id } }, () =>
    context.db.transaction(async (tx) => {
      const before = await organisations.lockOrganisation(tx, id);
      if (change.cameraNetworks !== undefined) {
        if (change.cameraNetworks !== null) checkOrganisationNetworks(change.cameraNetworks, context.addressPolicy.ownEndpoints);
        await appendAudit(tx, { actor, action: 'organisation.networks', detail: await setNetworks(tx, before, change.cameraNetworks) });
      }
      if (change.name !== undefined || change.unitIds !== undefined)
        await appendAudit(tx, { actor, action: 'organisation.update', detail: await setNameAndUnits(tx, before, change, context.clock.now()) });
    }),
  );
}

async function setNetworks(tx: Queryable, { id, cameraNetworks: from }: organisations.OrganisationRow, entries: readonly string[] | null): Promise<Detail> {
  const to = entries === null || entries.length === 0 ? null : entries;
  await organisations.setCameraNetworks(tx, id, to);
  return { organisationId: id, from, to };
}

async function setNameAndUnits(tx: Queryable, before: organisations.OrganisationRow, { name, unitIds }: OrganisationChange, nowMs: number): Promise<Detail> {
  const { id } = before;
  const wanted = unitIds === undefined ? before.unitIds : [...new Set(unitIds)];
  const added = wanted.filter((unit) => !before.unitIds.includes(unit));
  const removed = before.unitIds.filter((unit) => !wanted.includes(unit));
  await checkUnits(tx, added);
  await organisations.updateOrganisation(tx, id, { name: name ?? before.name, added, removed });
  const sessionsEnded = removed.length === 0 ? 0 : await endSessionsOfOrganisation(tx, id, nowMs);
  return { organisationId: id, renamed: name !== undefined && name !== before.name, added, removed, sessionsEnded };
}
