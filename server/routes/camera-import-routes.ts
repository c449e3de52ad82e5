import multipart from '@fastify/multipart';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { IMPORT_LIMITS } from '../../domain/camera-import/import-outcome.ts';
import {
  importAcceptedWire,
  importCsvQueryWire,
  importOut,
  importRowOut,
  importRowsQueryWire,
  importSummaryOut,
  importTemplateQueryWire,
} from '../../domain/wire/camera-import-wire.ts';
import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import * as imports from '../../db/repositories/camera-import-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { templateFile } from '../imports/import-template.ts';
import { outcomeCsv } from '../imports/outcome-csv.ts';
import { createImportReceiver, type ReceivedFile } from '../imports/receive-import.ts';
import { startImport } from '../imports/start-import.ts';
import { importCounts, wireImport, wireOutcome } from '../imports/wire-import.ts';
import { readCursor, readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The list that came with `POST /camera-imports`. */
    importFile: ReceivedFile | null;
  }
}

const tags = ['cameras'];
const MULTIPART_EXTRA_BYTES = 65_536;

type RowsQuery = z.output<typeof importRowsQueryWire>;

async function rowsPage({ db }: ServerContext, id: string, { outcome, limit, cursor }: RowsQuery) {
  const [afterRow = 0] = (readCursor(cursor, (keys) => keys.length === 1 && Number.isSafeInteger(keys[0])) ?? []) as number[];
  const rows = await imports.listOutcomes(db, id, { outcome, afterRow, limit: limit + 1 });
  const page = toPage(rows, limit, ({ rowNumber }) => [rowNumber]);
  return { items: page.items.map(wireOutcome), nextCursor: page.nextCursor };
}

async function requireImport({ db }: ServerContext, id: string): Promise<imports.ImportRow> {
  const row = await imports.findImport(db, id);
  if (row === undefined) throw new AppError('not_found', 'not_found', 'There is no such record, or you may not see it. Check the id.');
  return row;
}

function registerUpload(app: ApiApp, context: ServerContext): void {
  const receive = createImportReceiver();
  app.decorateRequest('importFile', null);
  app.post(
    '/camera-imports',
    {
      config: { action: 'camera.create' },
      bodyLimit: IMPORT_LIMITS.fileBytes + MULTIPART_EXTRA_BYTES,
      schema: {
        tags,
        summary: 'Register many cameras from a list (CSV, XLSX or GeoJSON)',
        description: 'multipart/form-data with one part `file` of at most 32 MB and 50,000 rows. Safe to send twice.',
        consumes: ['multipart/form-data'],
        response: { 202: importAcceptedWire },
      },
      // before Idempotency-Key is looked at, which compares bodies
      async preValidation(request) {
        request.importFile = await receive(request);
        request.body = { sha256: request.importFile.sha256.toString('hex') };
      },
    },
    async ({ session, scope, importFile }, reply) => {
      const id = await startImport(context, session, scope, importFile!);
      return reply.status(202).header('location', `/api/v1/camera-imports/${id}`).send({ jobId: id, importId: id });
    },
  );
}

function registerDownloads(app: ApiApp, context: ServerContext): void {
  app.get(
    '/camera-imports/template',
    { config: { action: 'camera.create' }, schema: { tags, summary: 'Template of a list of cameras', querystring: importTemplateQueryWire } },
    async ({ query }, reply) => {
      const { bytes, type, name } = await templateFile(query.format, query.language);
      return reply.type(type).header('content-disposition', `attachment; filename="${name}"`).send(bytes);
    },
  );
  app.get(
    '/camera-imports/:id/rows.csv',
    {
      config: { action: 'camera.create', target: 'import' },
      schema: { tags, summary: 'What became of each row, as a CSV file', params: idParamsWire, querystring: importCsvQueryWire },
    },
    async ({ params, query }, reply) => {
      await requireImport(context, params.id);
      const name = `matpho-${params.id}.csv`;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(outcomeCsv(context.db, params.id, query));
    },
  );
}

function registerLooks(app: ApiApp, context: ServerContext): void {
  app.get(
    '/camera-imports',
    {
      config: { action: 'camera.create' },
      schema: { tags, summary: "The organisation's imports, newest first", querystring: pageQueryWire, response: { 200: listOf(importSummaryOut) } },
    },
    async ({ query, session, scope }) => {
      const organisationId = scope === 'any' ? undefined : session.organisationId;
      const rows = await imports.listImports(context.db, organisationId, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
      const page = toPage(rows, query.limit, (row) => [row.id]);
      return { items: page.items.map(wireImport), nextCursor: page.nextCursor };
    },
  );
  const config = { action: 'camera.create', target: 'import' } as const;
  app.get(
    '/camera-imports/:id',
    {
      config,
      schema: {
        tags,
        summary: 'An import: how far it is, counts, and what became of each row',
        params: idParamsWire,
        querystring: importRowsQueryWire,
        response: { 200: importOut },
      },
    },
    async ({ params, query }) => {
      const row = await requireImport(context, params.id);
      const [counts, drafts] = [await importCounts(context.db, row.id), await imports.countDrafts(context.db, row.id)];
      return { ...wireImport(row), counts, drafts, ...(await rowsPage(context, row.id, query)) };
    },
  );
  app.get(
    '/camera-imports/:id/rows',
    {
      config,
      schema: {
        tags,
        summary: 'What became of each row, in the order of the file',
        params: idParamsWire,
        querystring: importRowsQueryWire,
        response: { 200: listOf(importRowOut) },
      },
    },
    async ({ params, query }) => rowsPage(context, params.id, query),
  );
}

/** `/camera-imports` with its template and outcomes. Only here a multipart body is read. */
export async function registerCameraImportRoutes(app: ApiApp, context: ServerContext): Promise<void> {
  await app.register(multipart);
  registerUpload(app, context);
  registerDownloads(app, context);
  registerLooks(app, context);
}
