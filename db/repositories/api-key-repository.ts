import sql, { empty } from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { liveSessionColumns, type LiveSession } from './account-repository.ts';

/** A key as its owner sees it. */
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly actions: readonly string[];
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly lastUsedAtMs: number | null;
}

/** Stores a key; `tokenSha256` is all that is kept of its token. */
export async function insertApiKey(
  tx: Queryable,
  key: {
    readonly id: string;
    readonly userId: string;
    readonly name: string;
    readonly tokenSha256: Buffer;
    readonly actions: readonly string[];
    readonly nowMs: number;
    readonly expiresAtMs: number;
  },
): Promise<void> {
  await tx.run(sql`INSERT INTO api_key (id, user_id, name, token_sha256, actions, created_at, expires_at)
    VALUES (${key.id}, ${key.userId}, ${key.name}, ${key.tokenSha256}, ${key.actions}::text[], ${new Date(key.nowMs)}, ${new Date(key.expiresAtMs)})`);
}

const isGood = (nowMs: number) => sql`k.revoked_at IS NULL AND k.expires_at > ${new Date(nowMs)}`;

/** How many good keys a user has. */
export async function countApiKeys(db: Queryable, userId: string, nowMs: number): Promise<number> {
  return (await db.row<{ n: number }>(sql`SELECT count(*) AS n FROM api_key k WHERE k.user_id = ${userId} AND ${isGood(nowMs)}`)).n;
}

/** A user's good keys, newest first, after `beforeId` when given. */
export async function listApiKeys(
  db: Queryable,
  userId: string,
  page: { readonly limit: number; readonly beforeId?: string | undefined; readonly nowMs: number },
): Promise<ApiKeyRow[]> {
  const after = page.beforeId === undefined ? empty : sql`AND k.id < ${page.beforeId}`;
  return db.rows(sql`SELECT k.id, k.name, k.actions, k.created_at AS "createdAtMs", k.expires_at AS "expiresAtMs", k.last_used_at AS "lastUsedAtMs"
    FROM api_key k WHERE k.user_id = ${userId} AND ${isGood(page.nowMs)} ${after} ORDER BY k.id DESC LIMIT ${page.limit}`);
}

/** Ends one key of a user, or all; returns how many. */
export async function revokeApiKeys(tx: Queryable, { userId, onlyId }: { readonly userId: string; readonly onlyId?: string }, nowMs: number): Promise<number> {
  const only = onlyId === undefined ? empty : sql`AND id = ${onlyId}`;
  return tx.run(sql`UPDATE api_key SET revoked_at = ${new Date(nowMs)} WHERE user_id = ${userId} ${only} AND revoked_at IS NULL`);
}

const KEY_SESSION = liveSessionColumns({
  sessionId: sql`k.id`,
  openedAtMs: sql`k.created_at`,
  expiresAtMs: sql`k.expires_at`,
  lastSeenAtMs: sql`coalesce(k.last_used_at, k.created_at)`,
  keyActions: sql`k.actions`,
  byProvider: sql`false`,
  factorByProvider: sql`false`,
});

/** What a good key stands for: its account, and what it may be used for; `sessionId` is the key's id. */
export async function findApiKey(db: Queryable, tokenSha256: Buffer, nowMs: number): Promise<LiveSession | undefined> {
  return db.maybeRow(sql`SELECT ${KEY_SESSION}
    FROM api_key k JOIN app_user u ON u.id = k.user_id JOIN organisation o ON o.id = u.organisation_id
    WHERE k.token_sha256 = ${tokenSha256} AND ${isGood(nowMs)} AND u.disabled_at IS NULL`);
}

/** That it was used, to a minute. */
export async function touchApiKey(db: Queryable, id: string, nowMs: number): Promise<void> {
  await db.run(sql`UPDATE api_key SET last_used_at = ${new Date(nowMs)} WHERE id = ${id}`);
}
