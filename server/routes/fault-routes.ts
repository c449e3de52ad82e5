import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import { alertOut, alertQueryWire, faultDetailOut, faultNoteWire, faultOut, faultPatchWire, faultQueryWire } from '../../domain/wire/fault-wire.ts';
import * as faults from '../../db/repositories/fault-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { addNote, assignFault, readFault } from '../faults/fault-work.ts';
import { wireAlert, wireFault } from '../faults/wire-fault.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['repair ledger'];

/** `/faults` (the repair ledger) and `/alerts`. */
export function registerFaultRoutes(app: ApiApp, context: ServerContext): void {
  const { db } = context;
  app.get(
    '/faults',
    {
      config: { action: 'fault.read' },
      schema: { tags, summary: 'Entries of the repair ledger within reach, newest first', querystring: faultQueryWire, response: { 200: listOf(faultOut) } },
    },
    async ({ query, session, scope }) => {
      const { limit, cursor, ...filter } = query;
      const rows = await faults.listFaults(db, { reach: { scope, ...session }, ...filter }, { limit: limit + 1, beforeId: readIdCursor(cursor) });
      const page = toPage(rows, limit, (row) => [row.id]);
      return { items: page.items.map(wireFault), nextCursor: page.nextCursor };
    },
  );
  app.get(
    '/faults/:id',
    {
      config: { action: 'fault.read', target: 'fault' },
      schema: { tags, summary: 'One entry with its notes and alert', params: idParamsWire, response: { 200: faultDetailOut } },
    },
    async ({ params, session, scope }) => readFault(context, params.id, { scope, ...session }),
  );
  app.patch(
    '/faults/:id',
    {
      config: { action: 'fault.repair', target: 'fault' },
      schema: { tags, summary: 'Say who sees to it', params: idParamsWire, body: faultPatchWire, response: { 200: faultDetailOut } },
    },
    async ({ params, body, session, scope }) => {
      await assignFault(context, session, params.id, body.responsible);
      return readFault(context, params.id, { scope, ...session });
    },
  );
  app.post(
    '/faults/:id/notes',
    {
      config: { action: 'fault.repair', target: 'fault' },
      schema: { tags, summary: 'Write down what was found or done', params: idParamsWire, body: faultNoteWire, response: { 201: faultDetailOut } },
    },
    async ({ params, body, session, scope }, reply) => {
      await addNote(context, session, params.id, body);
      return reply.status(201).send(await readFault(context, params.id, { scope, ...session }));
    },
  );
  app.get(
    '/alerts',
    {
      config: { action: 'fault.read' },
      schema: { tags, summary: 'Alerts within reach, newest first', querystring: alertQueryWire, response: { 200: listOf(alertOut) } },
    },
    async ({ query, session, scope }) => {
      const { limit, cursor, ...filter } = query;
      const rows = await faults.listAlerts(db, { reach: { scope, ...session }, ...filter }, { limit: limit + 1, beforeId: readIdCursor(cursor) });
      const page = toPage(rows, limit, (row) => [row.id]);
      return { items: page.items.map(wireAlert), nextCursor: page.nextCursor };
    },
  );
}
