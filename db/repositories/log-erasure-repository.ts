import sql, { empty } from 'sql-template-tag';
import type { ERASURE_BASES, ERASURE_DECISIONS } from '../../domain/access-log/erasure-terms.ts';
import type { SubjectRequestKind, SubjectRequestState } from '../../domain/subject-requests/subject-request-terms.ts';
import type { Queryable } from '../database.ts';
import { HELD } from './case-text-repository.ts';

/** Under what. */
export type ErasureBasis = (typeof ERASURE_BASES)[number];

/** What is stored of a new erasure: either a person or places. */
export interface NewErasure {
  readonly id: string;
  readonly basis: ErasureBasis;
  readonly subjectRequestId: string | null;
  readonly reason: string;
  readonly userId: string | null;
  readonly entries: readonly number[];
  readonly askedBy: string;
  readonly askedAtMs: number;
}

/** The request of the register that an erasure answers, as it stands now. */
interface ErasureRequest {
  readonly kind: SubjectRequestKind;
  readonly state: SubjectRequestState;
  readonly receivedAtMs: number;
  readonly organisationName: string;
}

/** An erasure of clear text in the access log, asked for or decided. */
export interface ErasureRow extends Omit<NewErasure, 'askedBy'> {
  /** What the register has of the request, without who asked. */
  readonly subjectRequest: ErasureRequest | null;
  readonly username: string | null;
  readonly askedById: string;
  readonly askedBy: string;
  readonly decision: (typeof ERASURE_DECISIONS)[number] | null;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly eventCount: number | null;
}

const SELECT = sql`SELECT e.id, e.basis, e.subject_request_id AS "subjectRequestId", e.reason, e.person_id AS "userId", p.username, e.places::float8[] AS entries, e.asked_by AS "askedById", a.username AS "askedBy",
    e.asked_at AS "askedAtMs", e.decision, d.username AS "decidedBy", e.decided_at AS "decidedAtMs", e.event_count AS "eventCount",
    CASE WHEN r.id IS NOT NULL THEN json_build_object('kind', r.kind, 'state', r.state, 'receivedAtMs', floor(extract(epoch FROM r.received_at) * 1000), 'organisationName', o.name) END AS "subjectRequest"
  FROM log_erasure e JOIN app_user a ON a.id = e.asked_by LEFT JOIN app_user d ON d.id = e.decided_by LEFT JOIN app_user p ON p.id = e.person_id
    LEFT JOIN subject_request r ON r.id = e.subject_request_id LEFT JOIN organisation o ON o.id = r.organisation_id`;

/** Stores one that is asked for. Errors: the constraint `log_erasure_one_open_idx` when the same person's waits already. */
export async function insertErasure(tx: Queryable, row: NewErasure): Promise<void> {
  await tx.run(sql`INSERT INTO log_erasure (id, basis, subject_request_id, reason, person_id, places, asked_by, asked_at)
    VALUES (${row.id}, ${row.basis}, ${row.subjectRequestId}, ${row.reason}, ${row.userId}, ${row.entries}::bigint[], ${row.askedBy}, ${new Date(row.askedAtMs)})`);
}

export async function findErasure(db: Queryable, id: string): Promise<ErasureRow | undefined> {
  return db.maybeRow(sql`${SELECT} WHERE e.id = ${id}`);
}

/** The erasure, locked until the transaction ends. */
export async function lockErasure(tx: Queryable, id: string): Promise<ErasureRow | undefined> {
  await tx.run(sql`SELECT 1 FROM log_erasure WHERE id = ${id} FOR UPDATE`);
  return findErasure(tx, id);
}

/** Newest first. */
export async function listErasures(db: Queryable, page: { readonly limit: number; readonly beforeId?: string | undefined }): Promise<ErasureRow[]> {
  return db.rows(sql`${SELECT} ${page.beforeId === undefined ? empty : sql`WHERE e.id < ${page.beforeId}`} ORDER BY e.id DESC LIMIT ${page.limit}`);
}

/** Whether a request about somebody's own data asks for something to go, and still counts. */
export async function asksForErasure(tx: Queryable, subjectRequestId: string): Promise<boolean> {
  const found = await tx.maybeRow(
    sql`SELECT 1 FROM subject_request WHERE id = ${subjectRequestId} AND kind IN ('deletion', 'objection') AND state NOT IN ('refused', 'withdrawn')`,
  );
  return found !== undefined;
}

/** Whether there is such an account, and it was closed. Locks it: nobody opens it again meanwhile. */
export async function isClosedAccount(tx: Queryable, userId: string): Promise<boolean> {
  return (await tx.maybeRow(sql`SELECT 1 FROM app_user WHERE id = ${userId} AND disabled_at IS NOT NULL FOR NO KEY UPDATE`)) !== undefined;
}

/** Whether one of these entries would lose what it tells of one of these people: as who acted, or where its details name them. */
export async function tellsOf(tx: Queryable, places: readonly number[], userIds: readonly string[]): Promise<boolean> {
  const found = await tx.maybeRow(sql`SELECT 1 FROM audit_leaf l JOIN audit_event e ON e.id = l.event_id CROSS JOIN unnest(${userIds}::uuid[]) AS p (id)
    WHERE l.seq = ANY(${places}::bigint[]) AND NOT audit_tells_of_log(e.action)
      AND (e.actor_id = p.id OR jsonb_path_exists(e.detail, '$.** ? (@ == $person)', jsonb_build_object('person', p.id::text))) LIMIT 1`);
  return found !== undefined;
}

/** Whether something is held for the case of one of these entries, or of something that the person did. */
export async function isOfHeldCase(tx: Queryable, { userId, entries }: Pick<NewErasure, 'userId' | 'entries'>, nowMs: number): Promise<boolean> {
  const found = await tx.maybeRow(sql`SELECT 1 FROM audit_leaf l JOIN audit_event e ON e.id = l.event_id
    WHERE l.seq IN (SELECT unnest(${entries}::bigint[]) UNION ALL SELECT x.seq FROM audit_index x WHERE x.kind = 'actor' AND x.key = ${userId}::uuid)
      AND e.incident_id IS NOT NULL AND ${HELD(sql`e.incident_id`, new Date(nowMs))} LIMIT 1`);
  return found !== undefined;
}

/** How many of these places the log has. */
export async function countEntries(tx: Queryable, places: readonly number[]): Promise<number> {
  const { found } = await tx.row<{ found: number }>(sql`SELECT count(*) AS found FROM audit_leaf WHERE seq = ANY(${places}::bigint[])`);
  return found;
}

/** Erases, and tells how many events lost clear text. The caller logs it in the same transaction. */
export async function eraseLogText(tx: Queryable, { userId, entries, basis }: Pick<ErasureRow, 'userId' | 'entries' | 'basis'>): Promise<number> {
  const { touched } = await tx.row<{ touched: number }>(sql`SELECT audit_erase_text(${userId}::uuid, ${entries}::bigint[], ${basis}) AS touched`);
  return touched;
}

/** Ends it; whom it was about is forgotten. `eventCount` null: it was refused. */
export async function decideErasure(tx: Queryable, id: string, by: { userId: string; atMs: number; eventCount: number | null }): Promise<void> {
  await tx.run(sql`UPDATE log_erasure SET decision = ${by.eventCount === null ? 'refuse' : 'approve'}, decided_by = ${by.userId}, decided_at = ${new Date(by.atMs)},
      event_count = ${by.eventCount}, person_id = NULL WHERE id = ${id}`);
}
