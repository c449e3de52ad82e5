import { z } from 'zod';
import { dutyOfficerOut, dutyShiftOut, dutyShiftQueryWire, dutyShiftWire } from '../../domain/wire/alarm-wire.ts';
import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import * as shifts from '../../db/repositories/duty-shift-repository.ts';
import { endShift, enterShifts } from '../alarms/duty-change.ts';
import { wireDutyShift } from '../alarms/wire-alarm.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';
import { readTimeCursor } from './time-range.ts';

const tags = ['duty'];
const WEEK_MS = 7 * 24 * 3_600_000;

/** `/duty-shifts` and `/duty-officers`: who is on duty when, and who can be. */
export function registerDutyRoutes(app: ApiApp, context: ServerContext): void {
  const { db, clock } = context;
  app.get(
    '/duty-shifts',
    {
      config: { action: 'duty.read' },
      schema: {
        tags,
        summary: 'Who is on duty when, the latest first; the coming week when from and to are not given',
        querystring: dutyShiftQueryWire,
        response: { 200: listOf(dutyShiftOut) },
      },
    },
    async ({ query, session, scope }) => {
      const fromMs = query.from === undefined ? clock.now() : Date.parse(query.from);
      const toMs = query.to === undefined ? fromMs + WEEK_MS : Date.parse(query.to);
      const page = { limit: query.limit + 1, before: readTimeCursor(query.cursor) };
      const rows = await shifts.listDutyShifts(db, { ...session, scope }, { fromMs, toMs }, page);
      const { items, nextCursor } = toPage(rows, query.limit, (row) => [row.fromMs, row.id]);
      return { items: items.map(wireDutyShift), nextCursor };
    },
  );
  app.post(
    '/duty-shifts',
    {
      config: { action: 'duty.write' },
      schema: {
        tags,
        summary: 'Put an officer on the roster, once or weekly',
        body: dutyShiftWire,
        response: { 201: z.object({ items: z.array(dutyShiftOut) }) },
      },
    },
    async ({ body, session, scope }, reply) => {
      const ids = await enterShifts(context, session, scope, body);
      return reply.status(201).send({ items: (await shifts.findDutyShifts(db, ids)).map(wireDutyShift) });
    },
  );
  app.delete(
    '/duty-shifts/:id',
    {
      config: { action: 'duty.write', target: 'duty_shift' },
      schema: { tags, summary: 'Take a shift back, or end one that runs', params: idParamsWire, response: { 204: z.null() } },
    },
    async ({ params, session }, reply) => {
      await endShift(context, session, params.id);
      return reply.status(204).send(null);
    },
  );
  app.get(
    '/duty-officers',
    {
      config: { action: 'duty.read' },
      schema: {
        tags,
        summary: 'Officers who can be put on the roster, and who is on duty now',
        querystring: pageQueryWire,
        response: { 200: listOf(dutyOfficerOut) },
      },
    },
    async ({ query, session, scope }) => {
      const page = { limit: query.limit + 1, beforeId: readIdCursor(query.cursor), nowMs: clock.now() };
      const { items, nextCursor } = toPage(await shifts.listDutyOfficers(db, { ...session, scope }, page), query.limit, (row) => [row.id]);
      const wire = ({ id, displayName, organisationId, organisationName, onDuty }: shifts.DutyOfficerRow) => {
        return { id, name: displayName, organisation: { id: organisationId, name: organisationName }, onDuty };
      };
      return { items: items.map(wire), nextCursor };
    },
  );
}
