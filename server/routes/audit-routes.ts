import { toBase64 } from '../../domain/access-log/base64.ts';
import {
  auditEventOut,
  auditQueryWire,
  breachQueryWire,
  checkpointOut,
  consistencyOut,
  consistencyQueryWire,
  inclusionOut,
  inclusionQueryWire,
} from '../../domain/wire/audit-wire.ts';
import { listOf } from '../../domain/wire/common-wire.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { createAccessLog } from '../../db/access-log/access-log.ts';
import type { ApiApp } from '../api-app.ts';
import { breachExport } from '../audit/breach-export.ts';
import { auditEventPage } from '../audit/event-page.ts';
import { reportCheckpoint } from '../audit/report-checkpoint.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { readRange } from './time-range.ts';

const tags = ['audit'];

/** `/audit`: the access log, its checkpoints and proofs. */
export function registerAuditRoutes(app: ApiApp, context: ServerContext): void {
  const log = createAccessLog({ ...context, publicUrl: context.settings.publicUrl });

  app.get(
    '/audit/events',
    {
      config: { action: 'audit.read' },
      schema: {
        tags,
        summary: 'Who looked at what, newest first: a board sees what concerned its cameras; a page may be short and have another after it',
        querystring: auditQueryWire,
        response: { 200: listOf(auditEventOut) },
      },
    },
    async ({ query, session, scope }) => auditEventPage(context, log, { session, scope }, query),
  );
  app.get(
    '/privacy/breach-export',
    {
      config: { action: 'privacy.export' },
      schema: {
        tags,
        summary: 'Who could have seen what in a period, and who did (CSV), for the notice of a breach',
        querystring: breachQueryWire,
        produces: ['text/csv'],
      },
    },
    async ({ query, session }, reply) => {
      const during = readRange(query, context.clock.now());
      await appendAudit(context.db, { actor: actorOf(session), action: 'privacy.export', detail: { ...during } });
      const checkpoint = await reportCheckpoint(log);
      return reply
        .type('text/csv; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="matpho-breach-export.csv"')
        .send(breachExport((work) => context.db.asPerson(session, work), during, checkpoint));
    },
  );
  app.get(
    '/audit/checkpoint',
    {
      config: { action: 'audit.proofs' },
      schema: { tags, summary: 'The log as it is now, signed: keep it, and nobody can change what was before', response: { 200: checkpointOut } },
    },
    async () => {
      const { root, signature, publicKey, keyText, handovers, ...made } = await log.checkpoint();
      return { ...made, rootHash: toBase64(root), signature: toBase64(signature), publicKey: toBase64(publicKey), key: keyText, handovers: [...handovers] };
    },
  );
  app.get(
    '/audit/proofs/inclusion',
    {
      config: { action: 'audit.proofs' },
      schema: { tags, summary: 'That an entry is in the log of a size', querystring: inclusionQueryWire, response: { 200: inclusionOut } },
    },
    async ({ query }) => {
      const { leafIndex, leafHash, path } = await log.inclusion(query.seq, query.size);
      return { leafIndex, leafHash: toBase64(leafHash), path: path.map(toBase64) };
    },
  );
  app.get(
    '/audit/proofs/consistency',
    {
      config: { action: 'audit.proofs' },
      schema: { tags, summary: 'That the log only grew between two sizes', querystring: consistencyQueryWire, response: { 200: consistencyOut } },
    },
    async ({ query }) => ({ path: (await log.consistency(query.from, query.to)).map(toBase64) }),
  );
}
