import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** Records of cases that hold words of people. */
export const CASE_TEXTS = [
  'incident',
  'incident_link',
  'incident_approval',
  'hold',
  'incident_merge',
  'footage_request',
  'footage_request_decision',
  'emergency_suspension',
  'case_moment',
] as const;
export type CaseText = (typeof CASE_TEXTS)[number];

const LIMIT = 1000;

/** Whether something is held for a case: what is still held is still worked on. */
export const HELD = (incidentId: Sql, now: Date): Sql =>
  sql`EXISTS (SELECT 1 FROM hold l WHERE l.incident_id = ${incidentId} AND l.released_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > ${now}))`;

/** Where words are required, a dash takes their place. */
const ERASE: { readonly [T in CaseText]: (before: Date, now: Date) => Sql } = {
  incident: (before, now) => sql`UPDATE incident SET summary = '' WHERE id = ANY(ARRAY(SELECT i.id FROM incident i
    WHERE i.summary <> '' AND i.updated_at < ${before} AND upper(i.occurred) < ${before} AND NOT ${HELD(sql`i.id`, now)} LIMIT ${LIMIT}))`,
  incident_link: (before, now) => sql`UPDATE incident_link SET note = '' WHERE id = ANY(ARRAY(SELECT k.id FROM incident_link k
    WHERE k.note <> '' AND k.decided_at < ${before} AND NOT ${HELD(sql`k.incident_id`, now)} LIMIT ${LIMIT}))`,
  incident_approval: (before, now) => sql`UPDATE incident_approval SET reason = '-' WHERE id = ANY(ARRAY(SELECT p.id FROM incident_approval p
    WHERE p.reason <> '-' AND p.approved_at < ${before} AND NOT ${HELD(sql`p.incident_id`, now)} LIMIT ${LIMIT}))`,
  hold: (
    before,
    now,
  ) => sql`UPDATE hold SET reason = '', release_reason = CASE WHEN release_reason IS NULL THEN NULL ELSE '-' END WHERE id = ANY(ARRAY(SELECT h.id FROM hold h
    WHERE (h.reason NOT IN ('', '-') OR h.release_reason <> '-') AND h.created_at < ${before} AND NOT ${HELD(sql`h.incident_id`, now)} LIMIT ${LIMIT}))`,
  incident_merge: (before, now) => sql`UPDATE incident_merge SET reason = '-', undo_reason = CASE WHEN undo_reason IS NULL THEN NULL ELSE '-' END
    WHERE id = ANY(ARRAY(SELECT m.id FROM incident_merge m WHERE (m.reason <> '-' OR m.undo_reason <> '-') AND m.merged_at < ${before}
      AND NOT ${HELD(sql`m.incident_id`, now)} AND NOT ${HELD(sql`m.into_incident_id`, now)} LIMIT ${LIMIT}))`,
  // the legal basis stays: a provision and a document
  footage_request: (before, now) => sql`UPDATE footage_request SET purpose = '-', justification = CASE WHEN justification IS NULL THEN NULL ELSE '-' END,
      end_reason = CASE WHEN end_reason IS NULL THEN NULL ELSE '-' END, fulfilment_note = CASE WHEN fulfilment_note IS NULL THEN NULL ELSE '-' END
    WHERE id = ANY(ARRAY(SELECT r.id FROM footage_request r WHERE (r.purpose <> '-' OR r.justification <> '-' OR r.end_reason <> '-' OR r.fulfilment_note <> '-')
      AND r.requested_at < ${before} AND NOT ${HELD(sql`r.incident_id`, now)} LIMIT ${LIMIT}))`,
  footage_request_decision: (before, now) => sql`UPDATE footage_request_decision SET reason = '-' WHERE id = ANY(ARRAY(
    SELECT d.id FROM footage_request_decision d JOIN footage_request r ON r.id = d.request_id WHERE d.reason <> '-' AND d.decided_at < ${before}
      AND NOT ${HELD(sql`r.incident_id`, now)} LIMIT ${LIMIT}))`,
  emergency_suspension: (before, now) => sql`UPDATE emergency_suspension SET lift_reason = '-' WHERE id = ANY(ARRAY(
    SELECT s.id FROM emergency_suspension s JOIN footage_request r ON r.id = s.request_id WHERE s.lift_reason <> '-' AND s.lifted_at < ${before}
      AND NOT ${HELD(sql`r.incident_id`, now)} LIMIT ${LIMIT}))`,
  case_moment: (before, now) => sql`UPDATE case_moment SET note = '' WHERE id = ANY(ARRAY(SELECT m.id FROM case_moment m
    WHERE m.note <> '' AND m.marked_at < ${before} AND NOT ${HELD(sql`m.incident_id`, now)} LIMIT ${LIMIT}))`,
};

/** Empties the words that were written before `beforeMs` in up to 1,000 records of a kind whose incident has no live hold; place, time, category and who did it stay. Returns how many. */
export async function eraseCaseText(
  db: Queryable,
  text: CaseText,
  { beforeMs, nowMs }: { readonly beforeMs: number; readonly nowMs: number },
): Promise<number> {
  return db.run(ERASE[text](new Date(beforeMs), new Date(nowMs)));
}
