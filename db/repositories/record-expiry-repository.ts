import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** Records that are dropped by age alone. */
export type ExpiringRecord =
  | 'session'
  | 'idempotency_record'
  | 'sign_in_failure'
  | 'invitation'
  | 'sign_in_ticket_spent'
  | 'api_key'
  | 'camera_check'
  | 'camera_import'
  | 'worker_heartbeat'
  | 'message'
  | 'alert_notice'
  | 'alert'
  | 'alert_subscription'
  | 'hand_in'
  | 'discovery'
  | 'duty_shift'
  | 'camera_absence'
  | 'camera_confirmation'
  | 'camera_fault_photo'
  | 'camera_fault_note'
  | 'camera_fault'
  | 'sign_report'
  | 'test_alarm';

const OUTLIVED: { readonly [R in ExpiringRecord]: (before: Date) => Sql } = {
  session: (before) => sql`session WHERE ctid = ANY(ARRAY(SELECT ctid FROM session WHERE expires_at < ${before} OR revoked_at < ${before} LIMIT 5000))`,
  idempotency_record: (before) => sql`idempotency_record WHERE ctid = ANY(ARRAY(SELECT ctid FROM idempotency_record WHERE created_at < ${before} LIMIT 5000))`,
  sign_in_failure: (before) => sql`sign_in_failure WHERE ctid = ANY(ARRAY(SELECT ctid FROM sign_in_failure WHERE at < ${before} LIMIT 5000))`,
  invitation: (before) => sql`invitation WHERE ctid = ANY(ARRAY(SELECT ctid FROM invitation WHERE expires_at < ${before} LIMIT 5000))`,
  sign_in_ticket_spent: (before) =>
    sql`sign_in_ticket_spent WHERE ctid = ANY(ARRAY(SELECT ctid FROM sign_in_ticket_spent WHERE expires_at < ${before} LIMIT 5000))`,
  api_key: (before) => sql`api_key WHERE ctid = ANY(ARRAY(SELECT ctid FROM api_key WHERE expires_at < ${before} LIMIT 5000))`,
  camera_check: (before) =>
    sql`camera_check WHERE ctid = ANY(ARRAY(SELECT ctid FROM camera_check WHERE created_at < ${before} AND finished_at < ${before} LIMIT 5000))`,
  message: (before) =>
    sql`message WHERE ctid = ANY(ARRAY((SELECT ctid FROM message WHERE finished_at < ${before} LIMIT 5000)
      UNION ALL (SELECT ctid FROM message WHERE finished_at IS NULL AND give_up_at < ${before} LIMIT 5000)))`,
  // while an alert goes on, its opening's notice says who has to hear of its end
  alert_notice: (before) =>
    sql`alert_notice WHERE ctid = ANY(ARRAY(SELECT n.ctid FROM alert_notice n WHERE n.state <> 'waiting' AND n.due_at < ${before}
      AND EXISTS (SELECT 1 FROM alert a WHERE a.id = n.alert_id AND a.end_announced_at < ${before}) LIMIT 5000))`,
  alert: (before) => sql`alert WHERE ctid = ANY(ARRAY(SELECT ctid FROM alert WHERE ended_at < ${before} LIMIT 1000))`,
  // its last messages and notices go with it
  alert_subscription: (before) => sql`alert_subscription WHERE ctid = ANY(ARRAY(SELECT ctid FROM alert_subscription WHERE deleted_at < ${before} LIMIT 20))`,
  camera_import: (before) => sql`camera_import WHERE ctid = ANY(ARRAY(SELECT ctid FROM camera_import WHERE finished_at < ${before} LIMIT 20))`,
  worker_heartbeat: (before) => sql`worker_heartbeat WHERE ctid = ANY(ARRAY(SELECT ctid FROM worker_heartbeat WHERE beat_at < ${before} LIMIT 5000))`,
  hand_in: (before) => sql`hand_in WHERE ctid = ANY(ARRAY(SELECT ctid FROM hand_in WHERE finished_at < ${before} AND copy_state <> 'waiting' LIMIT 5000))`,
  discovery: (before) => sql`discovery WHERE ctid = ANY(ARRAY(SELECT ctid FROM discovery WHERE expires_at < ${before} LIMIT 5000))`,
  duty_shift: (before) => sql`duty_shift WHERE ctid = ANY(ARRAY(SELECT ctid FROM duty_shift WHERE upper(during) < ${before} LIMIT 5000))`,
  camera_absence: (before) => sql`camera_absence WHERE ctid = ANY(ARRAY(SELECT ctid FROM camera_absence WHERE upper(during) < ${before} LIMIT 5000))`,
  // of a camera in service the newest says whom to ask
  camera_confirmation: (before) =>
    sql`camera_confirmation WHERE ctid = ANY(ARRAY(SELECT f.ctid FROM camera_confirmation f JOIN camera c ON c.id = f.camera_id WHERE f.confirmed_at < ${before}
      AND (c.retired_at < ${before} OR EXISTS (SELECT 1 FROM camera_confirmation n WHERE n.camera_id = f.camera_id AND n.confirmed_at > f.confirmed_at)) LIMIT 5000))`,
  camera_fault_photo: (before) =>
    sql`camera_fault_photo WHERE id = ANY(ARRAY(SELECT p.id FROM camera_fault_photo p JOIN camera_fault_note n ON n.id = p.note_id WHERE n.recorded_at < ${before} LIMIT 500))`,
  camera_fault_note: (before) =>
    sql`camera_fault_note WHERE fault_id = ANY(ARRAY(SELECT f.id FROM camera_fault f WHERE f.closed_at < ${before} AND EXISTS (SELECT 1 FROM camera_fault_note n WHERE n.fault_id = f.id) LIMIT 500))`,
  // its notes went before
  camera_fault: (before) =>
    sql`camera_fault WHERE ctid = ANY(ARRAY(SELECT f.ctid FROM camera_fault f WHERE f.closed_at < ${before} AND NOT EXISTS (SELECT 1 FROM camera_fault_note n WHERE n.fault_id = f.id) LIMIT 5000))`,
  sign_report: (before) => sql`sign_report WHERE ctid = ANY(ARRAY(SELECT ctid FROM sign_report WHERE closed_at < ${before} LIMIT 5000))`,
  test_alarm: (before) =>
    sql`alarm WHERE ctid = ANY(ARRAY(SELECT a.ctid FROM alarm a WHERE a.test AND a.raised_at < ${before} AND NOT EXISTS (SELECT 1 FROM alarm_shot s WHERE s.alarm_id = a.id) LIMIT 5000))`,
};

/** Drops at most 5,000 records that ended before `beforeMs`; returns how many. */
export async function dropOutlived(db: Queryable, record: ExpiringRecord, beforeMs: number): Promise<number> {
  return db.run(sql`DELETE FROM ${OUTLIVED[record](new Date(beforeMs))}`);
}
