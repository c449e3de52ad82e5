import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { toIso } from '../../domain/time-interval.ts';
import { alarmOut, alarmQueryWire, alarmWire, raisedAlarmOut } from '../../domain/wire/alarm-wire.ts';
import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import { publishEvent } from '../../db/live-events.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import * as alarms from '../../db/repositories/alarm-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { authenticateAlarm, readAlarmToken } from '../alarms/alarm-credentials.ts';
import { raiseAlarm } from '../alarms/raise-alarm.ts';
import { wireAlarm } from '../alarms/wire-alarm.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['alarms'];
const BODY_LIMIT_BYTES = 16_384;
/** Without a token nobody gets as far as the body. */
const requireToken = async (request: FastifyRequest): Promise<void> => void readAlarmToken(request);

async function ring(context: ServerContext, request: FastifyRequest, reply: FastifyReply, pointId: string, test: boolean) {
  const point = await authenticateAlarm(context, pointId, readAlarmToken(request), request.ip);
  const { raisedAtMs, ...raised } = await raiseAlarm(context, point.id, test);
  return reply.status(raised.joined ? 200 : 201).send({ ...raised, alarmPointId: point.id, raisedAt: toIso(raisedAtMs) });
}

/** Takes an alarm; taking one's own again is no error. Errors: `already_acknowledged` (conflict). */
async function acknowledge(context: ServerContext, session: LiveSession, id: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    if (!(await alarms.takeAlarm(tx, id, session.userId, context.clock.now()))) {
      const { acknowledgedBy } = await alarms.findAlarm(tx, id);
      if (acknowledgedBy === session.userId) return;
      throw new AppError('conflict', 'already_acknowledged', 'A colleague has taken this alarm already. Look at the list for who it was.');
    }
    const facts = await alarms.findAlarmFacts(tx, id);
    await appendAudit(tx, { actor: actorOf(session), action: 'alarm.acknowledge', incidentId: facts.incidentId ?? undefined, detail: { alarmId: id } });
    await publishEvent(tx, { topic: 'alarms', type: 'acknowledged', data: { ...facts, audience: 'all_officers' } });
  });
}

/** `POST /alarms`, which bells call, and what officers see and do with alarms. */
export function registerAlarmRoutes(app: ApiApp, context: ServerContext): void {
  app.post(
    '/alarms',
    {
      config: { open: true },
      onRequest: requireToken,
      bodyLimit: BODY_LIMIT_BYTES,
      schema: { tags, summary: 'Ring: called by a bell with its own token', body: alarmWire, response: { 200: raisedAlarmOut, 201: raisedAlarmOut } },
    },
    async (request, reply) => ring(context, request, reply, request.body.alarmPointId, request.body.test),
  );
  app.get(
    '/alarms',
    {
      config: { action: 'alarm.read' },
      schema: { tags, summary: 'Alarms of your units, newest first', querystring: alarmQueryWire, response: { 200: listOf(alarmOut) } },
    },
    async ({ query, session }) => {
      const { limit, cursor, open } = query;
      const rows = await alarms.listAlarms(context.db, { unitIds: session.unitIds, open }, { limit: limit + 1, beforeId: readIdCursor(cursor) });
      const page = toPage(rows, limit, (row) => [row.id]);
      return { items: page.items.map(wireAlarm), nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/alarms/:id/acknowledgement',
    {
      config: { action: 'alarm.acknowledge', target: 'alarm' },
      schema: { tags, summary: 'I take this alarm', params: idParamsWire, body: z.object({}).nullish(), response: { 200: alarmOut } },
    },
    async ({ params, session }) => {
      await acknowledge(context, session, params.id);
      return wireAlarm(await alarms.findAlarm(context.db, params.id));
    },
  );
}

/** `POST /alarm-points/{id}/alarms`, for devices whose body can't be chosen: it is not looked at. In a scope of its own, since it takes any kind of body. */
export async function registerAlarmDeviceRoutes(app: ApiApp, context: ServerContext): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES }, (_request, _body, done) => done(null, undefined));
  app.post(
    '/alarm-points/:id/alarms',
    {
      config: { open: true },
      onRequest: requireToken,
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        tags,
        summary: 'Ring, for devices that send a body of their own: any body is taken and none is looked at',
        params: idParamsWire,
        querystring: z.object({ test: z.stringbool().default(false) }),
        response: { 200: raisedAlarmOut, 201: raisedAlarmOut },
      },
    },
    async (request, reply) => ring(context, request, reply, request.params.id, request.query.test),
  );
}
