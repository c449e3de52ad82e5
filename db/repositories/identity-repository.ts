import sql, { empty } from 'sql-template-tag';
import { publishEvent } from '../live-events.ts';
import type { Queryable } from '../database.ts';
import { ACCOUNT_COLUMNS, sessionIsOpen, type Account } from './account-repository.ts';
import { endPushOf } from './push-repository.ts';

/** Who somebody is to a provider: `subject` is unique within `issuer`, and never given to another. */
export interface ProviderSubject {
  readonly issuer: string;
  readonly subject: string;
}

/** An account that is signed in to by a provider. */
export interface LinkedAccount extends Account {
  readonly identityId: string;
  /** The code of our own second factor was given with this link before. */
  readonly ownFactorShown: boolean;
}

const selectLinked = sql`SELECT ${ACCOUNT_COLUMNS}, x.id AS "identityId", x.own_factor_shown AS "ownFactorShown"
  FROM user_identity x JOIN app_user u ON u.id = x.user_id JOIN organisation o ON o.id = u.organisation_id`;

/** The account that is linked to a subject; undefined for none or a disabled one. */
export async function findLinkedAccount(db: Queryable, { issuer, subject }: ProviderSubject): Promise<LinkedAccount | undefined> {
  return db.maybeRow(sql`${selectLinked} WHERE x.issuer = ${issuer} AND x.subject = ${subject} AND u.disabled_at IS NULL`);
}

/** The same by the link's own id. */
export async function findLinkedAccountById(db: Queryable, identityId: string): Promise<LinkedAccount | undefined> {
  return db.maybeRow(sql`${selectLinked} WHERE x.id = ${identityId} AND u.disabled_at IS NULL`);
}

/** Links an account whose row the caller holds; any link before is gone. Errors: the database's `user_identity_subject_key`, when the subject is another's. */
export async function insertIdentity(
  tx: Queryable,
  identity: ProviderSubject & { readonly id: string; readonly userId: string; readonly nowMs: number },
): Promise<void> {
  await deleteIdentityOf(tx, identity.userId);
  await tx.run(sql`INSERT INTO user_identity (id, user_id, issuer, subject, linked_at)
    VALUES (${identity.id}, ${identity.userId}, ${identity.issuer}, ${identity.subject}, ${new Date(identity.nowMs)})`);
}

/** Ends a user's link; false when there was none. The caller holds the user's row, and ends the sessions. */
export async function deleteIdentityOf(tx: Queryable, userId: string): Promise<boolean> {
  return (await tx.run(sql`DELETE FROM user_identity WHERE user_id = ${userId}`)) > 0;
}

/** Takes the password away; false when the user was disabled meanwhile. */
export async function clearPassword(tx: Queryable, userId: string): Promise<boolean> {
  return (await tx.run(sql`UPDATE app_user SET password_hash = NULL, must_change_password = false WHERE id = ${userId} AND disabled_at IS NULL`)) === 1;
}

/** Holds a user's row while a session is opened by its link; false when the link or the user's standing has gone meanwhile. */
export async function holdIdentity(tx: Queryable, { userId, identityId }: { readonly userId: string; readonly identityId: string }): Promise<boolean> {
  const user = await tx.maybeRow(sql`SELECT 1 FROM app_user WHERE id = ${userId} AND disabled_at IS NULL FOR SHARE`);
  if (user === undefined) return false;
  // asked after the lock, in a statement of its own: a link that was ended while we waited is gone for it
  return (await tx.maybeRow(sql`SELECT 1 FROM user_identity WHERE id = ${identityId} AND user_id = ${userId}`)) !== undefined;
}

/** Notes that the code of our own second factor was given with a link. */
export async function noteOwnFactor(tx: Queryable, identityId: string): Promise<void> {
  await tx.run(sql`UPDATE user_identity SET own_factor_shown = true WHERE id = ${identityId} AND NOT own_factor_shown`);
}

/** Spends what a browser came back with; false when it was spent before. */
export async function spendTicket(db: Queryable, ticket: { readonly id: string; readonly expiresAtMs: number }): Promise<boolean> {
  const spent = await db.run(
    sql`INSERT INTO sign_in_ticket_spent (id, expires_at) VALUES (${ticket.id}, ${new Date(ticket.expiresAtMs)}) ON CONFLICT DO NOTHING`,
  );
  return spent === 1;
}

/**
 * Ends the open sessions that a subject had opened by its provider until `untilMs`, only those of the provider's session `sid` when given: and, of a subject that is named, those of which the provider never told
 * the session. Returns whose they were and how many.
 */
export async function endProviderSessions(
  tx: Queryable,
  issuer: string,
  { subject, sid, untilMs }: { readonly subject?: string | undefined; readonly sid?: string | undefined; readonly untilMs: number },
  nowMs: number,
): Promise<readonly { readonly userId: string; readonly sessions: number }[]> {
  const ofSid = subject === undefined ? sql`s.provider_sid = ${sid}` : sql`(s.provider_sid = ${sid} OR s.provider_sid IS NULL)`;
  const ended = await tx.rows<{ id: string; userId: string }>(sql`UPDATE session s SET revoked_at = ${new Date(nowMs)} FROM user_identity x
    WHERE x.id = s.identity_id AND x.issuer = ${issuer} AND s.created_at <= ${new Date(untilMs)} AND ${sessionIsOpen(nowMs)}
      ${subject === undefined ? empty : sql`AND x.subject = ${subject}`} ${sid === undefined ? empty : sql`AND ${ofSid}`}
    RETURNING s.id, s.user_id AS "userId"`);
  for (const { id: onlyId, userId } of ended) await endPushOf(tx, { userId, onlyId }, nowMs);
  const users = [...new Set(ended.map(({ userId }) => userId))];
  for (const userId of users) await publishEvent(tx, { topic: 'sessions', type: 'ended', data: { userId } });
  return users.map((userId) => ({ userId, sessions: ended.filter((row) => row.userId === userId).length }));
}
