import { vietnamDay } from '../../domain/vietnam-day.ts';
import { listOf, idParamsWire } from '../../domain/wire/common-wire.ts';
import { unitDetailOut, unitOut, unitQueryWire } from '../../domain/wire/unit-wire.ts';
import * as units from '../../db/repositories/unit-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';

/** `GET /units` and `GET /units/{id}`: the dated tree, open to every signed-in role. */
export function registerUnitRoutes(app: ApiApp, { db, clock }: ServerContext): void {
  app.get(
    '/units',
    {
      config: { action: 'unit.read' },
      schema: { tags: ['units'], summary: 'Units of a day, newest first', querystring: unitQueryWire, response: { 200: listOf(unitOut) } },
    },
    async ({ query }) => {
      const { level, parentId, asOf, limit, cursor } = query;
      const rows = await units.listUnits(db, { level, parentId, asOf: asOf ?? vietnamDay(clock.now()) }, { limit: limit + 1, beforeId: readIdCursor(cursor) });
      return toPage(rows, limit, (row) => [row.id]);
    },
  );
  app.get(
    '/units/:id',
    {
      config: { action: 'unit.read', target: 'unit' },
      schema: { tags: ['units'], summary: 'One unit with its boundary and history', params: idParamsWire, response: { 200: unitDetailOut } },
    },
    async ({ params }) => ({ ...(await units.findUnit(db, params.id)), ...(await units.findSuccessions(db, params.id)) }) as never,
  );
}
