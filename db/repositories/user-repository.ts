import sql, { join, type Sql } from 'sql-template-tag';
import type { OrganisationKind, Role } from '../../domain/role.ts';
import type { UserState } from '../../domain/wire/user-wire.ts';
import type { Queryable } from '../database.ts';
import { HAS_SECOND_FACTOR } from './account-repository.ts';
import { invitationIsOpen } from './invitation-repository.ts';

/** A user as administrators see one. */
export interface UserRow {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly organisationKind: OrganisationKind;
  readonly state: UserState;
  readonly hasSecondFactor: boolean;
  /** Signs in by the provider. */
  readonly byProvider: boolean;
  readonly invitedUntilMs: number | null;
  readonly createdAtMs: number;
}

/** That user `u` is linked to the provider. */
const BY_PROVIDER = sql`EXISTS (SELECT 1 FROM user_identity x WHERE x.user_id = u.id)`;

const selectUser = (
  nowMs: number,
) => sql`SELECT u.id, u.username, u.display_name AS "displayName", u.role, u.organisation_id AS "organisationId", o.name AS "organisationName",
    o.kind AS "organisationKind", CASE WHEN u.disabled_at IS NOT NULL THEN 'disabled' WHEN u.password_hash IS NULL AND NOT ${BY_PROVIDER} THEN 'invited' ELSE 'active' END AS state,
    ${HAS_SECOND_FACTOR} AS "hasSecondFactor", ${BY_PROVIDER} AS "byProvider",
    (SELECT i.expires_at FROM invitation i WHERE i.user_id = u.id AND ${invitationIsOpen(nowMs)}) AS "invitedUntilMs",
    u.created_at AS "createdAtMs"
  FROM app_user u JOIN organisation o ON o.id = u.organisation_id`;

export async function getUser(db: Queryable, id: string, nowMs: number): Promise<UserRow> {
  return db.row(sql`${selectUser(nowMs)} WHERE u.id = ${id}`);
}

/** Text without Vietnamese marks and case; accounts are few enough to be folded when somebody looks for one. */
function folded(text: Sql): Sql {
  return sql`replace(regexp_replace(lower(normalize(${text}, NFD)), '[\\u0300-\\u036f]', '', 'g'), 'đ', 'd')`;
}

/** Users, the newest first, after `beforeId` when given. */
export async function listUsers(
  db: Queryable,
  filter: { readonly role?: Role | undefined; readonly organisationId?: string | undefined; readonly q?: string | undefined },
  page: { readonly limit: number; readonly beforeId?: string | undefined; readonly nowMs: number },
): Promise<UserRow[]> {
  const conditions = [
    sql`true`,
    ...(filter.role === undefined ? [] : [sql`u.role = ${filter.role}`]),
    ...(filter.organisationId === undefined ? [] : [sql`u.organisation_id = ${filter.organisationId}`]),
    ...(filter.q === undefined ? [] : [sql`position(${folded(sql`${filter.q}::text`)} in ${folded(sql`u.display_name || ' ' || u.username`)}) > 0`]),
    ...(page.beforeId === undefined ? [] : [sql`u.id < ${page.beforeId}`]),
  ];
  return db.rows(sql`${selectUser(page.nowMs)} WHERE ${join(conditions, ' AND ')} ORDER BY u.id DESC LIMIT ${page.limit}`);
}

/**
 * Holds a user's row for a change of standing, and with it those of all administrators, always in the same order: of two that disable each other one waits, and sees what the other did. Returns how many
 * others administer; one that is signed in to by the provider alone doesn't count: the provider may be gone tomorrow.
 */
export async function lockForStanding(tx: Queryable, id: string): Promise<number> {
  const rows = await tx.rows<{ id: string; role: Role; mayAct: boolean }>(sql`SELECT id, role, disabled_at IS NULL AND password_hash IS NOT NULL AS "mayAct"
    FROM app_user WHERE role = 'admin' OR id = ${id} ORDER BY id FOR NO KEY UPDATE`);
  return rows.filter((row) => row.id !== id && row.role === 'admin' && row.mayAct).length;
}

/** Holds a user's row: what opens the account doesn't change meanwhile. */
export async function lockUser(tx: Queryable, id: string): Promise<void> {
  await tx.run(sql`SELECT 1 FROM app_user WHERE id = ${id} FOR NO KEY UPDATE`);
}

/** Changes name, role or organisation. */
export async function updateUser(
  tx: Queryable,
  id: string,
  change: { readonly displayName: string; readonly role: Role; readonly organisationId: string },
): Promise<void> {
  await tx.run(
    sql`UPDATE app_user SET display_name = ${change.displayName}, role = ${change.role}, organisation_id = ${change.organisationId} WHERE id = ${id}`,
  );
}

/** Closes an account: nothing of how it signed in is kept. */
export async function disableUser(tx: Queryable, id: string, nowMs: number): Promise<void> {
  await tx.run(
    sql`UPDATE app_user SET disabled_at = ${new Date(nowMs)}, password_hash = NULL, must_change_password = false WHERE id = ${id} AND disabled_at IS NULL`,
  );
}

/** Opens it again; it has no password until an invitation is used. False when it stays closed, since it was erased from the access log. */
export async function enableUser(tx: Queryable, id: string): Promise<boolean> {
  return (await tx.run(sql`UPDATE app_user SET disabled_at = NULL WHERE id = ${id} AND NOT stays_closed`)) === 1;
}

/** Gives a user a password that must be changed, by command; false when there is no such user, or it is disabled. */
export async function givePassword(tx: Queryable, id: string, passwordHash: string): Promise<boolean> {
  return (await tx.run(sql`UPDATE app_user SET password_hash = ${passwordHash}, must_change_password = true WHERE id = ${id} AND disabled_at IS NULL`)) === 1;
}

/** Sets a password by invitation or reset code, whatever it was before. False when the user was disabled meanwhile. */
export async function setPassword(tx: Queryable, id: string, passwordHash: string): Promise<boolean> {
  return (await tx.run(sql`UPDATE app_user SET password_hash = ${passwordHash}, must_change_password = false WHERE id = ${id} AND disabled_at IS NULL`)) === 1;
}
