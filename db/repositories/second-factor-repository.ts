import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** A sealed secret of an authenticator app. */
export interface SecondFactorRow {
  readonly id: string;
  readonly sealedSecret: Buffer;
  readonly keyId: string;
}

const COLUMNS = sql`id, sealed_secret AS "sealedSecret", key_id AS "keyId"`;

/** The one that opens the account; undefined when it has none. */
export async function findSecondFactor(db: Queryable, userId: string): Promise<SecondFactorRow | undefined> {
  return db.maybeRow(sql`SELECT ${COLUMNS} FROM second_factor WHERE user_id = ${userId} AND confirmed_at IS NOT NULL`);
}

/** The one that is being set up. */
export async function findPendingFactor(db: Queryable, userId: string): Promise<SecondFactorRow | undefined> {
  return db.maybeRow(sql`SELECT ${COLUMNS} FROM second_factor WHERE user_id = ${userId} AND confirmed_at IS NULL`);
}

/** Stores one that is being set up, in place of an earlier try. The caller holds the user's row. */
export async function insertPendingFactor(tx: Queryable, factor: SecondFactorRow & { readonly userId: string; readonly nowMs: number }): Promise<void> {
  await tx.run(sql`DELETE FROM second_factor WHERE user_id = ${factor.userId} AND confirmed_at IS NULL`);
  await tx.run(sql`INSERT INTO second_factor (id, user_id, sealed_secret, key_id, created_at)
    VALUES (${factor.id}, ${factor.userId}, ${factor.sealedSecret}, ${factor.keyId}, ${new Date(factor.nowMs)})`);
}

/** Puts the one that was set up in the place of any before; false when it is not being set up any more. The caller holds the user's row: sign-ins at the same moment wait, and then meet it. */
export async function confirmFactor(
  tx: Queryable,
  factor: { readonly id: string; readonly userId: string; readonly step: number; readonly nowMs: number },
): Promise<boolean> {
  await tx.run(sql`DELETE FROM second_factor WHERE user_id = ${factor.userId} AND confirmed_at IS NOT NULL
    AND EXISTS (SELECT 1 FROM second_factor p WHERE p.id = ${factor.id} AND p.confirmed_at IS NULL)`);
  const confirmed = await tx.run(
    sql`UPDATE second_factor SET confirmed_at = ${new Date(factor.nowMs)}, last_step = ${factor.step} WHERE id = ${factor.id} AND confirmed_at IS NULL`,
  );
  return confirmed === 1;
}

/** Uses a step up; false when it or a later one was used already. */
export async function useStep(tx: Queryable, id: string, step: number): Promise<boolean> {
  return (await tx.run(sql`UPDATE second_factor SET last_step = ${step} WHERE id = ${id} AND last_step < ${step}`)) === 1;
}

/** Takes the second factor away, with what was being set up; false when there was none. The caller holds the user's row: a sign-in at the same moment is over before, or finds none. */
export async function removeFactors(tx: Queryable, userId: string): Promise<boolean> {
  await tx.run(sql`DELETE FROM account_code WHERE user_id = ${userId} AND kind = 'recovery'`);
  return (await tx.run(sql`DELETE FROM second_factor WHERE user_id = ${userId}`)) > 0;
}
