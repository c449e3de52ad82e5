import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** The hash of a user's password; null when there is none, or no such user. */
export async function findPasswordHash(db: Queryable, userId: string): Promise<string | null> {
  const row = await db.maybeRow<{ hash: string | null }>(sql`SELECT password_hash AS hash FROM app_user WHERE id = ${userId} AND disabled_at IS NULL`);
  return row?.hash ?? null;
}

/** Sets a password that the user chose; false when the password is no longer the one of `oldHash`. */
export async function replacePassword(tx: Queryable, userId: string, oldHash: string, newHash: string): Promise<boolean> {
  const changed = await tx.run(sql`UPDATE app_user SET password_hash = ${newHash}, must_change_password = false
    WHERE id = ${userId} AND password_hash = ${oldHash} AND disabled_at IS NULL`);
  return changed === 1;
}

/**
 * Holds a user's row as it was when the password was found right; false when the password or the user's standing has changed since. A session that is opened on it can't slip past a change that ends
 * all sessions.
 */
export async function holdPassword(tx: Queryable, userId: string, passwordHash: string | null): Promise<boolean> {
  const row = await tx.maybeRow(sql`SELECT 1 FROM app_user WHERE id = ${userId} AND password_hash = ${passwordHash} AND disabled_at IS NULL FOR SHARE`);
  return row !== undefined;
}
