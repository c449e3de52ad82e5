import { z } from 'zod';
import { CAMERA_STATES } from '../../domain/camera-terms.ts';
import { foldCameraName } from '../../domain/camera-name-fold.ts';
import { cameraCreateWire, cameraOut, cameraPatchWire, cameraQueryWire, placementWire } from '../../domain/wire/camera-wire.ts';
import { countsOf, idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import * as cameras from '../../db/repositories/camera-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { changeCamera, placeCamera, requireCamera, retireCamera } from '../cameras/camera-change.ts';
import { registerCamera } from '../cameras/camera-registration.ts';
import { wireCamera } from '../cameras/wire-camera.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['cameras'];

function readBbox(text: string | undefined): [number, number, number, number] | undefined {
  return text === undefined ? undefined : (text.split(',').map(Number) as [number, number, number, number]);
}

/** `/cameras` and `/cameras/{id}` with its placements. */
export function registerCameraRoutes(app: ApiApp, context: ServerContext): void {
  const { db } = context;
  const show = async (id: string) => wireCamera(await requireCamera(db, id));

  app.get(
    '/cameras',
    {
      config: { action: 'camera.read' },
      schema: { tags, summary: 'Cameras within reach, newest first', querystring: cameraQueryWire, response: { 200: listOf(cameraOut) } },
    },
    async ({ query, session, scope }) => {
      const { limit, unitId, state, bbox, q, cursor, confirmationDue: due } = query;
      const confirmationDue = due === undefined ? undefined : due === 'true';
      const nameFolded = q === undefined ? undefined : foldCameraName(q);
      const filter = { reach: { scope, ...session }, unitId, state, bbox: readBbox(bbox), nameFolded, confirmationDue };
      const rows = await cameras.listCameras(db, filter, { limit: limit + 1, beforeId: readIdCursor(cursor) });
      const page = toPage(rows, limit, (row) => [row.id]);
      return { items: page.items.map(wireCamera), nextCursor: page.nextCursor };
    },
  );
  app.get(
    '/cameras/counts',
    {
      config: { action: 'camera.read' },
      schema: {
        tags,
        summary: 'How many cameras are in which state',
        querystring: cameraQueryWire.pick({ unitId: true }),
        response: { 200: z.object({ total: z.number(), byState: countsOf(CAMERA_STATES).partial() }) },
      },
    },
    async ({ query, session, scope }) => {
      const counts = await cameras.countByState(db, { reach: { scope, ...session }, unitId: query.unitId });
      return { total: counts.reduce((sum, { count }) => sum + count, 0), byState: Object.fromEntries(counts.map(({ state, count }) => [state, count])) };
    },
  );
  app.post(
    '/cameras',
    { config: { action: 'camera.create' }, schema: { tags, summary: 'Register a camera', body: cameraCreateWire, response: { 201: cameraOut } } },
    async ({ body, session, scope }, reply) => {
      const id = await registerCamera(context, session, scope, body);
      return reply
        .status(201)
        .header('location', `/api/v1/cameras/${id}`)
        .send(await show(id));
    },
  );
  app.get(
    '/cameras/:id',
    { config: { action: 'camera.read', target: 'camera' }, schema: { tags, summary: 'One camera', params: idParamsWire, response: { 200: cameraOut } } },
    async ({ params }) => show(params.id),
  );
  app.patch(
    '/cameras/:id',
    {
      config: { action: 'camera.update', target: 'camera' },
      schema: { tags, summary: 'Change a camera', params: idParamsWire, body: cameraPatchWire, response: { 200: cameraOut } },
    },
    async ({ params, body, session, scope }) => {
      await changeCamera(context, session, scope, params.id, body);
      return show(params.id);
    },
  );
  app.delete(
    '/cameras/:id',
    {
      config: { action: 'camera.retire', target: 'camera' },
      schema: { tags, summary: 'Take a camera out of service', params: idParamsWire, response: { 204: z.null() } },
    },
    async ({ params, session }, reply) => {
      await retireCamera(context, session, params.id);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/cameras/:id/placements',
    {
      config: { action: 'camera.place', target: 'camera' },
      schema: {
        tags,
        summary: 'Record where the camera hangs and points from a time on',
        params: idParamsWire,
        body: placementWire,
        response: { 201: cameraOut },
      },
    },
    async ({ params, body, session }, reply) => {
      await placeCamera(context, session, params.id, body);
      return reply.status(201).send(await show(params.id));
    },
  );
}
