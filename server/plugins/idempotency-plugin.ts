import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import sql from 'sql-template-tag';
import { AppError } from '../../domain/app-error.ts';
import type { ServerContext } from '../server-context.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when this request runs under an Idempotency-Key. */
    idempotencyKey: string | null;
  }
}

interface Stored {
  readonly sha256: Buffer;
  readonly status: number | null;
  readonly body: unknown;
  readonly createdAtMs: number;
}

/** A request that left no answer this long ago died with its server. */
const ABANDONED_MS = 60_000;
const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/;

function requestHash(request: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${request.method}\n${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
}

function readKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined || request.method !== 'POST' || request.session === null) return undefined;
  // the draft writes the key as a quoted string; plain ones are common
  const key = String(header).replace(/^"(.*)"$/, '$1');
  if (!KEY_SHAPE.test(key))
    throw new AppError('malformed', 'malformed_idempotency_key', 'Idempotency-Key must be 1 to 255 printable characters without spaces.');
  return key;
}

function judge(stored: Stored, hash: Buffer, nowMs: number): 'replay' | 'take_over' {
  if (!stored.sha256.equals(hash)) {
    throw new AppError('invalid', 'idempotency_key_reused', 'This Idempotency-Key was used for another request. Use a new key for every new request.');
  }
  if (stored.status !== null) return 'replay';
  if (nowMs - stored.createdAtMs > ABANDONED_MS) return 'take_over';
  throw new AppError('conflict', 'request_in_progress', 'The same request is still being worked on. Wait a moment and send it again.', {
    details: { retryAfterS: 2 },
  });
}

async function begin(context: ServerContext, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const key = readKey(request);
  if (key === undefined) return;
  const hash = requestHash(request);
  const { userId } = request.session;
  const now = new Date(context.clock.now());
  const made = await context.db.run(
    sql`INSERT INTO idempotency_record (user_id, key, request_sha256, created_at) VALUES (${userId}, ${key}, ${hash}, ${now}) ON CONFLICT DO NOTHING`,
  );
  if (made === 0) {
    const stored = await context.db.row<Stored>(
      sql`SELECT request_sha256 AS sha256, status, body, created_at AS "createdAtMs" FROM idempotency_record WHERE user_id = ${userId} AND key = ${key}`,
    );
    if (judge(stored, hash, now.getTime()) === 'replay') {
      const type = stored.status! >= 400 ? 'application/problem+json' : 'application/json';
      await reply.status(stored.status!).header('idempotency-replayed', 'true').type(type).serializer(JSON.stringify).send(stored.body);
      return;
    }
    await context.db.run(sql`UPDATE idempotency_record SET created_at = ${now} WHERE user_id = ${userId} AND key = ${key}`);
  }
  request.idempotencyKey = key;
}

/** Keeps an answer that stands; a failure that may pass is forgotten, so that the same key may try again. */
async function finish(context: ServerContext, request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> {
  const { idempotencyKey: key, session } = request;
  if (key === null) return;
  request.idempotencyKey = null;
  if (reply.statusCode >= 500 || reply.statusCode === 429 || typeof payload !== 'string') {
    await context.db.run(sql`DELETE FROM idempotency_record WHERE user_id = ${session.userId} AND key = ${key} AND status IS NULL`);
    return;
  }
  await context.db.run(
    sql`UPDATE idempotency_record SET status = ${reply.statusCode}, body = ${payload}::jsonb WHERE user_id = ${session.userId} AND key = ${key}`,
  );
}

/** `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) on every POST: the same key and request by the same user is carried out once. */
export function registerIdempotency(app: FastifyInstance, context: ServerContext): void {
  app.decorateRequest('idempotencyKey', null);
  app.addHook('preHandler', (request, reply) => begin(context, request, reply));
  app.addHook('onSend', async (request, reply, payload) => {
    await finish(context, request, reply, payload);
    return payload;
  });
}
