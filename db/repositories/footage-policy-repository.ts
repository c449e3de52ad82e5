import sql, { empty } from 'sql-template-tag';
import type { RequestPolicy } from '../../domain/requests/request-policy.ts';
import type { Queryable } from '../database.ts';

/** A policy as it is stored. */
export interface FootagePolicyRow extends RequestPolicy {
  readonly id: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly validFromMs: number;
  readonly basis: string;
  readonly createdAtMs: number;
}

const SELECT_POLICY = sql`SELECT p.id, p.unit_id AS "unitId", u.name AS "unitName", p.valid_from AS "validFromMs", p.deciders, p.decision_working_days AS "decisionWorkingDays",
    p.expiry_working_days AS "expiryWorkingDays", p.access_hours AS "accessHours", p.emergency_allowed AS "emergencyAllowed", p.basis, p.created_at AS "createdAtMs"
  FROM footage_policy p JOIN unit u ON u.id = p.unit_id`;

export async function findPolicy(db: Queryable, id: string): Promise<FootagePolicyRow> {
  return db.row(sql`${SELECT_POLICY} WHERE p.id = ${id}`);
}

/** All policies, past and coming ones too, newest first. */
export async function listPolicies(db: Queryable, page: { limit: number; beforeId?: string | undefined }): Promise<FootagePolicyRow[]> {
  return db.rows(sql`${SELECT_POLICY} ${page.beforeId === undefined ? empty : sql`WHERE p.id < ${page.beforeId}`} ORDER BY p.id DESC LIMIT ${page.limit}`);
}

/** The policy that holds for a camera at `atMs`: of the smallest of its units that laid one down, the latest. */
export async function policyOfCamera(db: Queryable, cameraId: string, atMs: number): Promise<FootagePolicyRow | undefined> {
  return db.maybeRow(sql`${SELECT_POLICY} JOIN unit_closure uc ON uc.ancestor_id = p.unit_id JOIN camera c ON c.unit_id = uc.descendant_id
    WHERE c.id = ${cameraId} AND p.valid_from <= ${new Date(atMs)}
    ORDER BY (SELECT count(*) FROM unit_closure above WHERE above.descendant_id = p.unit_id) DESC, p.valid_from DESC LIMIT 1`);
}

/** Errors: `constraint_violated` (`footage_policy_once`, or an unknown unit). */
export async function insertPolicy(tx: Queryable, policy: Omit<FootagePolicyRow, 'unitName'> & { readonly createdBy: string }): Promise<void> {
  await tx.run(sql`INSERT INTO footage_policy (id, unit_id, valid_from, deciders, decision_working_days, expiry_working_days, access_hours, emergency_allowed, basis, created_by, created_at)
    VALUES (${policy.id}, ${policy.unitId}, ${new Date(policy.validFromMs)}, ${policy.deciders}, ${policy.decisionWorkingDays}, ${policy.expiryWorkingDays}, ${policy.accessHours},
      ${policy.emergencyAllowed}, ${policy.basis}, ${policy.createdBy}, ${new Date(policy.createdAtMs)})`);
}

/** Whom a policy concerns: organisations whose cameras lie in its unit or below it, but for cameras of a smaller unit that has one of its own by then. */
export async function boardsBelow(db: Queryable, { unitId, validFromMs }: Pick<FootagePolicyRow, 'unitId' | 'validFromMs'>): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`SELECT DISTINCT c.owner_id AS id FROM camera c JOIN unit_closure uc ON uc.descendant_id = c.unit_id
    WHERE uc.ancestor_id = ${unitId} AND c.retired_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM footage_policy p JOIN unit_closure above ON above.ancestor_id = p.unit_id AND above.descendant_id = c.unit_id
        JOIN unit_closure below ON below.descendant_id = p.unit_id AND below.ancestor_id = ${unitId}
      WHERE p.unit_id <> ${unitId} AND p.valid_from <= ${new Date(validFromMs)})
    ORDER BY id`);
  return rows.map(({ id }) => id);
}
