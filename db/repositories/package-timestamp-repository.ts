import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** A stamp, as an authority gave it. */
export interface StoredTimestamp {
  /** TimeStampResp in DER. */
  readonly reply: Buffer;
  readonly stampedAtMs: number;
  readonly authority: string;
}

/** What is known of the stamp of a package whose service has an authority. */
export interface PackageTimestampRow {
  readonly packageId: string;
  readonly attempts: number;
  /** Of the last try, while there is no stamp. */
  readonly errorCode: string | null;
  readonly reply: Buffer | null;
  readonly stampedAtMs: number | null;
  readonly authority: string | null;
  /** Whether the package's file has it too. */
  readonly inFile: boolean;
}

/** Undefined when the package was sealed without an authority, or isn't sealed. */
export async function findPackageTimestamp(db: Queryable, packageId: string): Promise<PackageTimestampRow | undefined> {
  return db.maybeRow(sql`SELECT package_id AS "packageId", attempts, error_code AS "errorCode", reply, stamped_at AS "stampedAtMs", authority, in_file AS "inFile"
    FROM evidence_package_timestamp WHERE package_id = ${packageId}`);
}

/** What a sealed package says of its stamp: the one in its file, or why there is none yet. */
export interface NewPackageTimestamp {
  readonly signatureSha256: Uint8Array;
  readonly stamp: StoredTimestamp | { readonly errorCode: string };
  readonly nextTryAtMs: number;
}

export async function insertPackageTimestamp(tx: Queryable, packageId: string, { signatureSha256, stamp, nextTryAtMs }: NewPackageTimestamp): Promise<void> {
  const { reply = null, stampedAtMs = null, authority = null } = 'reply' in stamp ? stamp : {};
  await tx.run(sql`INSERT INTO evidence_package_timestamp (package_id, signature_sha256, next_try_at, attempts, error_code, reply, stamped_at, authority, in_file)
    VALUES (${packageId}, ${Buffer.from(signatureSha256)}, ${new Date(nextTryAtMs)}, 1, ${'errorCode' in stamp ? stamp.errorCode : null}, ${reply},
      ${stampedAtMs === null ? null : new Date(stampedAtMs)}, ${authority}, ${reply !== null})`);
}

/** A stamp that is to be fetched now. */
export interface DueTimestamp {
  readonly packageId: string;
  readonly incidentId: string;
  readonly signatureSha256: Buffer;
  readonly attempts: number;
}

/** Takes the stamp that has waited longest for its next try, which is put off by 1, 2, 4 … 60 minutes at once: whoever dies over it keeps nobody from trying again. Undefined when none is due. */
export async function claimDueTimestamp(db: Queryable, nowMs: number): Promise<DueTimestamp | undefined> {
  return db.maybeRow(sql`UPDATE evidence_package_timestamp t SET attempts = t.attempts + 1,
      next_try_at = ${new Date(nowMs)}::timestamptz + least(60, power(2, least(t.attempts, 7) - 1)) * interval '1 minute'
    FROM evidence_package p WHERE p.id = t.package_id AND t.package_id = (
      SELECT package_id FROM evidence_package_timestamp WHERE reply IS NULL AND next_try_at <= ${new Date(nowMs)} ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING t.package_id AS "packageId", p.incident_id AS "incidentId", t.signature_sha256 AS "signatureSha256", t.attempts`);
}

/** Keeps a stamp; false when there was one already. */
export async function storeTimestamp(tx: Queryable, packageId: string, { reply, stampedAtMs, authority }: StoredTimestamp): Promise<boolean> {
  const count =
    await tx.run(sql`UPDATE evidence_package_timestamp SET reply = ${reply}, stamped_at = ${new Date(stampedAtMs)}, authority = ${authority}, error_code = NULL
    WHERE package_id = ${packageId} AND reply IS NULL`);
  return count === 1;
}

/** Keeps why there is none yet. */
export async function noteTimestampFailure(db: Queryable, packageId: string, errorCode: string): Promise<void> {
  await db.run(sql`UPDATE evidence_package_timestamp SET error_code = ${errorCode} WHERE package_id = ${packageId} AND reply IS NULL`);
}
