import type { z } from 'zod';
import { checkOrganisationNetworks } from '../../domain/organisation-networks.ts';
import { toIso } from '../../domain/time-interval.ts';
import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import { organisationOut, organisationPatchWire, organisationQueryWire } from '../../domain/wire/organisation-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as organisations from '../../db/repositories/organisation-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['organisations'];

async function setNetworks(context: ServerContext, session: LiveSession, id: string, entries: readonly string[] | null): Promise<void> {
  if (entries !== null) checkOrganisationNetworks(entries, context.addressPolicy.ownEndpoints);
  const networks = entries === null || entries.length === 0 ? null : entries;
  await context.db.transaction(async (tx) => {
    const before = await organisations.getOrganisation(tx, id);
    await organisations.setCameraNetworks(tx, id, networks);
    const detail = { organisationId: id, from: before.cameraNetworks, to: networks };
    await appendAudit(tx, { actor: actorOf(session), action: 'organisation.networks', detail });
  });
}

/** `/organisations`: for administrators, who say where an organisation's cameras may be. */
export function registerOrganisationRoutes(app: ApiApp, context: ServerContext): void {
  const { db } = context;
  const overridden = (context.addressPolicy.overrideNetworks ?? []).length > 0;
  const wire = ({ createdAtMs, unitIds, cameraNetworks, ...row }: organisations.OrganisationRow): z.output<typeof organisationOut> => ({
    ...row,
    unitIds: [...unitIds],
    cameraNetworks: cameraNetworks && [...cameraNetworks],
    overridden,
    createdAt: toIso(createdAtMs),
  });
  const one = { params: idParamsWire, response: { 200: organisationOut } };
  app.get(
    '/organisations',
    {
      config: { action: 'organisation.read' },
      schema: { tags, summary: 'Organisations, newest first', querystring: organisationQueryWire, response: { 200: listOf(organisationOut) } },
    },
    async ({ query }) => {
      const { limit, kind, cursor } = query;
      const page = toPage(await organisations.listOrganisations(db, { kind }, { limit: limit + 1, beforeId: readIdCursor(cursor) }), limit, (row) => [row.id]);
      return { items: page.items.map(wire), nextCursor: page.nextCursor };
    },
  );
  app.get(
    '/organisations/:id',
    { config: { action: 'organisation.read', target: 'organisation' }, schema: { tags, summary: 'One organisation', ...one } },
    async ({ params }) => wire(await organisations.getOrganisation(db, params.id)),
  );
  app.patch(
    '/organisations/:id',
    {
      config: { action: 'organisation.write', target: 'organisation' },
      schema: { tags, summary: 'Limit where the cameras of an organisation may be', ...one, body: organisationPatchWire },
    },
    async ({ params, body, session }) => {
      await setNetworks(context, session, params.id, body.cameraNetworks);
      return wire(await organisations.getOrganisation(db, params.id));
    },
  );
}
