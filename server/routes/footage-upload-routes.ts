import type { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as handIns from '../../db/repositories/hand-in-repository.ts';
import { AppError, isAppError } from '../../domain/app-error.ts';
import { HAND_IN_LIMITS } from '../../domain/hand-in-terms.ts';
import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { handInOut, uploadParamsWire } from '../../domain/wire/hand-in-wire.ts';
import { createIncomingFile, removeIncomingFile } from '../../media/handin/incoming-file.ts';
import { newId } from '../../platform/new-id.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { problemBody } from '../plugins/problem-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { checkFileLength, enterHandIn, requireActiveCamera, requireRoom, tooMany } from '../uploads/hand-in-entry.ts';
import { readFacts } from '../uploads/hand-in-facts.ts';
import { gone, isGone } from '../uploads/gone-upload.ts';
import { passOverRest } from '../uploads/rest-of-body.ts';
import { receiveForm, type ReceivedForm } from '../uploads/receive-form.ts';
import { PIECE_TYPE, readByteCount, readChecksum, readMetadata, TUS_ABILITIES, TUS_VERSION } from '../uploads/tus-headers.ts';
import { createUploadWriter, type UploadWriter } from '../uploads/upload-writer.ts';
import { expiresAtMs, wireHandIn } from '../uploads/wire-hand-in.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** A file that came in a form, until it is entered. */
    handInForm: ReceivedForm | null;
  }
}

const tags = ['footage'];
const config = { action: 'footage.upload', target: 'camera' } as const;
const BASE = '/cameras/:id/footage/uploads';
const ONE = `${BASE}/:uploadId`;
const MULTIPART_EXTRA_BYTES = 100_000;

/** Answers of the protocol that no kind of error stands for (tus 1.0.0: 412 for another version, 460 for a wrong checksum). */
async function sendOwnStatus(request: FastifyRequest, reply: FastifyReply, status: number, error: AppError): Promise<void> {
  await reply
    .status(status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({ ...problemBody(error, request.id), status });
}

/** Every request of the protocol but `OPTIONS` names its version. */
async function checkVersion(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.isMultipart() || request.headers['tus-resumable'] === TUS_VERSION) return;
  void reply.header('tus-version', TUS_VERSION);
  const error = new AppError('invalid', 'tus_version', `Send the header Tus-Resumable: ${TUS_VERSION}, or one multipart form with a part "file".`);
  await sendOwnStatus(request, reply, 412, error);
}

/** The caller's own upload. Anybody else's is not there, for colleagues too. */
async function requireOwn({ db }: ServerContext, request: FastifyRequest): Promise<handIns.HandInView> {
  const { id, uploadId } = request.params as { id: string; uploadId: string };
  const row = await handIns.findHandIn(db, uploadId);
  if (row?.cameraId === id && row.handedInBy === request.session.userId) return row;
  if (row !== undefined) {
    const detail = { code: 'not_the_owner', handInId: row.id, method: request.method };
    await appendAudit(db, { actor: actorOf(request.session), action: 'footage.upload', outcome: 'refused', cameraIds: [row.cameraId], detail });
  }
  throw new AppError('not_found', 'not_found', 'There is no such record, or you may not see it. Check the id.');
}

function locationOf(cameraId: string, uploadId: string): string {
  return `/api/v1/cameras/${cameraId}/footage/uploads/${uploadId}`;
}

/** Begins a file that comes in pieces (tus, "Creation"). */
async function beginPieces(context: ServerContext, request: FastifyRequest, cameraId: string, reply: FastifyReply): Promise<handIns.HandInView> {
  const { blobs, clock, db } = context;
  const byteLength = readByteCount(request.headers, 'upload-length');
  checkFileLength(byteLength, HAND_IN_LIMITS.fileBytes);
  const facts = readFacts(readMetadata(request.headers), clock.now());
  const id = newId(clock.now());
  await createIncomingFile(blobs.incomingFolder, id);
  try {
    await enterHandIn(context, request.session, { id, cameraId, facts, byteLength });
  } catch (error) {
    await removeIncomingFile(blobs.incomingFolder, id);
    throw error;
  }
  const row = (await handIns.findHandIn(db, id))!;
  void reply.header('upload-expires', new Date(expiresAtMs(row)).toUTCString());
  return row;
}

/** Enters a file that came in one form. */
async function takeForm(context: ServerContext, request: FastifyRequest, cameraId: string, form: ReceivedForm): Promise<handIns.HandInView> {
  const { id, sha256, byteLength, fields } = form;
  await enterHandIn(context, request.session, { id, cameraId, facts: readFacts(fields, context.clock.now()), byteLength, sha256 });
  request.handInForm = null;
  return (await handIns.findHandIn(context.db, id))!;
}

/** Receives forms, one at a time for each organisation: until it is entered, a file isn't counted. */
function createFormReceiver(context: ServerContext): (request: FastifyRequest) => Promise<ReceivedForm> {
  const receiving = new Set<string>();
  return async (request) => {
    const { organisationId } = request.session;
    if (receiving.has(organisationId)) throw tooMany();
    receiving.add(organisationId);
    try {
      await requireRoom(context, HAND_IN_LIMITS.formBytes);
      return await receiveForm(request, context.blobs.incomingFolder, newId(context.clock.now()));
    } finally {
      receiving.delete(organisationId);
    }
  };
}

function registerCreation(app: ApiApp, context: ServerContext): void {
  const receive = createFormReceiver(context);
  app.decorateRequest('handInForm', null);
  app.addHook('onResponse', async (request) => {
    // refused, or the same Idempotency-Key again: the file belongs to nobody
    if (request.handInForm !== null) await removeIncomingFile(context.blobs.incomingFolder, request.handInForm.id);
  });
  app.post(
    BASE,
    {
      config: { ...config, slowBody: true },
      bodyLimit: HAND_IN_LIMITS.formBytes + MULTIPART_EXTRA_BYTES,
      schema: {
        tags,
        summary: 'Hand in a file of footage',
        description:
          'Either tus 1.0.0 (`Tus-Resumable`, `Upload-Length` of at most 4 GiB, `Upload-Metadata` with `deviceStart`, `filename`, and optionally `fileModifiedAt`, `clockDeviceTime`, `clockTrueTime`): the answer names ' +
          'where the pieces go. Or multipart/form-data with a part `file` of at most 50 MB and the same fields.',
        consumes: ['multipart/form-data', PIECE_TYPE],
        params: idParamsWire,
        response: { 201: handInOut },
      },
      preValidation: [
        checkVersion,
        async (request) => {
          await requireActiveCamera(context, (request.params as { id: string }).id);
          // Idempotency-Key compares bodies
          if (!request.isMultipart()) request.body = { length: request.headers['upload-length'], metadata: request.headers['upload-metadata'] };
          else {
            request.handInForm = await receive(request);
            request.body = { ...request.handInForm.fields, sha256: request.handInForm.sha256.toString('hex') };
          }
        },
      ],
    },
    async (request, reply) => {
      const { params, handInForm } = request;
      const row = handInForm === null ? await beginPieces(context, request, params.id, reply) : await takeForm(context, request, params.id, handInForm);
      return reply.status(201).header('location', locationOf(params.id, row.id)).send(wireHandIn(row));
    },
  );
}

function registerPieces(app: ApiApp, context: ServerContext, writer: UploadWriter): void {
  const { clock } = context;
  // the stream itself: a piece is never in memory as a whole
  app.addContentTypeParser(PIECE_TYPE, (_request, payload, done) => done(null, payload));
  const schema = { tags, params: uploadParamsWire };
  app.head(ONE, { config, preValidation: checkVersion, schema: { ...schema, summary: 'How much of a file has arrived (tus)' } }, async (request, reply) => {
    const row = await requireOwn(context, request);
    if (isGone(row)) throw gone();
    void reply.header('upload-offset', row.receivedBytes).header('upload-length', row.byteLength);
    if (row.state === 'receiving') void reply.header('upload-expires', new Date(expiresAtMs(row)).toUTCString());
    return reply.header('cache-control', 'no-store').send();
  });
  app.patch(
    ONE,
    {
      config: { ...config, slowBody: true },
      bodyLimit: HAND_IN_LIMITS.fileBytes + 1,
      preValidation: checkVersion,
      schema: { ...schema, summary: 'Send a piece of a file (tus)', consumes: [PIECE_TYPE] },
    },
    async (request, reply) => {
      const { id, byteLength } = await requireOwn(context, request);
      const offset = readByteCount(request.headers, 'upload-offset');
      const body = request.body as Readable | undefined;
      if (body === undefined || !request.headers['content-type']?.startsWith(PIECE_TYPE))
        throw new AppError('malformed', 'unsupported_media_type', `Send the piece as ${PIECE_TYPE}.`);
      try {
        const { receivedBytes } = await writer.write({ id, offset, byteLength, body, checksum: readChecksum(request.headers) });
        const expires = new Date(clock.now() + HAND_IN_LIMITS.abandonedMs).toUTCString();
        return await reply.status(204).header('upload-offset', receivedBytes).header('upload-expires', expires).send();
      } catch (error) {
        passOverRest(request.raw);
        if (!isAppError(error, 'checksum_mismatch')) throw error;
        return sendOwnStatus(request, reply, 460, error);
      }
    },
  );
}

function registerCancelling(app: ApiApp, context: ServerContext): void {
  const { clock, db } = context;
  const schema = { tags, params: uploadParamsWire };
  app.delete(
    ONE,
    { config, preValidation: checkVersion, schema: { ...schema, summary: 'Give up a file that is still coming (tus)' } },
    async (request, reply) => {
      const { id, cameraId } = await requireOwn(context, request);
      if (!(await handIns.cancelHandIn(db, id, clock.now())))
        throw new AppError('conflict', 'upload_over', 'This file is not coming any more, or a piece of it is being written just now. Look at its state.');
      await removeIncomingFile(context.blobs.incomingFolder, id);
      await appendAudit(db, { actor: actorOf(request.session), action: 'footage.upload', cameraIds: [cameraId], detail: { step: 'cancelled', handInId: id } });
      return reply.status(204).send();
    },
  );
}

function registerLooks(app: ApiApp, context: ServerContext): void {
  app.get(
    BASE,
    {
      config,
      schema: {
        tags,
        summary: "The caller's own hand-ins for a camera, newest first",
        params: idParamsWire,
        querystring: pageQueryWire,
        response: { 200: listOf(handInOut) },
      },
    },
    async ({ params, query, session }) => {
      const rows = await handIns.listHandIns(context.db, params.id, session.userId, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
      const page = toPage(rows, query.limit, (row) => [row.id]);
      return { items: page.items.map(wireHandIn), nextCursor: page.nextCursor };
    },
  );
  app.get(
    ONE,
    { config, exposeHeadRoute: false, schema: { tags, summary: 'What became of a handed-in file', params: uploadParamsWire, response: { 200: handInOut } } },
    async (request) => wireHandIn(await requireOwn(context, request)),
  );
  app.options(BASE, { config, schema: { tags, summary: 'What the upload service can do (tus)', params: idParamsWire } }, async (_request, reply) =>
    reply.status(204).headers(TUS_ABILITIES).send(),
  );
}

/** `/cameras/{id}/footage/uploads`: a board hands in what its own recorder kept, in pieces (tus 1.0.0) or in one form. */
export async function registerFootageUploadRoutes(app: ApiApp, context: ServerContext): Promise<void> {
  await app.register(multipart);
  app.addHook('onRequest', async (_request, reply) => void reply.header('tus-resumable', TUS_VERSION));
  registerCreation(app, context);
  registerPieces(app, context, createUploadWriter(context));
  registerCancelling(app, context);
  registerLooks(app, context);
}
