import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { maskCreateWire, maskLiftAgreeWire, maskLiftRequestWire, maskOut, maskParamsWire } from '../../domain/wire/mask-wire.ts';
import { findMask, listMasks } from '../../db/repositories/privacy-mask-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { agreeToLift, askForLift, drawMask, wireMask } from '../cameras/privacy-masks.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['masks'];

/** `/cameras/{id}/masks`: what of a camera's view nobody is to see. */
export function registerMaskRoutes(app: ApiApp, context: ServerContext): void {
  const show = async (cameraId: string, maskId: string) => wireMask(await findMask(context.db, cameraId, maskId, context.clock.now()));
  app.get(
    '/cameras/:id/masks',
    {
      config: { action: 'mask.read', target: 'camera' },
      schema: {
        tags,
        summary: 'Masks of a camera, lifted ones too, newest first',
        params: idParamsWire,
        querystring: pageQueryWire,
        response: { 200: listOf(maskOut) },
      },
    },
    async ({ params, query }) => {
      const rows = await listMasks(context.db, params.id, { nowMs: context.clock.now(), limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
      const page = toPage(rows, query.limit, (row) => [row.id]);
      return { items: page.items.map(wireMask), nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/cameras/:id/masks',
    {
      config: { action: 'mask.write', target: 'camera' },
      schema: { tags, summary: 'Draw a mask over where the camera points now', params: idParamsWire, body: maskCreateWire, response: { 201: maskOut } },
    },
    async ({ params, body, session }, reply) => reply.status(201).send(await show(params.id, await drawMask(context, session, params.id, body))),
  );
  app.post(
    '/cameras/:id/masks/:maskId/lift-requests',
    {
      config: { action: 'mask.write', target: 'camera' },
      schema: {
        tags,
        summary: 'Ask for a mask to be lifted until a stated time; it holds until another person agrees',
        params: maskParamsWire,
        body: maskLiftRequestWire,
        response: { 201: maskOut },
      },
    },
    async ({ params: { id, maskId }, body, session }, reply) => {
      await askForLift(context, session, { cameraId: id, maskId, ...body });
      return reply.status(201).send(await show(id, maskId));
    },
  );
  app.post(
    '/cameras/:id/masks/:maskId/lift',
    {
      config: { action: 'mask.lift', target: 'camera' },
      schema: {
        tags,
        summary: 'Lift a mask as the second person, as it was asked for when it was read, with the reason',
        params: maskParamsWire,
        body: maskLiftAgreeWire,
        response: { 200: maskOut },
      },
    },
    async ({ params: { id, maskId }, body, session }) => {
      await agreeToLift(context, session, { cameraId: id, maskId, ...body });
      return show(id, maskId);
    },
  );
}
