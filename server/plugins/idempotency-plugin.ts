import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import sql, { type Sql } from 'sql-template-tag';
import { AppError } from '../../domain/app-error.ts';
import type { ServerContext } from '../server-context.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Fields of the answer that are shown this once and kept nowhere: a replay comes without them. */
    shownOnce?: readonly string[];
  }
  interface FastifyRequest {
    /** Set when this request runs under an Idempotency-Key. */
    idempotency: RunningRequest | null;
  }
}

interface RunningRequest {
  readonly key: string;
  /** Tells its record from that of whoever took it over. */
  readonly begunAtMs: number;
  /** Ends its signs of life. */
  readonly fallSilent: () => void;
}

interface Stored {
  /** HMAC of the request; the column is still called after what it was. */
  readonly fingerprint: Buffer;
  readonly status: number | null;
  readonly body: unknown;
  readonly createdAtMs: number;
  /** The last sign that its server works on it. */
  readonly aliveAtMs: number;
}

/** A request without a sign of life for this long died with its server. */
const ABANDONED_MS = 60_000;
const SIGN_OF_LIFE_EVERY_MS = ABANDONED_MS / 4;
const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/;

/** A form is no body: its route receives it before and puts what tells it from others in the place of one. A body may hold a password: a plain hash of it could be tried out by whoever gets hold of the table. */
function requestFingerprints({ secretBox }: ServerContext, request: FastifyRequest): readonly Buffer[] {
  return secretBox.fingerprints(`${request.method}\n${request.url}\n${JSON.stringify(request.body ?? null)}`, 'idempotency');
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

function inProgress(): AppError {
  return new AppError('conflict', 'request_in_progress', 'The same request is still being worked on. Wait a moment and send it again.', {
    details: { retryAfterS: 2 },
  });
}

function judge(stored: Stored, known: readonly Buffer[], nowMs: number): 'replay' | 'take_over' {
  if (!known.some((fingerprint) => stored.fingerprint.equals(fingerprint))) {
    throw new AppError('invalid', 'idempotency_key_reused', 'This Idempotency-Key was used for another request. Use a new key for every new request.');
  }
  if (stored.status !== null) return 'replay';
  if (nowMs - stored.aliveAtMs > ABANDONED_MS) return 'take_over';
  throw inProgress();
}

/** The record of a request that has no answer yet, unless somebody else took it over. */
function recordOf({ userId, key, begunAtMs }: { readonly userId: string; readonly key: string; readonly begunAtMs: number }): Sql {
  return sql`user_id = ${userId} AND key = ${key} AND status IS NULL AND created_at = ${new Date(begunAtMs)}`;
}

/** Says every quarter of a minute that the request is worked on: one that takes long is not carried out once more by its own repetition. Returns what ends it. */
function giveSignsOfLife({ db, clock }: ServerContext, request: FastifyRequest, record: Sql): () => void {
  const say = (): void => {
    const said = db.run(sql`UPDATE idempotency_record SET alive_at = ${new Date(clock.now())} WHERE ${record}`);
    said.catch((error: unknown) => request.log.warn({ err: error }, 'no sign of life of a request could be stored'));
  };
  const timer = setInterval(say, SIGN_OF_LIFE_EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** Of two that find the same abandoned record one gets it: the record must still be as it was seen. */
async function takeOver({ db }: ServerContext, userId: string, key: string, seen: Stored, nowMs: number): Promise<void> {
  const now = new Date(nowMs);
  const taken = await db.run(sql`UPDATE idempotency_record SET created_at = ${now}, alive_at = ${now}
    WHERE ${recordOf({ userId, key, begunAtMs: seen.createdAtMs })} AND alive_at = ${new Date(seen.aliveAtMs)}`);
  if (taken === 0) throw inProgress();
}

async function replay(reply: FastifyReply, { status, body }: Stored): Promise<void> {
  const type = status! >= 400 ? 'application/problem+json' : 'application/json';
  await reply.status(status!).header('idempotency-replayed', 'true').type(type).serializer(JSON.stringify).send(body);
}

async function begin(context: ServerContext, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const key = readKey(request);
  if (key === undefined) return;
  const known = requestFingerprints(context, request);
  const { userId } = request.session;
  const nowMs = context.clock.now();
  const now = new Date(nowMs);
  const made = await context.db.run(
    sql`INSERT INTO idempotency_record (user_id, key, request_sha256, created_at, alive_at) VALUES (${userId}, ${key}, ${known[0]}, ${now}, ${now}) ON CONFLICT DO NOTHING`,
  );
  if (made === 0) {
    const stored = await context.db.maybeRow<Stored>(
      sql`SELECT request_sha256 AS fingerprint, status, body, created_at AS "createdAtMs", alive_at AS "aliveAtMs" FROM idempotency_record WHERE user_id = ${userId} AND key = ${key}`,
    );
    // it failed and was forgotten at this very moment
    if (stored === undefined) throw inProgress();
    if (judge(stored, known, nowMs) === 'replay') return replay(reply, stored);
    await takeOver(context, userId, key, stored, nowMs);
  }
  const fallSilent = giveSignsOfLife(context, request, recordOf({ userId, key, begunAtMs: nowMs }));
  request.idempotency = { key, begunAtMs: nowMs, fallSilent };
}

/** The answer without its secrets. */
function toKeep(payload: string, shownOnce: readonly string[] = []): string {
  if (shownOnce.length === 0) return payload;
  const body = Object.entries(JSON.parse(payload) as object).filter(([name]) => !shownOnce.includes(name));
  return JSON.stringify(Object.fromEntries(body));
}

/** Keeps an answer that stands; a failure that may pass is forgotten, so that the same key may try again. */
async function finish(context: ServerContext, request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> {
  const { idempotency, session } = request;
  if (idempotency === null) return;
  request.idempotency = null;
  idempotency.fallSilent();
  const own = recordOf({ userId: session.userId, ...idempotency });
  if (reply.statusCode >= 500 || reply.statusCode === 429 || typeof payload !== 'string') {
    await context.db.run(sql`DELETE FROM idempotency_record WHERE ${own}`);
    return;
  }
  await context.db.run(
    sql`UPDATE idempotency_record SET status = ${reply.statusCode}, body = ${toKeep(payload, request.routeOptions.config.shownOnce)}::jsonb WHERE ${own}`,
  );
}

/** `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) on every POST: the same key and request by the same user is carried out once. */
export function registerIdempotency(app: FastifyInstance, context: ServerContext): void {
  app.decorateRequest('idempotency', null);
  app.addHook('preHandler', (request, reply) => begin(context, request, reply));
  app.addHook('onSend', async (request, reply, payload) => {
    await finish(context, request, reply, payload);
    return payload;
  });
}
