import { z } from 'zod';
import { permittedScope } from '../../domain/permission-rule.ts';
import { toIso } from '../../domain/time-interval.ts';
import { acceptedWire, idParamsWire, listOf, pageQueryWire, rangeQueryWire } from '../../domain/wire/common-wire.ts';
import { snapshotOut } from '../../domain/wire/contact-wire.ts';
import { mediaQueryWire } from '../../domain/wire/media-wire.ts';
import { ownPictureOut, ownPictureQueryWire } from '../../domain/wire/own-picture-wire.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as contacts from '../../db/repositories/contact-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { listOwnPictures, sendOwnPicture } from '../cameras/own-picture.ts';
import { toPage } from '../list-cursor.ts';
import { serveCopy, type MediaParts } from '../media/serve-copy.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { readRange, readTimeCursor } from './time-range.ts';

function wireSnapshot(row: contacts.SnapshotRow) {
  const { id, cameraId, deviceTimeSource, reason, byteLength, widthPx, heightPx, clockOffsetMs, clockUncertaintyMs, clockMethod } = row;
  return {
    id,
    cameraId,
    takenAt: toIso(row.takenAtMs),
    deviceTime: row.deviceTimeMs === null ? null : toIso(row.deviceTimeMs),
    deviceTimeSource,
    clock: clockOffsetMs === null ? null : { offsetMs: clockOffsetMs, uncertaintyMs: clockUncertaintyMs ?? 0, method: clockMethod ?? 'manual' },
    reason,
    sha256: row.sha256.toString('hex'),
    byteLength,
    widthPx,
    heightPx,
    expiresAt: toIso(row.expiresAtMs),
  };
}

/**
 * The index of pictures, and the picture itself. A picture is footage: without a grant only the owning board opens one, and only one that was taken at
 * its own request to check its camera; officers and commanders open a copy of one under a grant.
 */
export function registerSnapshotRoutes(app: ApiApp, context: ServerContext, media: MediaParts): void {
  const { db } = context;
  app.get(
    '/cameras/:id/snapshots',
    {
      config: { action: 'footage.index', target: 'camera' },
      schema: {
        tags: ['snapshots'],
        summary: 'Which pictures there are, newest first (index only)',
        params: idParamsWire,
        querystring: pageQueryWire.extend(rangeQueryWire.shape),
        response: { 200: listOf(snapshotOut) },
      },
    },
    async ({ params, query, session }) => {
      const range = readRange(query, context.clock.now());
      const page = { ...range, limit: query.limit + 1, before: readTimeCursor(query.cursor) };
      const rows = await db.asPerson(session, (own) => contacts.listSnapshots(own, params.id, page));
      await appendAudit(db, { actor: actorOf(session), action: 'footage.index', cameraIds: [params.id], detail: { ...range, kind: 'snapshots' } });
      const { items, nextCursor } = toPage(rows, query.limit, (row) => [row.takenAtMs, row.id]);
      return { items: items.map(wireSnapshot), nextCursor };
    },
  );
  app.get(
    '/camera-pictures',
    {
      config: { action: 'camera.picture' },
      schema: {
        tags: ['snapshots'],
        summary: 'The newest pictures that the board took of its own cameras, small, for a list; one look in the log names all of them',
        querystring: ownPictureQueryWire,
        response: { 200: z.object({ items: z.array(ownPictureOut) }) },
      },
    },
    async ({ query, session }, reply) => ({ items: await listOwnPictures(context, session, query.cameraIds, () => reply.raw.destroyed) }),
  );
  app.get(
    '/snapshots/:id/image',
    {
      config: { action: 'camera.picture', otherwise: 'media.open', target: 'snapshot' },
      schema: {
        tags: ['snapshots'],
        summary: 'The picture itself (JPEG): for its board with the masks of the camera, under a grant as a copy with a watermark',
        params: idParamsWire,
        querystring: mediaQueryWire,
        produces: ['image/jpeg'],
        response: { 202: acceptedWire },
      },
    },
    async (request, reply) => {
      const { params, query, session } = request;
      if (permittedScope(session.role, 'camera.picture') !== null) return sendOwnPicture(context, session, params.id, reply);
      return serveCopy(context, media, request, reply, { kind: 'picture', id: params.id, requestId: query.requestId });
    },
  );
}
