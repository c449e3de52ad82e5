import { createViewBook } from '../../domain/media/view-book.ts';
import { acceptedWire, idParamsWire, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { mediaListOut, mediaQueryWire } from '../../domain/wire/media-wire.ts';
import { liveWatching, type Watching } from '../../db/repositories/footage-grant-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { createLentBuffers } from '../media/lent-buffers.ts';
import { openMediaList } from '../media/open-media-list.ts';
import { serveCopy, type MediaParts } from '../media/serve-copy.ts';
import { createStreamWatch } from '../media/stream-watch.ts';
import type { ServerContext } from '../server-context.ts';

/** What serves media in this server; its streams end when the application closes. */
export function createMediaParts(app: ApiApp, { db, clock }: ServerContext): MediaParts {
  const streams = createStreamWatch<Watching>((watched) => liveWatching(db, watched, clock.now()));
  app.addHook('preClose', async () => streams.close());
  return { book: createViewBook(), streams, buffers: createLentBuffers() };
}

/** `GET /footage-requests/{id}/media` and `GET /media/{id}`: what an approved request opens, watched as a copy. */
export function registerMediaRoutes(app: ApiApp, context: ServerContext, parts: MediaParts): void {
  app.get(
    '/footage-requests/:id/media',
    {
      config: { action: 'media.open', target: 'request' },
      schema: {
        tags: ['media'],
        summary: 'What a request opens: segments, gaps and pictures; opens it for this session',
        params: idParamsWire,
        querystring: pageQueryWire,
        response: { 200: mediaListOut },
      },
    },
    async ({ params, query, session, reached }, reply) => {
      void reply.header('cache-control', 'no-store, private');
      return openMediaList(context, session, reached, { requestId: params.id, ...query });
    },
  );
  app.get(
    '/media/:id',
    {
      config: { action: 'media.open', target: 'segment' },
      schema: {
        tags: ['media'],
        summary: 'A segment as it may be watched: cut to the request’s seconds, with a watermark (MP4; one range at a time)',
        params: idParamsWire,
        querystring: mediaQueryWire,
        produces: ['video/mp4'],
        response: { 202: acceptedWire },
      },
    },
    async (request, reply) => serveCopy(context, parts, request, reply, { kind: 'segment', id: request.params.id, requestId: request.query.requestId }),
  );
}
