import { idParamsWire } from '../../domain/wire/common-wire.ts';
import { routeQueryWire, routeSearchOut, routeStateOut } from '../../domain/wire/route-wire.ts';
import type { ApiApp } from '../api-app.ts';
import { answerRoute } from '../incidents/route-answer.ts';
import { routeState } from '../incidents/route-state.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['linking'];

/** `/incidents/{id}/route-search`: a look, so GET: an answer that is kept under an Idempotency-Key would outlive its permission. */
export function registerRouteSearchRoutes(app: ApiApp, context: ServerContext): void {
  app.get(
    '/incidents/:id/route-search',
    {
      config: { action: 'route.search', target: 'incident' },
      schema: {
        tags,
        summary: 'Cameras that somebody leaving the place, or coming to it, could have passed, in order',
        params: idParamsWire,
        querystring: routeQueryWire,
        response: { 200: routeSearchOut },
      },
    },
    async ({ params, query, session, scope }, reply) => {
      reply.header('cache-control', 'no-store');
      return answerRoute(context, session, scope, params.id, query);
    },
  );
  app.get(
    '/incidents/:id/route-search/state',
    {
      config: { action: 'incident.read', target: 'incident' },
      schema: { tags, summary: 'Whether a route may be searched, and what is missing', params: idParamsWire, response: { 200: routeStateOut } },
    },
    async ({ params, session }) => routeState(context, session, params.id),
  );
}
