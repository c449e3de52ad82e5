import { z } from 'zod';
import {
  alarmPointCreateWire,
  alarmPointOut,
  alarmPointPatchWire,
  alarmPointQueryWire,
  alarmTokenOut,
  newAlarmPointOut,
} from '../../domain/wire/alarm-wire.ts';
import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import * as points from '../../db/repositories/alarm-point-repository.ts';
import { changeAlarmPoint, createAlarmPoint, removeAlarmPoint, rotateAlarmToken } from '../alarms/alarm-point-change.ts';
import { wireAlarmPoint } from '../alarms/wire-alarm.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['alarm points'];
const shownOnce = ['token'];
const write = { action: 'alarm_point.write', target: 'alarm_point' } as const;

/** `/alarm-points` and `/alarm-points/{id}` with its token. */
export function registerAlarmPointRoutes(app: ApiApp, context: ServerContext): void {
  const show = async (id: string) => wireAlarmPoint(await points.findAlarmPoint(context.db, id));
  app.get(
    '/alarm-points',
    {
      config: { action: 'alarm_point.read' },
      schema: { tags, summary: 'Bells within reach, newest first', querystring: alarmPointQueryWire, response: { 200: listOf(alarmPointOut) } },
    },
    async ({ query, session, scope }) => {
      const { limit, cursor, unitId } = query;
      const rows = await points.listAlarmPoints(context.db, { ...session, scope, unitId }, { limit: limit + 1, beforeId: readIdCursor(cursor) });
      const page = toPage(rows, limit, (row) => [row.id]);
      return { items: page.items.map(wireAlarmPoint), nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/alarm-points',
    {
      config: { action: 'alarm_point.write', shownOnce },
      schema: { tags, summary: 'Put up a bell; its token is shown this once', body: alarmPointCreateWire, response: { 201: newAlarmPointOut } },
    },
    async ({ body, session, scope }, reply) => {
      const { id, token } = await createAlarmPoint(context, session, scope, body);
      const point = { ...(await show(id)), token };
      return reply.status(201).header('location', `/api/v1/alarm-points/${id}`).header('cache-control', 'no-store').send(point);
    },
  );
  app.get(
    '/alarm-points/:id',
    {
      config: { action: 'alarm_point.read', target: 'alarm_point' },
      schema: { tags, summary: 'One bell', params: idParamsWire, response: { 200: alarmPointOut } },
    },
    async ({ params }) => show(params.id),
  );
  app.patch(
    '/alarm-points/:id',
    { config: write, schema: { tags, summary: 'Change a bell', params: idParamsWire, body: alarmPointPatchWire, response: { 200: alarmPointOut } } },
    async ({ params, body, session, scope }) => {
      await changeAlarmPoint(context, session, scope, params.id, body);
      return show(params.id);
    },
  );
  app.delete(
    '/alarm-points/:id',
    { config: write, schema: { tags, summary: 'Take a bell down for good', params: idParamsWire, response: { 204: z.null() } } },
    async ({ params, session }, reply) => {
      await removeAlarmPoint(context, session, params.id);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/alarm-points/:id/token',
    {
      config: { ...write, shownOnce },
      schema: { tags, summary: 'Another token; the old one ends now', params: idParamsWire, body: z.object({}).nullish(), response: { 201: alarmTokenOut } },
    },
    async ({ params, session }, reply) => {
      const token = await rotateAlarmToken(context, session, params.id);
      return reply.status(201).header('cache-control', 'no-store').send({ id: params.id, token });
    },
  );
}
