import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import {
  evidencePackageAcceptedOut,
  evidencePackageCreateWire,
  evidencePackageOut,
  evidencePackageQueryWire,
} from '../../domain/wire/evidence-package-wire.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findPackage, listPackages, liveSendings, type SentPackage } from '../../db/repositories/evidence-package-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { orderPackage } from '../evidence/order-package.ts';
import { servePackage } from '../evidence/serve-package.ts';
import { serveTimestamp } from '../evidence/serve-timestamp.ts';
import { wirePackage } from '../evidence/wire-package.ts';
import { createStreamWatch, type StreamWatch } from '../media/stream-watch.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['evidence'];

/** Watches over the files that this server sends; they end when the application closes. */
export function createPackageStreams(app: ApiApp, { db, clock }: ServerContext): StreamWatch<SentPackage> {
  const streams = createStreamWatch<SentPackage>((sent) => liveSendings(db, sent, clock.now()));
  app.addHook('preClose', async () => streams.close());
  return streams;
}

/** `/incidents/{id}/evidence-packages`, `/evidence-packages` and `/evidence-packages/{id}`: what own requests opened, sealed in one file. */
export function registerEvidencePackageRoutes(app: ApiApp, context: ServerContext, streams: StreamWatch<SentPackage>): void {
  const { db, clock } = context;
  app.post(
    '/incidents/:id/evidence-packages',
    {
      config: { action: 'package.create', target: 'incident' },
      schema: {
        tags,
        summary: 'Order an evidence package of what own requests of an incident open',
        params: idParamsWire,
        body: evidencePackageCreateWire,
        response: { 202: evidencePackageAcceptedOut },
      },
    },
    async ({ params, body, session }, reply) => {
      const id = await orderPackage(context, session, params.id, body.requestIds);
      return reply.status(202).header('location', `/api/v1/evidence-packages/${id}`).send({ id, jobId: id });
    },
  );
  app.get(
    '/evidence-packages',
    {
      config: { action: 'package.read' },
      schema: { tags, summary: 'Packages within reach, newest first', querystring: evidencePackageQueryWire, response: { 200: listOf(evidencePackageOut) } },
    },
    async ({ query, session, scope }) => {
      const { limit, cursor, incidentId } = query;
      const rows = await listPackages(db, { ...session, scope, incidentId }, { limit: limit + 1, beforeId: readIdCursor(cursor) });
      const { items, nextCursor } = toPage(rows, limit, (row) => [row.id]);
      const cameraIds = [...new Set(items.flatMap((row) => row.cameraIds))];
      await appendAudit(db, { actor: actorOf(session), action: 'package.read', incidentId, cameraIds });
      return { items: items.map((row) => wirePackage(row, clock.now())), nextCursor };
    },
  );
  app.get(
    '/evidence-packages/:id',
    {
      config: { action: 'package.read', target: 'package' },
      schema: { tags, summary: 'What became of a package', params: idParamsWire, response: { 200: evidencePackageOut } },
    },
    async ({ params, session, reached }) => {
      const row = (await findPackage(db, params.id))!;
      await appendAudit(db, {
        actor: actorOf(session),
        action: 'package.read',
        incidentId: reached.incidentId,
        cameraIds: row.cameraIds,
        detail: { packageId: row.id },
      });
      return wirePackage(row, clock.now());
    },
  );
  app.get(
    '/evidence-packages/:id/timestamp',
    {
      config: { action: 'package.read', target: 'package' },
      schema: {
        tags,
        summary: 'The RFC 3161 timestamp on the signature of a package (TimeStampResp), also when its file is gone',
        params: idParamsWire,
        produces: ['application/timestamp-reply'],
      },
    },
    async (request, reply) => serveTimestamp(context, request, reply),
  );
  app.get(
    '/evidence-packages/:id/file',
    {
      config: { action: 'package.open', target: 'package' },
      schema: {
        tags,
        summary: 'The file of a package (ZIP; one range at a time), for who ordered it while all its requests are open',
        params: idParamsWire,
        produces: ['application/zip'],
      },
    },
    async (request, reply) => servePackage(context, streams, request, reply),
  );
}
