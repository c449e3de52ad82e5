import sql from 'sql-template-tag';
import type { OrganisationKind, Role } from '../../domain/role.ts';
import type { Queryable } from '../database.ts';

/** Whom an invitation is for. */
export interface OpenInvitation {
  readonly id: string;
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly organisationName: string;
  readonly organisationKind: OrganisationKind;
  readonly expiresAtMs: number;
}

/** That invitation `i` can still be used. */
export function invitationIsOpen(nowMs: number) {
  return sql`i.used_at IS NULL AND i.ended_at IS NULL AND i.expires_at > ${new Date(nowMs)}`;
}

/** Stores one; those before it end. The caller holds the user's row. */
export async function insertInvitation(
  tx: Queryable,
  invitation: {
    readonly id: string;
    readonly userId: string;
    readonly tokenSha256: Buffer;
    readonly createdBy: string;
    readonly nowMs: number;
    readonly expiresAtMs: number;
  },
): Promise<void> {
  const { id, userId, tokenSha256, createdBy, nowMs, expiresAtMs } = invitation;
  await endInvitations(tx, userId, nowMs);
  await tx.run(sql`INSERT INTO invitation (id, user_id, token_sha256, created_by, created_at, expires_at)
    VALUES (${id}, ${userId}, ${tokenSha256}, ${createdBy}, ${new Date(nowMs)}, ${new Date(expiresAtMs)})`);
}

/** Ends what is still open. */
export async function endInvitations(tx: Queryable, userId: string, nowMs: number): Promise<void> {
  await tx.run(sql`UPDATE invitation SET ended_at = ${new Date(nowMs)} WHERE user_id = ${userId} AND used_at IS NULL AND ended_at IS NULL`);
}

const selectOpen = (
  nowMs: number,
) => sql`SELECT i.id, i.user_id AS "userId", u.username, u.display_name AS "displayName", u.role, o.name AS "organisationName", o.kind AS "organisationKind",
      i.expires_at AS "expiresAtMs"
    FROM invitation i JOIN app_user u ON u.id = i.user_id JOIN organisation o ON o.id = u.organisation_id
    WHERE ${invitationIsOpen(nowMs)} AND u.disabled_at IS NULL`;

/** The one of this token, if it can still be used. */
export async function findOpenInvitation(db: Queryable, tokenSha256: Buffer, nowMs: number): Promise<OpenInvitation | undefined> {
  return db.maybeRow(sql`${selectOpen(nowMs)} AND i.token_sha256 = ${tokenSha256}`);
}

/** The same by its id, for who showed the token before. */
export async function findOpenInvitationById(db: Queryable, id: string, nowMs: number): Promise<OpenInvitation | undefined> {
  return db.maybeRow(sql`${selectOpen(nowMs)} AND i.id = ${id}`);
}

/** Uses it up; false when it was used, ended or has expired. */
export async function useInvitation(tx: Queryable, id: string, nowMs: number): Promise<boolean> {
  return (await tx.run(sql`UPDATE invitation i SET used_at = ${new Date(nowMs)} WHERE i.id = ${id} AND ${invitationIsOpen(nowMs)}`)) === 1;
}
