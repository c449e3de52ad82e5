import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { idParamsWire } from '../../domain/wire/common-wire.ts';
import { faultDetailOut, faultNoteWire, faultPhotoParamsWire } from '../../domain/wire/fault-wire.ts';
import type { Reach } from '../../db/repositories/access-repository.ts';
import { appendAudit, type AuditEntry } from '../../db/repositories/audit-repository.ts';
import { readNotePhoto } from '../../db/repositories/fault-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { addNote, readFault, removePhoto } from '../faults/fault-work.ts';
import { readFormFields } from '../form-fields.ts';
import { acceptPhotoForms, photoFormLimit, receivePhotos } from '../photos/receive-photos.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['repair ledger'];
/** What was broken, what was done, and how it looks now. */
const MOST_PHOTOS = 3;

/** Photographs in the repair ledger: of devices and repairs, never footage. They may show who stood by: they are small, and each look at one is logged. */
export async function registerFaultPhotoRoutes(app: ApiApp, context: ServerContext): Promise<void> {
  await acceptPhotoForms(app);
  app.post(
    '/faults/:id/photo-notes',
    {
      config: { action: 'fault.repair', target: 'fault' },
      bodyLimit: photoFormLimit(MOST_PHOTOS),
      schema: {
        tags,
        summary: 'Write down what was found or done, with photographs of it',
        description: `multipart/form-data: the fields of \`POST /faults/{id}/notes\` and 1 to ${MOST_PHOTOS} parts \`file\` (JPEG, PNG or WebP, at most 15 MB each). They are drawn anew, small, and without what the telephone wrote into them.`,
        consumes: ['multipart/form-data'],
        params: idParamsWire,
        response: { 201: faultDetailOut },
      },
      preValidation: (request) => withRefusalsLogged(context.db, noteEntry(request), () => receivePhotos(request, MOST_PHOTOS)),
    },
    async (request, reply) => {
      const { params, session, scope, photoForm } = request;
      const { photos, fields } = photoForm!;
      await withRefusalsLogged(context.db, noteEntry(request), () => addNote(context, session, params.id, readFormFields(faultNoteWire, fields), photos));
      return reply.status(201).send(await readFault(context, params.id, { scope, ...session }));
    },
  );
  app.get(
    '/faults/:id/photos/:photoId',
    {
      config: { action: 'fault.photo', target: 'fault' },
      schema: { tags, summary: 'A photograph of a repair (JPEG)', params: faultPhotoParamsWire, produces: ['image/jpeg'] },
    },
    async (request, reply) => {
      const { params, session } = request;
      const jpeg = await readNotePhoto(context.db, params.id, params.photoId);
      const detail = { faultId: params.id, photoId: params.photoId };
      await appendAudit(context.db, { actor: actorOf(session), action: 'fault.photo', cameraIds: camerasOf(request), detail });
      return reply.type('image/jpeg').header('cache-control', 'no-store').send(jpeg);
    },
  );
  app.delete(
    '/faults/:id/photos/:photoId',
    {
      config: { action: 'fault.photo', target: 'fault' },
      schema: {
        tags,
        summary: 'Remove a photograph that was handed in by mistake; the words of its note stay',
        params: faultPhotoParamsWire,
        response: { 204: z.null() },
      },
    },
    async ({ params, session }, reply) => {
      await removePhoto(context, session, params.id, params.photoId);
      return reply.status(204).send(null);
    },
  );
}

function noteEntry(request: FastifyRequest): AuditEntry {
  const { id } = request.params as { id: string };
  return { actor: actorOf(request.session), action: 'fault.note', cameraIds: camerasOf(request), detail: { faultId: id } };
}

function camerasOf({ reached: { cameraId } }: { readonly reached: Reach }): string[] {
  return cameraId === undefined ? [] : [cameraId];
}
