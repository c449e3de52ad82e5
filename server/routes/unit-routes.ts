import { vietnamDay } from '../../domain/vietnam-day.ts';
import { listOf, idParamsWire } from '../../domain/wire/common-wire.ts';
import { unitCreateWire, unitDetailOut, unitOut, unitPatchWire, unitQueryWire } from '../../domain/wire/unit-wire.ts';
import * as units from '../../db/repositories/unit-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';
import { addUnit, changeUnit } from '../units/keep-units.ts';

/** `/units`: the dated tree, open to every signed-in role; administrators add to it and put it right. */
export function registerUnitRoutes(app: ApiApp, context: ServerContext): void {
  const { db, clock } = context;
  const detail = async (id: string): Promise<never> => ({ ...(await units.findUnit(db, id)), ...(await units.findSuccessions(db, id)) }) as never;
  app.get(
    '/units',
    {
      config: { action: 'unit.read' },
      schema: { tags: ['units'], summary: 'Units of a day, newest first', querystring: unitQueryWire, response: { 200: listOf(unitOut) } },
    },
    async ({ query }) => {
      const { level, parentId, top, asOf, limit, cursor } = query;
      const rows = await units.listUnits(
        db,
        { level, parentId, top, asOf: asOf ?? vietnamDay(clock.now()) },
        { limit: limit + 1, beforeId: readIdCursor(cursor) },
      );
      return toPage(rows, limit, (row) => [row.id]);
    },
  );
  app.get(
    '/units/:id',
    {
      config: { action: 'unit.read', target: 'unit' },
      schema: { tags: ['units'], summary: 'One unit with its boundary and history', params: idParamsWire, response: { 200: unitDetailOut } },
    },
    ({ params }) => detail(params.id),
  );
  app.post(
    '/units',
    {
      config: { action: 'unit.write' },
      schema: { tags: ['units'], summary: 'Make a unit', body: unitCreateWire, response: { 201: unitDetailOut } },
    },
    async ({ body, session }, reply) => {
      const id = await addUnit(context, session, body);
      return reply
        .status(201)
        .header('location', `/api/v1/units/${id}`)
        .send(await detail(id));
    },
  );
  app.patch(
    '/units/:id',
    {
      config: { action: 'unit.write', target: 'unit' },
      schema: { tags: ['units'], summary: 'Put name or outline right, or end it', params: idParamsWire, body: unitPatchWire, response: { 200: unitDetailOut } },
    },
    async ({ params, body, session }) => {
      await changeUnit(context, session, params.id, body);
      return detail(params.id);
    },
  );
}
