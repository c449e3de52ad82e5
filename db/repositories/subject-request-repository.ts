import sql, { empty, join } from 'sql-template-tag';
import type { SubjectRequestKind, SubjectRequestState, SubjectRequestStep } from '../../domain/subject-requests/subject-request-terms.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import type { Caller, Reach } from './access-repository.ts';

/** What was done of a request; its words are a dash once the applicant was erased. */
export interface SubjectRequestStepRow {
  readonly step: SubjectRequestStep;
  readonly note: string;
  readonly madeBy: string;
  readonly madeAtMs: number;
}

/** A request about somebody's own data, without whoever asks. */
export interface SubjectRequestRow {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly kind: SubjectRequestKind;
  readonly cameraId: string | null;
  readonly cameraName: string | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly summary: string;
  readonly state: SubjectRequestState;
  readonly receivedAtMs: number;
  readonly recordedAtMs: number;
  readonly recordedBy: string;
  readonly answerDueAtMs: number;
  readonly answeredAtMs: number | null;
  readonly fulfilDueAtMs: number;
  readonly extendedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly applicantErasedAtMs: number | null;
  readonly steps: readonly SubjectRequestStepRow[];
}

const SELECT = sql`SELECT q.id, q.organisation_id AS "organisationId", o.name AS "organisationName", q.kind, q.camera_id AS "cameraId", c.name AS "cameraName", lower(q.during) AS "fromMs", upper(q.during) AS "toMs",
    q.summary, q.state, q.received_at AS "receivedAtMs", q.recorded_at AS "recordedAtMs", a.username AS "recordedBy", q.answer_due_at AS "answerDueAtMs", q.answered_at AS "answeredAtMs",
    q.fulfil_due_at AS "fulfilDueAtMs", q.extended_at AS "extendedAtMs", q.ended_at AS "endedAtMs", q.applicant_erased_at AS "applicantErasedAtMs",
    coalesce((SELECT jsonb_agg(jsonb_build_object('step', s.step, 'note', s.note, 'madeBy', u.username, 'madeAtMs', floor(extract(epoch FROM s.made_at) * 1000)) ORDER BY s.nth)
      FROM subject_request_step s JOIN app_user u ON u.id = s.made_by WHERE s.request_id = q.id), '[]') AS steps
  FROM subject_request q JOIN organisation o ON o.id = q.organisation_id JOIN app_user a ON a.id = q.recorded_by LEFT JOIN camera c ON c.id = q.camera_id`;

/** What is stored of a new request. */
export interface NewSubjectRequest {
  readonly id: string;
  readonly organisationId: string;
  readonly cameraId: string | null;
  readonly during: TimeInterval | null;
  readonly kind: SubjectRequestKind;
  readonly summary: string;
  readonly applicant: { readonly bytes: Buffer; readonly keyId: string };
  readonly receivedAtMs: number;
  readonly recordedAtMs: number;
  readonly recordedBy: string;
  readonly answerDueAtMs: number;
  readonly fulfilDueAtMs: number;
  readonly remindAtMs: number;
}

export async function insertSubjectRequest(db: Queryable, row: NewSubjectRequest): Promise<void> {
  const { during, applicant } = row;
  await db.run(sql`INSERT INTO subject_request (id, organisation_id, camera_id, during, kind, summary, applicant_sealed, applicant_key_id, received_at, recorded_at, recorded_by, answer_due_at, fulfil_due_at, remind_at, state)
    VALUES (${row.id}, ${row.organisationId}, ${row.cameraId}, ${during === null ? null : sql`tstzrange(${new Date(during.fromMs)}, ${new Date(during.toMs)})`}, ${row.kind}, ${row.summary},
      ${applicant.bytes}, ${applicant.keyId}, ${new Date(row.receivedAtMs)}, ${new Date(row.recordedAtMs)}, ${row.recordedBy}, ${new Date(row.answerDueAtMs)}, ${new Date(row.fulfilDueAtMs)}, ${new Date(row.remindAtMs)}, 'received')`);
}

/** Whether a camera, in service or not, belongs to an organisation. */
export async function isOwnCamera(db: Queryable, cameraId: string, organisationId: string): Promise<boolean> {
  return (await db.maybeRow(sql`SELECT 1 FROM camera WHERE id = ${cameraId} AND owner_id = ${organisationId}`)) !== undefined;
}

export async function findSubjectRequest(db: Queryable, id: string): Promise<SubjectRequestRow> {
  return db.row(sql`${SELECT} WHERE q.id = ${id}`);
}

/** The request, locked until the transaction ends. */
export async function lockSubjectRequest(tx: Queryable, id: string): Promise<SubjectRequestRow> {
  await tx.run(sql`SELECT 1 FROM subject_request WHERE id = ${id} FOR UPDATE`);
  return findSubjectRequest(tx, id);
}

/** Whoever asks, sealed; undefined once that was erased. */
export async function readApplicant(db: Queryable, id: string): Promise<{ readonly bytes: Buffer; readonly keyId: string } | undefined> {
  return db.maybeRow(sql`SELECT applicant_sealed AS bytes, applicant_key_id AS "keyId" FROM subject_request WHERE id = ${id} AND applicant_sealed IS NOT NULL`);
}

/** Requests to an organisation (undefined: to all), newest entry first. */
export async function listSubjectRequests(
  db: Queryable,
  filter: { readonly organisationId?: string | undefined; readonly onlyOpen: boolean },
  page: { readonly limit: number; readonly beforeId?: string | undefined },
): Promise<SubjectRequestRow[]> {
  const conditions = [
    sql`true`,
    ...(filter.organisationId === undefined ? [] : [sql`q.organisation_id = ${filter.organisationId}`]),
    ...(filter.onlyOpen ? [sql`q.ended_at IS NULL`] : []),
    ...(page.beforeId === undefined ? [] : [sql`q.id < ${page.beforeId}`]),
  ];
  return db.rows(sql`${SELECT} WHERE ${join(conditions, ' AND ')} ORDER BY q.id DESC LIMIT ${page.limit}`);
}

/** A step with what it makes of the request. `remindAtMs` null: it has ended. */
export interface NewSubjectRequestStep {
  readonly requestId: string;
  readonly step: SubjectRequestStep;
  readonly note: string;
  readonly madeBy: string;
  readonly atMs: number;
  readonly state: SubjectRequestState;
  readonly isFirstAnswer: boolean;
  readonly extendedDueAtMs: number | null;
  readonly remindAtMs: number | null;
}

/** Stores a step of a request that is locked. */
export async function insertSubjectRequestStep(tx: Queryable, step: NewSubjectRequestStep): Promise<void> {
  const at = new Date(step.atMs);
  await tx.run(sql`INSERT INTO subject_request_step (request_id, nth, step, note, made_by, made_at)
    SELECT ${step.requestId}, count(*) + 1, ${step.step}, ${step.note}, ${step.madeBy}, ${at} FROM subject_request_step WHERE request_id = ${step.requestId}`);
  await tx.run(sql`UPDATE subject_request SET state = ${step.state}, ended_at = ${step.remindAtMs === null ? at : null}, remind_at = ${step.remindAtMs === null ? null : new Date(step.remindAtMs)}
    ${step.isFirstAnswer ? sql`, answered_at = ${at}` : empty} ${step.extendedDueAtMs === null ? empty : sql`, extended_at = ${at}, fulfil_due_at = ${new Date(step.extendedDueAtMs)}`}
    WHERE id = ${step.requestId}`);
}

/** Ids of up to `limit` requests whose organisation is to be reminded, the first due first. */
export async function listSubjectRemindersDue(db: Queryable, nowMs: number, limit: number): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`SELECT id FROM subject_request WHERE remind_at <= ${new Date(nowMs)} ORDER BY remind_at LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}

/** Notes when to remind next; false when it was reminded or has ended meanwhile. */
export async function takeSubjectReminder(tx: Queryable, id: string, nowMs: number, nextAtMs: number): Promise<boolean> {
  return (await tx.run(sql`UPDATE subject_request SET remind_at = ${new Date(nextAtMs)} WHERE id = ${id} AND remind_at <= ${new Date(nowMs)}`)) === 1;
}

/** Erases who asked, and the words of the request and its steps, of up to 500 requests that ended before `beforeMs`. Returns how many. */
export async function eraseApplicants(tx: Queryable, { beforeMs, nowMs }: { readonly beforeMs: number; readonly nowMs: number }): Promise<number> {
  const due = await tx.rows<{
    id: string;
  }>(sql`UPDATE subject_request SET applicant_sealed = NULL, applicant_key_id = NULL, applicant_erased_at = ${new Date(nowMs)}, summary = ''
    WHERE id = ANY(ARRAY(SELECT q.id FROM subject_request q WHERE q.applicant_sealed IS NOT NULL AND q.ended_at < ${new Date(beforeMs)} LIMIT 500)) RETURNING id`);
  await tx.run(sql`UPDATE subject_request_step SET note = '-' WHERE request_id = ANY(${due.map(({ id }) => id)}::uuid[])`);
  return due.length;
}

/** Reach of a request about somebody's own data: whether the caller's organisation has to answer it. */
export async function subjectRequestReach(db: Queryable, id: string, caller: Caller): Promise<Reach | undefined> {
  const row = await db.maybeRow<Omit<Reach, 'cameraId'> & { readonly cameraId: string | null }>(
    sql`SELECT q.id, q.camera_id AS "cameraId", q.organisation_id = ${caller.organisationId} AS own, false AS "inUnits" FROM subject_request q WHERE q.id = ${id}`,
  );
  if (row === undefined) return undefined;
  const { cameraId, ...reach } = row;
  return cameraId === null ? reach : { ...reach, cameraId };
}
