import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { OrganisationKind, Role } from '../../domain/role.ts';
import type { Queryable } from '../database.ts';
import { named } from '../prepared-statement.ts';
import type { AuditActor } from './audit-repository.ts';

/** A user with the organisation and the units it answers for. */
export interface Account {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly mustChangePassword: boolean;
  /** Without one it is signed in to by the provider, or by nobody yet. */
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  /** It needs none, whatever its role: a demo town's user. */
  readonly secondFactorExempt: boolean;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly organisationKind: OrganisationKind;
  readonly unitIds: readonly string[];
}

/** A session that is still good, with its user. Nothing of it is optional: a statement that left something out would give a session that may do more, or less. */
export interface LiveSession extends Account {
  readonly sessionId: string;
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
  readonly lastSeenAtMs: number;
  /** All that it may be used for when it is a key for programs; null for the session of somebody who signed in. */
  readonly keyActions: readonly string[] | null;
  /** It was opened by the provider. */
  readonly byProvider: boolean;
  /** The provider asked for a second factor that counts as ours. */
  readonly factorByProvider: boolean;
}

/** How the provider opened a session. */
export interface SessionProvider {
  readonly identityId: string;
  /** The provider's own session, if it names one. */
  readonly sid: string | null;
  readonly countsAsFactor: boolean;
}

/** That user `u` has a second factor which was put to use. */
export const HAS_SECOND_FACTOR = sql`EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL)`;

function columnsOf(columns: Readonly<Record<string, Sql>>): Sql {
  return join(
    Object.entries(columns).map(([name, column]) => sql`${column} AS ${raw(`"${name}"`)}`),
    ', ',
  );
}

const ACCOUNT: Readonly<Record<keyof Account, Sql>> = {
  userId: sql`u.id`,
  username: sql`u.username`,
  displayName: sql`u.display_name`,
  role: sql`u.role`,
  mustChangePassword: sql`u.must_change_password`,
  hasPassword: sql`u.password_hash IS NOT NULL`,
  hasSecondFactor: HAS_SECOND_FACTOR,
  secondFactorExempt: sql`u.second_factor_exempt`,
  organisationId: sql`o.id`,
  organisationName: sql`o.name`,
  organisationKind: sql`o.kind`,
  unitIds: sql`ARRAY(SELECT ou.unit_id FROM organisation_unit ou WHERE ou.organisation_id = o.id ORDER BY ou.unit_id)`,
};

/** The columns of an {@link Account} of user `u` in organisation `o`. */
export const ACCOUNT_COLUMNS = columnsOf(ACCOUNT);

/** How a session, or what stands for one, is read besides its account. */
export type SessionColumns = Readonly<Record<Exclude<keyof LiveSession, keyof Account>, Sql>>;

/** The columns of a live session of user `u` in organisation `o`: all of them, or it isn't compiled. */
export function liveSessionColumns(columns: SessionColumns): Sql {
  return columnsOf({ ...columns, ...ACCOUNT });
}

/** The account of `username` (already lower case) and its password hash, null when it has none yet; undefined for none or a disabled one. */
export async function findAccount(db: Queryable, username: string): Promise<(Account & { readonly passwordHash: string | null }) | undefined> {
  return db.maybeRow(sql`SELECT ${ACCOUNT_COLUMNS}, u.password_hash AS "passwordHash"
    FROM app_user u JOIN organisation o ON o.id = u.organisation_id
    WHERE u.username = ${username} AND u.disabled_at IS NULL`);
}

/** A user as the log names its actors. */
export async function findAuditActor(db: Queryable, userId: string): Promise<AuditActor | undefined> {
  return db.maybeRow(sql`SELECT id AS "userId", username, role FROM app_user WHERE id = ${userId}`);
}

/** Stores a session; `tokenSha256` is all that is kept of its token. */
export async function insertSession(
  db: Queryable,
  session: {
    id: string;
    tokenSha256: Buffer;
    userId: string;
    nowMs: number;
    expiresAtMs: number;
    readonly address: string;
    readonly device: string | null;
    readonly provider?: SessionProvider | undefined;
  },
): Promise<void> {
  const now = new Date(session.nowMs);
  const { provider } = session;
  await db.run(sql`INSERT INTO session (id, token_sha256, user_id, created_at, last_seen_at, expires_at, address, device, identity_id, provider_sid, factor_by_provider)
    VALUES (${session.id}, ${session.tokenSha256}, ${session.userId}, ${now}, ${now}, ${new Date(session.expiresAtMs)}, ${session.address}, ${session.device},
      ${provider?.identityId ?? null}, ${provider?.sid ?? null}, ${provider?.countsAsFactor ?? false})`);
}

const SESSION: SessionColumns = {
  sessionId: sql`s.id`,
  openedAtMs: sql`s.created_at`,
  expiresAtMs: sql`s.expires_at`,
  lastSeenAtMs: sql`s.last_seen_at`,
  keyActions: sql`NULL::text[]`,
  byProvider: sql`s.identity_id IS NOT NULL`,
  factorByProvider: sql`s.factor_by_provider`,
};

/** What is read of a session `s`, its user `u` and organisation `o`. */
export const SESSION_COLUMNS = liveSessionColumns(SESSION);
export const SESSION_TABLES = sql`session s JOIN app_user u ON u.id = s.user_id JOIN organisation o ON o.id = u.organisation_id`;

/** A session's token, and when it is asked for. */
export interface SessionKey {
  readonly tokenSha256: Buffer;
  readonly nowMs: number;
  readonly idleMs: number;
}

/** That session `s` has not ended and was not revoked. */
export function sessionIsOpen(nowMs: number) {
  return sql`s.revoked_at IS NULL AND s.expires_at > ${new Date(nowMs)}`;
}

/** That session `s` of user `u` lasts: it is open, and its user was not disabled. What streams ask of a session is the same function of the database (migration 079). */
function sessionLasts(now: unknown) {
  return sql`session_lasts(s, u, ${now})`;
}

/** That a session has this token and is good: it lasts, and did not lie idle past `idleMs`. */
export function sessionIsGood({ tokenSha256, nowMs, idleMs }: SessionKey) {
  return sessionIsGoodAt({ tokenSha256, now: new Date(nowMs), idleSince: new Date(nowMs - idleMs) });
}

/** The same of values, or of what stands for them in a text that is made once. */
export function sessionIsGoodAt({ tokenSha256, now, idleSince }: Readonly<Record<'tokenSha256' | 'now' | 'idleSince', unknown>>) {
  return sql`s.token_sha256 = ${tokenSha256} AND ${sessionLasts(now)} AND s.last_seen_at > ${idleSince}`;
}

/** The session of a token, if it is good. */
export async function findSession(db: Queryable, key: SessionKey): Promise<LiveSession | undefined> {
  return db.maybeRow(named('session_find', sql`SELECT ${SESSION_COLUMNS} FROM ${SESSION_TABLES} WHERE ${sessionIsGood(key)}`));
}

const SESSION_NAMES = Object.keys({ ...SESSION, ...ACCOUNT }) as (keyof LiveSession)[];

/** The session in a row that has something else besides. */
export function sessionOf(row: LiveSession): LiveSession {
  return Object.fromEntries(SESSION_NAMES.map((name) => [name, row[name]])) as unknown as LiveSession;
}

export async function touchSession(db: Queryable, sessionId: string, nowMs: number): Promise<void> {
  await db.run(sql`UPDATE session SET last_seen_at = ${new Date(nowMs)} WHERE id = ${sessionId}`);
}

/** Failed sign-ins since `sinceMs` for each of `keys`, the try `exceptAttemptId` left out. */
export async function countFailures(
  db: Queryable,
  keys: readonly string[],
  sinceMs: number,
  exceptAttemptId: string,
): Promise<Map<string, { count: number; lastAtMs: number }>> {
  const rows = await db.rows<{ key: string; count: number; lastAtMs: number }>(sql`SELECT throttle_key AS key, count(*) AS count, max(at) AS "lastAtMs"
    FROM sign_in_failure WHERE throttle_key = ANY(${keys}::text[]) AND at > ${new Date(sinceMs)} AND attempt_id <> ${exceptAttemptId} GROUP BY throttle_key`);
  return new Map(rows.map(({ key, ...rest }) => [key, rest]));
}

/** Writes a try down under each of `keys`, as failed until it is taken back. */
export async function insertAttempt(db: Queryable, attemptId: string, keys: readonly string[], nowMs: number): Promise<void> {
  await db.run(
    sql`INSERT INTO sign_in_failure (attempt_id, throttle_key, at) SELECT ${attemptId}::uuid, key, ${new Date(nowMs)} FROM unnest(${keys}::text[]) AS t(key)`,
  );
}

/** Takes a try back: it succeeded, or it was not let through. */
export async function withdrawAttempt(db: Queryable, attemptId: string, keys: readonly string[]): Promise<void> {
  await db.run(sql`DELETE FROM sign_in_failure WHERE throttle_key = ANY(${keys}::text[]) AND attempt_id = ${attemptId}`);
}

/** A successful sign-in forgets what this account failed at from this address. */
export async function clearFailures(db: Queryable, key: string): Promise<void> {
  await db.run(sql`DELETE FROM sign_in_failure WHERE throttle_key = ${key}`);
}

/** Whether a session that was good before still is: not ended, revoked or its user disabled. */
export async function isSessionGood(db: Queryable, sessionId: string, nowMs: number): Promise<boolean> {
  const row = await db.maybeRow(sql`SELECT 1 FROM session s JOIN app_user u ON u.id = s.user_id
    WHERE s.id = ${sessionId} AND ${sessionLasts(new Date(nowMs))}`);
  return row !== undefined;
}
