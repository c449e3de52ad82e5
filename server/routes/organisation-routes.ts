import type { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import { organisationCreateWire, organisationOut, organisationPatchWire, organisationQueryWire } from '../../domain/wire/organisation-wire.ts';
import * as organisations from '../../db/repositories/organisation-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { addOrganisation, changeOrganisation } from '../organisations/change-organisation.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['organisations'];

/** `/organisations`: for administrators, who make them, say for which units they answer and where their cameras may be. */
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
  app.post(
    '/organisations',
    {
      config: { action: 'organisation.write' },
      schema: { tags, summary: 'Make a board, police post, area command or administration', body: organisationCreateWire, response: { 201: organisationOut } },
    },
    async ({ body, session }, reply) => {
      const id = await addOrganisation(context, session, body);
      return reply
        .status(201)
        .header('location', `/api/v1/organisations/${id}`)
        .send(wire(await organisations.getOrganisation(db, id)));
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
      schema: { tags, summary: 'Change its name, its units, or where its cameras may be', ...one, body: organisationPatchWire },
    },
    async ({ params, body, session }) => {
      await changeOrganisation(context, session, params.id, body);
      return wire(await organisations.getOrganisation(db, params.id));
    },
  );
}
