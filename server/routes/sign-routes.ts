import { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import { signOut, signQueryWire, signReportWire } from '../../domain/wire/sign-wire.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { listSigns, readSignPhoto, type SignRow } from '../../db/repositories/sign-photo-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { reportSign } from '../cameras/sign-reports.ts';
import { keepSignPhoto, receiveSignPhoto } from '../cameras/sign-photo.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { acceptPhotoForms, photoFormLimit } from '../photos/receive-photos.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['signs'];

function wireSign({ cameraId, cameraName, unitName, postedOn, photoAtMs, photoBy, reports }: SignRow): z.output<typeof signOut> {
  return {
    ...{ cameraId, cameraName, unitName, photoBy },
    postedAt: postedOn,
    photoAt: photoAtMs === null ? null : toIso(photoAtMs),
    reports: reports.map(({ kind, atMs, by }) => ({ kind, reportedAt: toIso(atMs), reportedBy: by })),
  };
}

/** `/signs` and the photograph of one. It may show who passed by: it is small, and each look at it is logged. */
export async function registerSignRoutes(app: ApiApp, context: ServerContext): Promise<void> {
  const { db } = context;
  await acceptPhotoForms(app);
  app.get(
    '/signs',
    {
      config: { action: 'sign.read' },
      schema: {
        tags,
        summary: "Cameras within reach with what is known of their signs; `missing=true`: those whose sign or its photograph isn't there, or was reported",
        querystring: signQueryWire,
        response: { 200: listOf(signOut) },
      },
    },
    async ({ query, session, scope }) => {
      const filter = { reach: { ...session, scope }, onlyMissing: query.missing === 'true', cameraId: query.cameraId };
      const rows = await listSigns(db, filter, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
      const page = toPage(rows, query.limit, (row) => [row.cameraId]);
      return { items: page.items.map(wireSign), nextCursor: page.nextCursor };
    },
  );
  app.get(
    '/cameras/:id/sign-photo',
    {
      config: { action: 'sign.read', target: 'camera' },
      schema: { tags, summary: "The photograph of a camera's sign (JPEG)", params: idParamsWire, produces: ['image/jpeg'] },
    },
    async ({ params, session }, reply) => {
      const jpeg = await readSignPhoto(db, params.id);
      await appendAudit(db, { actor: actorOf(session), action: 'sign.read', cameraIds: [params.id] });
      return reply.type('image/jpeg').header('cache-control', 'no-store').send(jpeg);
    },
  );
  app.post(
    '/cameras/:id/sign-photo',
    {
      config: { action: 'camera.update', target: 'camera' },
      bodyLimit: photoFormLimit(1),
      schema: {
        tags,
        summary: "Hand in a photograph of a camera's sign, in place of the one before",
        description:
          'multipart/form-data with one part `file`: JPEG, PNG or WebP, at most 15 MB. It is drawn anew, small, and without what the telephone wrote into it.',
        consumes: ['multipart/form-data'],
        params: idParamsWire,
        response: { 204: z.null() },
      },
      preValidation: (request) => receiveSignPhoto(context, request),
    },
    async (request, reply) => {
      await keepSignPhoto(context, request.session, request.params.id, request.photoForm!.photos[0]!);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/cameras/:id/sign-reports',
    {
      config: { action: 'sign.report', target: 'camera' },
      schema: {
        tags,
        summary: "Tell the board that a camera's sign is missing or unreadable; a new photograph closes it",
        params: idParamsWire,
        body: signReportWire,
        response: { 204: z.null() },
      },
    },
    async ({ params, body, session }, reply) => {
      await reportSign(context, session, params.id, body.kind);
      return reply.status(204).send(null);
    },
  );
}
