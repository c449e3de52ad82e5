import { z } from 'zod';
import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import {
  discoveryAcceptedOut,
  discoveryCreateWire,
  discoveryDetailOut,
  discoveryListQueryWire,
  discoveryOut,
  discoveryQueryWire,
} from '../../domain/wire/discovery-wire.ts';
import * as discoveries from '../../db/repositories/discovery-repository.ts';
import { parseIpAddress } from '../../domain/special-address.ts';
import type { ApiApp } from '../api-app.ts';
import { requestDiscovery, stopDiscovery } from '../discovery/discovery-request.ts';
import { wireDevice, wireDiscovery } from '../discovery/wire-discovery.ts';
import { readCursor, readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['discovery'];
const config = { action: 'camera.discover' } as const;
const configOne = { action: 'camera.discover', target: 'discovery' } as const;

function readDeviceCursor(cursor: string | undefined): readonly [string, number] | undefined {
  const isKeys = ([address, port, ...rest]: unknown[]) =>
    rest.length === 0 && typeof address === 'string' && parseIpAddress(address) !== undefined && Number.isInteger(port);
  return readCursor(cursor, isKeys) as [string, number] | undefined;
}

/** `/discoveries`: search a network for cameras. */
export function registerDiscoveryRoutes(app: ApiApp, context: ServerContext): void {
  const { db } = context;
  app.post(
    '/discoveries',
    { config, schema: { tags, summary: 'Search a network for cameras', body: discoveryCreateWire, response: { 202: discoveryAcceptedOut } } },
    async ({ body, session }, reply) => {
      const id = await requestDiscovery(context, session, body.cidr);
      return reply.status(202).header('location', `/api/v1/discoveries/${id}`).send({ id, jobId: id });
    },
  );
  app.get(
    '/discoveries',
    {
      config,
      schema: { tags, summary: 'Searches of the last day, newest first', querystring: discoveryListQueryWire, response: { 200: listOf(discoveryOut) } },
    },
    async ({ query, session, scope }) => {
      const ownerId = scope === 'any' ? undefined : session.organisationId;
      const filter = { nowMs: context.clock.now(), ownerId, organisationId: query.organisationId };
      const rows = await discoveries.listDiscoveries(db, filter, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
      const page = toPage(rows, query.limit, (row) => [row.id]);
      return { items: page.items.map(wireDiscovery), nextCursor: page.nextCursor };
    },
  );
  app.get(
    '/discoveries/:id',
    {
      config: configOne,
      schema: { tags, summary: 'What a search has found', params: idParamsWire, querystring: discoveryQueryWire, response: { 200: discoveryDetailOut } },
    },
    async ({ params, query, session, scope }) => {
      const discovery = await discoveries.findDiscovery(db, params.id);
      const ownerId = scope === 'any' ? undefined : session.organisationId;
      const rows = await discoveries.listDiscoveredDevices(db, params.id, { limit: query.limit + 1, after: readDeviceCursor(query.cursor), ownerId });
      const page = toPage(rows, query.limit, (row) => [row.address, row.port]);
      return { ...wireDiscovery(discovery), devices: page.items.map(wireDevice), nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/discoveries/:id/stop',
    { config: configOne, schema: { tags, summary: 'End a search', params: idParamsWire, body: z.object({}).nullish(), response: { 200: discoveryOut } } },
    async ({ params, session }) => {
      await stopDiscovery(context, session, params.id);
      return wireDiscovery(await discoveries.findDiscovery(db, params.id));
    },
  );
}
