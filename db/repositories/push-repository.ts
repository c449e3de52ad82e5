import sql, { empty } from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { deleteSubscription } from './alert-subscription-repository.ts';

/** The service's key for push services, the private part sealed. */
export interface PushKeyRow {
  readonly publicKey: string;
  readonly privateBytes: Buffer;
  readonly privateKeyId: string;
}

/** The key in use; undefined before the first. */
export async function findPushKey(db: Queryable): Promise<PushKeyRow | undefined> {
  return db.maybeRow(sql`SELECT public_key AS "publicKey", private_sealed AS "privateBytes", private_key_id AS "privateKeyId" FROM push_key`);
}

/** Stores a first key; of two that are made at once one stays. */
export async function insertPushKey(db: Queryable, { publicKey, privateBytes, privateKeyId }: PushKeyRow, nowMs: number): Promise<void> {
  await db.run(sql`INSERT INTO push_key (public_key, private_sealed, private_key_id, made_at) VALUES (${publicKey}, ${privateBytes}, ${privateKeyId}, ${new Date(nowMs)})
    ON CONFLICT DO NOTHING`);
}

/** A browser that is told, with its sealed address. */
export interface PushSubscriptionRow {
  readonly id: string;
  readonly userId: string;
  readonly sessionId: string | null;
  readonly bytes: Buffer;
  readonly keyId: string;
}

const SELECT = sql`SELECT s.id, s.user_id AS "userId", s.session_id AS "sessionId", s.address_sealed AS bytes, s.address_key_id AS "keyId" FROM alert_subscription s`;

/** Browsers whose address has this hash of 16 bits, of whoever it is: the address itself tells which is meant. */
export async function listPushByBucket(db: Queryable, addressBucket: number): Promise<PushSubscriptionRow[]> {
  return db.rows(sql`${SELECT} WHERE s.channel = 'push' AND s.address_bucket = ${addressBucket} AND s.deleted_at IS NULL ORDER BY s.id`);
}

/** A person's browsers, the oldest first. */
export async function listPushOf(db: Queryable, userId: string): Promise<PushSubscriptionRow[]> {
  return db.rows(sql`${SELECT} WHERE s.channel = 'push' AND s.user_id = ${userId} AND s.deleted_at IS NULL ORDER BY s.id`);
}

/** Binds a browser to the session in which it signed in anew, with its keys as they are now. */
export async function renewPush(db: Queryable, id: string, sessionId: string, address: { readonly bytes: Buffer; readonly keyId: string }): Promise<void> {
  await db.run(sql`UPDATE alert_subscription SET session_id = ${sessionId}, address_sealed = ${address.bytes}, address_key_id = ${address.keyId}
    WHERE id = ${id} AND deleted_at IS NULL`);
}

/** Ends what belongs to sessions that end: one session's browser, or all of a person's but for one session's. Sessions that ran out by themselves count among "all". */
export async function endPushOf(
  tx: Queryable,
  { userId, onlyId, exceptId }: { readonly userId: string; readonly onlyId?: string | undefined; readonly exceptId?: string | undefined },
  nowMs: number,
): Promise<void> {
  const only = onlyId === undefined ? empty : sql`AND s.session_id = ${onlyId}`;
  const except = exceptId === undefined ? empty : sql`AND s.session_id IS DISTINCT FROM ${exceptId}::uuid`;
  const ended = await tx.rows<{ id: string }>(
    sql`SELECT s.id FROM alert_subscription s WHERE s.user_id = ${userId} AND s.channel = 'push' AND s.deleted_at IS NULL ${only} ${except} ORDER BY s.id`,
  );
  for (const { id } of ended) await deleteSubscription(tx, id, nowMs);
}
