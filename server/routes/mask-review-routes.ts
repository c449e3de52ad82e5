import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import { maskReviewCreateWire, maskReviewOut, maskReviewQueryWire } from '../../domain/wire/mask-review-wire.ts';
import { listMaskReviews } from '../../db/repositories/mask-review-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { reviewMasks, wireMaskReview } from '../cameras/mask-reviews.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['masks'];

/** `/mask-reviews`: where a camera sees schools, clinics, homes or places of worship somebody judges whether it needs masks. */
export function registerMaskReviewRoutes(app: ApiApp, context: ServerContext): void {
  app.get(
    '/mask-reviews',
    {
      config: { action: 'mask.read' },
      schema: {
        tags,
        summary:
          'Cameras within reach that see sensitive buildings, with what was found of their masks; `open=true`: those that wait for a review, for masks or for a second person',
        querystring: maskReviewQueryWire,
        response: { 200: listOf(maskReviewOut) },
      },
    },
    async ({ query, session, scope }) => {
      const filter = { reach: { ...session, scope }, onlyOpen: query.open === 'true', nowMs: context.clock.now(), cameraId: query.cameraId };
      const rows = await listMaskReviews(context.db, filter, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
      const page = toPage(rows, query.limit, (row) => [row.cameraId]);
      return { items: page.items.map(wireMaskReview), nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/cameras/:id/mask-reviews',
    {
      config: { action: 'mask.review', target: 'camera' },
      schema: {
        tags,
        summary: 'Say whether a camera needs masks where you saw it point; due again when it is turned, or sees more kinds of buildings',
        params: idParamsWire,
        body: maskReviewCreateWire,
        response: { 201: maskReviewOut },
      },
    },
    async ({ params, body, session }, reply) => reply.status(201).send(wireMaskReview(await reviewMasks(context, session, params.id, body))),
  );
}
