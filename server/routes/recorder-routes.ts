import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import { acceptedWire, idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import { channelsAddWire, recorderCreateWire, recorderOut, recorderPatchWire, recorderQueryWire } from '../../domain/wire/recorder-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findOpenRecorderCheck } from '../../db/repositories/check-run-repository.ts';
import { insertCheck } from '../../db/repositories/contact-repository.ts';
import { listRecorders } from '../../db/repositories/recorder-repository.ts';
import { newId } from '../../platform/new-id.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { addChannels, changeRecorder, requireRecorder, retireRecorder } from '../recorders/recorder-change.ts';
import { registerRecorder } from '../recorders/recorder-registration.ts';
import { wireRecorder } from '../recorders/wire-recorder.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['recorders'];

/** A recorder as the caller may see it. */
type Show = (id: string, caller: { readonly session: LiveSession; readonly scope: Scope }) => Promise<z.output<typeof recorderOut>>;

/** Leaves the test of a whole recorder for the workers. Errors: `camera_not_dialable`, `recorder_without_channels` (conflict). */
async function askCheck(context: ServerContext, session: LiveSession, recorderId: string): Promise<{ jobId: string }> {
  const recorder = await requireRecorder(context.db, recorderId);
  if (recorder.kind === 'registered')
    throw new AppError('conflict', 'camera_not_dialable', "This recorder is registered without an address: the service can't contact it.");
  const cameraIds = (recorder.channels ?? []).map(({ cameraId }) => cameraId);
  const [first] = cameraIds;
  if (first === undefined) throw new AppError('conflict', 'recorder_without_channels', 'This recorder has no channels in service. Add one first.');
  // one test of a recorder at a time: it may take minutes, and a second one would tell the same. It is its asker's, who alone may read it
  const open = await findOpenRecorderCheck(context.db, recorderId, session.userId);
  if (open !== undefined) return { jobId: open };
  const jobId = newId(context.clock.now());
  await context.db.transaction(async (tx) => {
    await insertCheck(tx, { id: jobId, cameraId: first, recorderId, requestedBy: session.userId, kind: 'check' });
    await appendAudit(tx, { actor: actorOf(session), action: 'recorder.check', cameraIds, detail: { jobId, recorderId } });
  });
  await context.jobs.add('check-recorder', { checkId: jobId }, jobId);
  return { jobId };
}

/** `/recorders` and `/recorders/{id}`: one address, one password, one clock, N cameras. */
export function registerRecorderRoutes(app: ApiApp, context: ServerContext): void {
  const show: Show = async (id, { session, scope }) => wireRecorder(await requireRecorder(context.db, id, { scope, ...session }));
  const one = { params: idParamsWire, response: { 200: recorderOut } };
  app.get(
    '/recorders',
    {
      config: { action: 'camera.read' },
      schema: { tags, summary: 'Recorders within reach, newest first', querystring: recorderQueryWire, response: { 200: listOf(recorderOut) } },
    },
    async ({ query, session, scope }) => {
      const { limit, unitId, cursor } = query;
      const rows = await listRecorders(context.db, { reach: { scope, ...session }, unitId }, { limit: limit + 1, beforeId: readIdCursor(cursor) });
      const page = toPage(rows, limit, (row) => [row.id]);
      return { items: page.items.map(wireRecorder), nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/recorders',
    {
      config: { action: 'camera.create' },
      schema: { tags, summary: 'Register a recorder with its channels, all or nothing', body: recorderCreateWire, response: { 201: recorderOut } },
    },
    async ({ body, session, scope }, reply) => {
      const id = await registerRecorder(context, session, scope, body);
      return reply
        .status(201)
        .header('location', `/api/v1/recorders/${id}`)
        .send(await show(id, { session, scope }));
    },
  );
  app.get(
    '/recorders/:id',
    { config: { action: 'camera.read', target: 'recorder' }, schema: { tags, summary: 'One recorder with its channels', ...one } },
    async ({ params, session, scope }) => show(params.id, { session, scope }),
  );
  app.patch(
    '/recorders/:id',
    {
      config: { action: 'camera.update', target: 'recorder' },
      schema: { tags, summary: 'Change a recorder: its password or address for all channels at once', ...one, body: recorderPatchWire },
    },
    async ({ params, body, session, scope }) => {
      await changeRecorder(context, session, params.id, body);
      return show(params.id, { session, scope });
    },
  );
  registerRecorderActions(app, context, show);
}

function registerRecorderActions(app: ApiApp, context: ServerContext, show: Show): void {
  app.delete(
    '/recorders/:id',
    {
      config: { action: 'camera.retire', target: 'recorder' },
      schema: { tags, summary: 'Take a recorder and all its channels out of service', params: idParamsWire, response: { 204: z.null() } },
    },
    async ({ params, session }, reply) => {
      await retireRecorder(context, session, params.id);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/recorders/:id/channels',
    {
      config: { action: 'camera.update', target: 'recorder' },
      schema: { tags, summary: 'Add channels to a recorder', params: idParamsWire, body: channelsAddWire, response: { 201: recorderOut } },
    },
    async ({ params, body, session, scope }, reply) => {
      await addChannels(context, session, params.id, body);
      return reply.status(201).send(await show(params.id, { session, scope }));
    },
  );
  app.post(
    '/recorders/:id/checks',
    {
      config: { action: 'camera.check', target: 'recorder' },
      schema: {
        tags: ['checks'],
        summary: 'Test a recorder and each of its channels now',
        params: idParamsWire,
        body: z.object({}).nullish(),
        response: { 202: acceptedWire },
      },
    },
    async ({ params, session }, reply) => reply.status(202).send(await askCheck(context, session, params.id)),
  );
}
