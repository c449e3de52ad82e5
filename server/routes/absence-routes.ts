import { z } from 'zod';
import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { absenceOut, absenceParamsWire, absenceWire } from '../../domain/wire/fault-wire.ts';
import { listAbsences } from '../../db/repositories/absence-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { endAbsence, setAbsence } from '../faults/camera-absence.ts';
import { wireAbsence } from '../faults/wire-fault.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['repair ledger'];

/** `/cameras/{id}/absences`: when a camera is away on purpose. */
export function registerAbsenceRoutes(app: ApiApp, context: ServerContext): void {
  app.get(
    '/cameras/:id/absences',
    {
      config: { action: 'camera.health', target: 'camera' },
      schema: { tags, summary: 'When the camera is away on purpose', params: idParamsWire, querystring: pageQueryWire, response: { 200: listOf(absenceOut) } },
    },
    async ({ params, query }) => {
      const rows = await listAbsences(context.db, params.id, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
      const page = toPage(rows, query.limit, (row) => [row.id]);
      return { items: page.items.map(wireAbsence), nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/cameras/:id/absences',
    {
      config: { action: 'absence.write', target: 'camera' },
      schema: { tags, summary: 'Set ahead when the camera will be away', params: idParamsWire, body: absenceWire, response: { 201: absenceOut } },
    },
    async ({ params, body, session }, reply) => reply.status(201).send(wireAbsence(await setAbsence(context, session, params.id, body))),
  );
  app.delete(
    '/cameras/:id/absences/:absenceId',
    {
      config: { action: 'absence.write', target: 'camera' },
      schema: { tags, summary: 'Take an absence back, or end it now', params: absenceParamsWire, response: { 204: z.null() } },
    },
    async ({ params, session }, reply) => {
      await endAbsence(context, session, params.id, params.absenceId);
      return reply.status(204).send(null);
    },
  );
}
