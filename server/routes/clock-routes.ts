import {
  clockReadingOut,
  clockReadingWire,
  clockWindowOut,
  clockWindowQueryWire,
  readingFilterWire,
  readingParamsWire,
  readingWithdrawalWire,
} from '../../domain/wire/clock-wire.ts';
import { idParamsWire, listOf, pageQueryWire, rangeQueryWire } from '../../domain/wire/common-wire.ts';
import { listClockReadings, type ClockSubject } from '../../db/repositories/clock-reading-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readClockWindows } from '../clocks/clock-windows.ts';
import { contradictingIds, recordReading } from '../clocks/record-reading.ts';
import { wireReading } from '../clocks/wire-reading.ts';
import { withdrawReading } from '../clocks/withdraw-reading.ts';
import { toPage } from '../list-cursor.ts';
import { requireRecorder } from '../recorders/recorder-change.ts';
import type { ServerContext } from '../server-context.ts';
import { readRange, readTimeCursor } from './time-range.ts';

const tags = ['clock'];
const queryWire = pageQueryWire.extend(rangeQueryWire.shape).extend(readingFilterWire.shape);
const list = { tags, params: idParamsWire, querystring: queryWire, response: { 200: listOf(clockReadingOut) } };
const withdraw = { tags, params: readingParamsWire, body: readingWithdrawalWire, response: { 200: clockReadingOut } };
const record = { tags, params: idParamsWire, body: clockReadingWire, response: { 201: clockReadingOut } };

async function readPage(context: ServerContext, subject: ClockSubject, query: typeof queryWire._output) {
  const range = readRange(query, context.clock.now());
  const rows = await listClockReadings(context.db, subject, {
    ...range,
    typed: query.typed ?? false,
    limit: query.limit + 1,
    before: readTimeCursor(query.cursor),
  });
  const { items, nextCursor } = toPage(rows, query.limit, (row) => [row.trueTimeMs, row.id]);
  const [newest, oldest] = [items[0], items.at(-1)];
  const contradicting = newest && oldest ? await contradictingIds(context.db, subject, { fromMs: oldest.trueTimeMs, toMs: newest.trueTimeMs }) : new Set();
  return { items: items.map((row) => wireReading(subject, row, contradicting.has(row.id))), nextCursor };
}

/** Comparisons of devices' clocks with true time, by the service or typed in, and what follows from them. */
export function registerClockRoutes(app: ApiApp, context: ServerContext): void {
  app.get(
    '/cameras/:id/clock-readings',
    { config: { action: 'clock.read', target: 'camera' }, schema: { ...list, summary: "Comparisons of the camera's clock with ours, newest first" } },
    async ({ params, query }) => readPage(context, { cameraId: params.id }, query),
  );
  app.post(
    '/cameras/:id/clock-readings',
    { config: { action: 'clock.record', target: 'camera' }, schema: { ...record, summary: "Record what the camera's clock showed" } },
    async ({ params, body, session, scope }, reply) => {
      const device = { subject: { cameraId: params.id }, cameraIds: [params.id] };
      return reply.status(201).send(await recordReading(context, { session, scope }, device, body));
    },
  );
  app.post(
    '/cameras/:id/clock-readings/:readingId/withdrawal',
    {
      config: { action: 'clock.record', target: 'camera' },
      schema: { ...withdraw, summary: "Withdraw a reading of the camera's clock that somebody typed wrong; it stays in the list" },
    },
    async ({ params, body, session }) => {
      const device = { subject: { cameraId: params.id }, cameraIds: [params.id] };
      return withdrawReading(context, session, device, { readingId: params.readingId, ...body });
    },
  );
  app.get(
    '/cameras/:id/clock-windows',
    {
      config: { action: 'clock.read', target: 'camera' },
      schema: {
        tags,
        summary: "True time in the camera's own clock (from, to), or what it showed in true time (deviceFrom, deviceTo)",
        params: idParamsWire,
        querystring: clockWindowQueryWire,
        response: { 200: clockWindowOut },
      },
    },
    async ({ params, query }) => readClockWindows(context, { cameraId: params.id }, query),
  );
  registerRecorderClockRoutes(app, context);
}

function registerRecorderClockRoutes(app: ApiApp, context: ServerContext): void {
  app.get(
    '/recorders/:id/clock-readings',
    { config: { action: 'clock.read', target: 'recorder' }, schema: { ...list, summary: "Comparisons of the recorder's clock with ours, newest first" } },
    async ({ params, query }) => readPage(context, { recorderId: params.id }, query),
  );
  app.post(
    '/recorders/:id/clock-readings',
    { config: { action: 'clock.record', target: 'recorder' }, schema: { ...record, summary: "Record what the recorder's clock showed, for all its channels" } },
    async ({ params, body, session, scope }, reply) => {
      const { channels } = await requireRecorder(context.db, params.id);
      const device = { subject: { recorderId: params.id }, cameraIds: (channels ?? []).map(({ cameraId }) => cameraId) };
      return reply.status(201).send(await recordReading(context, { session, scope }, device, body));
    },
  );
  app.post(
    '/recorders/:id/clock-readings/:readingId/withdrawal',
    {
      config: { action: 'clock.record', target: 'recorder' },
      schema: { ...withdraw, summary: "Withdraw a reading of the recorder's clock that somebody typed wrong; it stays in the list" },
    },
    async ({ params, body, session }) => {
      const { channels } = await requireRecorder(context.db, params.id);
      const device = { subject: { recorderId: params.id }, cameraIds: (channels ?? []).map(({ cameraId }) => cameraId) };
      return withdrawReading(context, session, device, { readingId: params.readingId, ...body });
    },
  );
}
