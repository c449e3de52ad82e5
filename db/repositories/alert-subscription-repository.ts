import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { MessageChannel, MessageLanguage, SubscriptionKind } from '../../domain/messages/message-terms.ts';
import type { NoticeWishes } from '../../domain/messages/notice-rule.ts';
import type { OrganisationKind } from '../../domain/role.ts';
import type { Queryable } from '../database.ts';

/** What somebody wishes to be told, and how. */
export interface SubscriptionWishes extends NoticeWishes {
  readonly language: MessageLanguage;
  readonly alertKinds: readonly SubscriptionKind[];
  readonly withoutMarks: boolean;
}

/** A subscription as it is stored, without its address. */
export interface SubscriptionRow extends SubscriptionWishes {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly organisationKind: OrganisationKind;
  readonly userId: string | null;
  readonly channel: MessageChannel;
  readonly addressMasked: string;
  readonly addressBucket: number;
  readonly active: boolean;
  readonly isConfirmed: boolean;
  readonly createdAtMs: number;
}

/** Something sealed, as its two columns hold it. */
interface SealedColumns {
  readonly bytes: Buffer;
  readonly keyId: string;
}

/** Columns of the wishes under the names of {@link SubscriptionWishes}, of the table that is called `s`. */
export const WISHES_COLUMNS = sql`s.language, s.alert_kinds AS "alertKinds", s.min_outage_min AS "minOutageMin", s.digest_hour AS "digestHour", s.without_marks AS "withoutMarks",
  CASE WHEN s.quiet_from_min IS NOT NULL THEN json_build_object('fromMin', s.quiet_from_min, 'toMin', s.quiet_to_min) END AS "quietHours"`;

/** The condition on a subscription `s` and its user `u` (null when it is shared) for being told anything: active, confirmed, and of a person only while they belong to the organisation and may sign in. */
export const IS_LISTENING = sql`s.active AND s.confirmed_at IS NOT NULL AND s.deleted_at IS NULL
  AND (s.user_id IS NULL OR (u.disabled_at IS NULL AND u.organisation_id = s.organisation_id))`;

/** The condition that the organisation `o` answers for a unit, today. */
export function answersForUnit(unitId: Sql): Sql {
  return sql`EXISTS (SELECT 1 FROM organisation_unit ou JOIN unit_closure uc ON uc.ancestor_id = ou.unit_id WHERE ou.organisation_id = o.id AND uc.descendant_id = ${unitId})`;
}

const SELECT_SUBSCRIPTION = sql`SELECT s.id, s.organisation_id AS "organisationId", o.name AS "organisationName", o.kind AS "organisationKind", s.user_id AS "userId", s.channel, s.address_masked AS "addressMasked",
    s.address_bucket AS "addressBucket", s.active, s.confirmed_at IS NOT NULL AS "isConfirmed", s.created_at AS "createdAtMs", ${WISHES_COLUMNS}
  FROM alert_subscription s JOIN organisation o ON o.id = s.organisation_id`;

export async function findSubscription(db: Queryable, id: string): Promise<SubscriptionRow> {
  return db.row(sql`${SELECT_SUBSCRIPTION} WHERE s.id = ${id} AND s.deleted_at IS NULL`);
}

/** Locks what an organisation may have only so many of, until the transaction ends; undefined when there is no such organisation. */
export async function lockOrganisation(db: Queryable, organisationId: string): Promise<{ readonly kind: OrganisationKind } | undefined> {
  return db.maybeRow(sql`SELECT kind FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`);
}

/** Whose subscriptions or messages somebody may see: all, or those of the organisation but for colleagues' own. */
export interface MessageReach {
  readonly scope: 'own' | 'units' | 'any';
  readonly organisationId: string;
  readonly userId: string;
}

/** The condition of {@link MessageReach} on a table with `organisation_id` and `user_id`. */
export function withinMessageReach(table: Sql, { scope, organisationId, userId }: MessageReach): Sql {
  return scope === 'any' ? sql`true` : sql`(${table}.organisation_id = ${organisationId} AND (${table}.user_id IS NULL OR ${table}.user_id = ${userId}))`;
}

/** Subscriptions within reach, newest first; `onlyOwn` those of the person alone. */
export async function listSubscriptions(
  db: Queryable,
  reach: MessageReach & { readonly onlyOwn?: boolean },
  page: { limit: number; beforeId?: string | undefined },
): Promise<SubscriptionRow[]> {
  const after = page.beforeId === undefined ? empty : sql`AND s.id < ${page.beforeId}`;
  const own = reach.onlyOwn === true ? sql`AND s.user_id = ${reach.userId}` : empty;
  return db.rows(
    sql`${SELECT_SUBSCRIPTION} WHERE s.deleted_at IS NULL AND ${withinMessageReach(sql`s`, reach)} ${own} ${after} ORDER BY s.id DESC LIMIT ${page.limit}`,
  );
}

/** An organisation's subscriptions with their sealed addresses, to find one that is there already; browsers are not among them. */
export async function listSealedAddresses(
  db: Queryable,
  organisationId: string,
): Promise<{ id: string; channel: MessageChannel; userId: string | null; addressBucket: number; bytes: Buffer; keyId: string }[]> {
  return db.rows(sql`SELECT s.id, s.channel, s.user_id AS "userId", s.address_bucket AS "addressBucket", s.address_sealed AS bytes, s.address_key_id AS "keyId"
    FROM alert_subscription s WHERE s.organisation_id = ${organisationId} AND s.channel <> 'push' AND s.deleted_at IS NULL`);
}

export async function insertSubscription(
  db: Queryable,
  subscription: SubscriptionWishes & {
    id: string;
    organisationId: string;
    userId: string | null;
    /** Of a push: the session of its browser. */
    sessionId?: string;
    channel: MessageChannel;
    address: SealedColumns;
    addressMasked: string;
    addressBucket: number;
    atMs: number;
  },
): Promise<void> {
  const { address, quietHours } = subscription;
  await db.run(sql`INSERT INTO alert_subscription (id, organisation_id, user_id, session_id, channel, address_sealed, address_key_id, address_masked, address_bucket, language, alert_kinds, min_outage_min,
      quiet_from_min, quiet_to_min, digest_hour, without_marks, created_at)
    VALUES (${subscription.id}, ${subscription.organisationId}, ${subscription.userId}, ${subscription.sessionId ?? null}, ${subscription.channel}, ${address.bytes}, ${address.keyId}, ${subscription.addressMasked},
      ${subscription.addressBucket}, ${subscription.language}, ${subscription.alertKinds}::text[], ${subscription.minOutageMin}, ${quietHours?.fromMin ?? null}, ${quietHours?.toMin ?? null},
      ${subscription.digestHour}, ${subscription.withoutMarks}, ${new Date(subscription.atMs)})`);
}

/** Changes what is given; what is undefined stays. */
export async function updateSubscription(db: Queryable, id: string, change: Partial<SubscriptionWishes> & { active?: boolean | undefined }): Promise<void> {
  const { quietHours } = change;
  const sets = [
    sql`id = id`,
    ...(change.language === undefined ? [] : [sql`language = ${change.language}`]),
    ...(change.alertKinds === undefined ? [] : [sql`alert_kinds = ${change.alertKinds}::text[]`]),
    ...(change.minOutageMin === undefined ? [] : [sql`min_outage_min = ${change.minOutageMin}`]),
    ...(quietHours === undefined ? [] : [sql`quiet_from_min = ${quietHours?.fromMin ?? null}`, sql`quiet_to_min = ${quietHours?.toMin ?? null}`]),
    ...(change.digestHour === undefined ? [] : [sql`digest_hour = ${change.digestHour}`]),
    ...(change.withoutMarks === undefined ? [] : [sql`without_marks = ${change.withoutMarks}`]),
    ...(change.active === undefined ? [] : [sql`active = ${change.active}`]),
  ];
  await db.run(sql`UPDATE alert_subscription SET ${join(sets, ', ')} WHERE id = ${id}`);
}

/** Ends a subscription and forgets its address; what was sent stays to be seen, what waits goes no more. */
export async function deleteSubscription(db: Queryable, id: string, nowMs: number): Promise<void> {
  const now = new Date(nowMs);
  await db.run(sql`UPDATE alert_subscription SET deleted_at = ${now}, active = false, address_sealed = NULL, address_key_id = NULL, code_sealed = NULL, code_key_id = NULL,
    code_expires_at = NULL WHERE id = ${id} AND deleted_at IS NULL`);
  await db.run(sql`UPDATE alert_notice SET state = 'dropped', dropped_because = 'unsubscribed' WHERE subscription_id = ${id} AND state = 'waiting'`);
}

/** The same for all that a person subscribed to for themselves. */
export async function deleteSubscriptionsOf(tx: Queryable, userId: string, nowMs: number): Promise<void> {
  for (const { id } of await tx.rows<{ id: string }>(sql`SELECT id FROM alert_subscription WHERE user_id = ${userId} AND deleted_at IS NULL ORDER BY id`))
    await deleteSubscription(tx, id, nowMs);
}

export async function setCode(db: Queryable, id: string, code: SealedColumns, expiresAtMs: number): Promise<void> {
  await db.run(
    sql`UPDATE alert_subscription SET code_sealed = ${code.bytes}, code_key_id = ${code.keyId}, code_expires_at = ${new Date(expiresAtMs)}, code_tries = 0 WHERE id = ${id}`,
  );
}

/** Takes one of the tries that a code has. Undefined when there is no code that may still be tried. */
export async function takeCodeTry(db: Queryable, id: string, mostTries: number, nowMs: number): Promise<SealedColumns | undefined> {
  return db.maybeRow(sql`UPDATE alert_subscription SET code_tries = code_tries + 1
    WHERE id = ${id} AND deleted_at IS NULL AND code_sealed IS NOT NULL AND code_expires_at > ${new Date(nowMs)} AND code_tries < ${mostTries}
    RETURNING code_sealed AS bytes, code_key_id AS "keyId"`);
}

export async function confirmSubscription(db: Queryable, id: string, nowMs: number): Promise<void> {
  await db.run(
    sql`UPDATE alert_subscription SET confirmed_at = COALESCE(confirmed_at, ${new Date(nowMs)}), code_sealed = NULL, code_key_id = NULL, code_expires_at = NULL WHERE id = ${id}`,
  );
}
