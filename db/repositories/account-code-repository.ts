import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** What single-use codes on paper are for: in place of the authenticator app, or of a forgotten password. */
export type AccountCodeKind = 'recovery' | 'reset';

/** New codes in place of the old ones, of which none works any more. `hashes` are SHA-256. */
export async function replaceCodes(
  tx: Queryable,
  { userId, kind, nowMs }: { readonly userId: string; readonly kind: AccountCodeKind; readonly nowMs: number },
  hashes: readonly Buffer[],
): Promise<void> {
  await tx.run(sql`DELETE FROM account_code WHERE user_id = ${userId} AND kind = ${kind}`);
  await tx.run(sql`INSERT INTO account_code (id, user_id, kind, code_sha256, created_at)
    SELECT gen_random_uuid(), ${userId}::uuid, ${kind}, hash, ${new Date(nowMs)}::timestamptz FROM unnest(${hashes}::bytea[]) AS t(hash)`);
}

/** Uses a code up; false when there is no such code, or it was used. */
export async function useCode(
  tx: Queryable,
  code: { readonly userId: string; readonly kind: AccountCodeKind; readonly hash: Buffer; readonly nowMs: number },
): Promise<boolean> {
  const used = await tx.run(sql`UPDATE account_code SET used_at = ${new Date(code.nowMs)}
    WHERE user_id = ${code.userId} AND kind = ${code.kind} AND code_sha256 = ${code.hash} AND used_at IS NULL`);
  return used === 1;
}

/** How many codes are left. */
export async function countCodes(db: Queryable, userId: string, kind: AccountCodeKind): Promise<number> {
  const { n } = await db.row<{ n: number }>(sql`SELECT count(*) AS n FROM account_code WHERE user_id = ${userId} AND kind = ${kind} AND used_at IS NULL`);
  return n;
}
